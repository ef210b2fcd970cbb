import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { constantly } from "../../src/network/initializers.ts";
import { weightValues } from "../../src/network/weight-values.ts";

const values = (value: unknown): unknown => weightValues("connect", "weight", value as number, 2, 3);

describe("weightValues", () => {
  it("keeps a number and a distribution, and lays rows one after the other", () => {
    expect(values(1.5)).toBe(1.5);
    const drawn = constantly(2);
    expect(values(drawn)).toBe(drawn);
    expect(
      values([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
  });

  it.each([
    [undefined, OptionError, /weight is undefined/],
    ["1", OptionError, /weight is "1"/],
    [Number.NaN, OptionError, /weight is NaN/],
    [[[1, 2, 3]], ShapeError, /1 rows for 2 presynaptic neurons/],
    [
      [
        [1, 2, 3],
        [4, 5],
      ],
      ShapeError,
      /weight\[1\] has 2 values for 3/,
    ],
    [[[1, 2, 3], undefined], ShapeError, /weight\[1\] has no values for 3/],
    [
      [
        [1, 2, 3],
        [4, 5, Infinity],
      ],
      OptionError,
      /weight\[1\]\[2\] is Infinity/,
    ],
  ] as const)("refuses %j", (value, type, message) => {
    expect(() => values(value)).toThrow(type);
    expect(() => values(value)).toThrow(message);
  });
});
