import { expect, it } from "vitest";
import { ShapeError } from "../../src/errors.ts";
import { checkValue } from "../../src/options.ts";
import { asLongAs, checkedWidth, finite, increasing, interval, sized, within } from "../../src/plot/check.ts";

it("names the series and the index of what is wrong", () => {
  expect(() => checkValue("f", "share", [0, Number.NaN], within(0, 1))).toThrow(
    "f: share[1] is NaN, outside [0, 1]",
  );
  expect(() => checkValue("f", "times", [0, 1, 1], increasing())).not.toThrow();
  expect(() => checkValue("f", "times", [0, 1, 1], increasing(true))).toThrow("f: times[2] is 1 after 1");
  expect(() => checkValue("f", "time", [1, 1], interval)).toThrow("f: time is [1, 1], which has no length");
  const options = { times: [1, 2], values: [3] };
  expect(() => checkValue("f", "values", [3], asLongAs("times", finite), options)).toThrow(
    new ShapeError("f", "values has 1 value, expected 2", "Give one for each of the 2 in times."),
  );
});

it("takes a width of 720 unless told, and none too small", () => {
  expect(checkedWidth("f", {})).toEqual({ width: 720 });
  expect(checkedWidth("f", {}, 640)).toEqual({ width: 640 });
  expect(() => checkedWidth("f", { width: 100 })).toThrow(
    "f: width is 100\n  Give a number between 320 and 20000.",
  );
});

it("takes a number for no text and a text for no number", () => {
  expect(() => checkValue("f", "share", ["0.5"], within(0, 1))).toThrow(
    'f: share[0] is "0.5", outside [0, 1]',
  );
  expect(() => checkedWidth("f", { title: 5 } as never)).toThrow("f: title is 5\n  Give a text in quotes.");
  expect(() => checkedWidth("f", { caption: null } as never)).toThrow("f: caption is null");
  expect(() => checkValue("f", "time", [0, 1, 2], interval)).toThrow("f: time has 3 values, expected 2");
});

it("says what is no series, instead of failing in it", () => {
  for (const wrong of [undefined, null, 5, "12", {}]) {
    expect(() => checkValue("f", "times", wrong, finite)).toThrow("Give an array of numbers.");
    expect(() => checkValue("f", "times", wrong, sized(2, finite, ""))).toThrow("Give an array of numbers.");
    expect(() => checkValue("f", "groups", wrong, "array")).toThrow(/^f: groups is .*\n {2}Give an array/);
  }
});
