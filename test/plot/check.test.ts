import { expect, it } from "vitest";
import {
  checkArray,
  checkedWidth,
  checkFinite,
  checkIncreasing,
  checkInterval,
  checkLength,
  checkRange,
  checkText,
} from "../../src/plot/check.ts";

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
  expect(checkedWidth("f", {})).toEqual({ width: 720 });
  expect(checkedWidth("f", {}, 640)).toEqual({ width: 640 });
  expect(() => checkedWidth("f", { width: 100 })).toThrow("width[0] is 100");
});

it("takes a number for no text and a text for no number", () => {
  expect(() => checkRange("f", "share", ["0.5"] as never, [0, 1])).toThrow(
    'f: share[0] is "0.5", outside [0, 1]',
  );
  expect(() => checkText("f", "title", 5 as never)).toThrow("f: title is 5\n  Give a text in quotes.");
  expect(() => checkedWidth("f", { caption: null } as never)).toThrow("f: caption is null");
  expect(() => checkInterval("f", "time", [0, 1, 2] as never)).toThrow("f: time has 3 values, expected 2");
});

it("says what is no series, instead of failing in it", () => {
  for (const wrong of [undefined, null, 5, "12", {}]) {
    expect(() => checkFinite("f", "times", wrong as never)).toThrow("Give an array of numbers.");
    expect(() => checkLength("f", "times", wrong as never, 2)).toThrow("Give an array of numbers.");
    expect(() => checkArray("f", "groups", wrong as never)).toThrow(/^f: groups is .*\n {2}Give an array/);
  }
});
