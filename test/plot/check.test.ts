import { expect, it } from "vitest";
import { checkedWidth, checkIncreasing, checkInterval, checkRange } from "../../src/plot/check.ts";

it("names the series and the index of what is wrong", () => {
  expect(() => checkRange("f", "share", [0, Number.NaN], [0, 1])).toThrow(
    "f: share[1] is NaN, outside [0, 1]",
  );
  expect(() => checkIncreasing("f", "times", [0, 1, 1])).not.toThrow();
  expect(() => checkIncreasing("f", "times", [0, 1, 1], true)).toThrow("f: times[2] is 1 after 1");
  expect(() => checkInterval("f", "time", [1, 1])).toThrow("f: time is [1, 1], which has no length");
  expect(() => checkInterval("f", "time", undefined)).not.toThrow();
});

it("takes a width of 720 unless told, and none too small", () => {
  expect(checkedWidth("f", {})).toBe(720);
  expect(checkedWidth("f", {}, 640)).toBe(640);
  expect(() => checkedWidth("f", { width: 100 })).toThrow("width[0] is 100");
});
