import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { constantly } from "../../src/network/initializers.ts";
import { weightValues } from "../../src/network/weight-values.ts";
import { taken } from "./nonsense.ts";

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

  it("makes no number of null, a text or a hole", () => {
    const row = (entry: unknown) => [
      [1, 2, 3],
      [4, entry, 6],
    ];
    expect(taken((entry) => values(row(entry)))).toEqual(["5", "-1"]);
    expect(() => values([[1, 2, 3], Object.assign(new Array(3), [4])])).toThrow("weight[1][1] is undefined");
    expect(taken((value) => values([value, [1, 2, 3]]))).toEqual([]);
    expect(taken(values)).toEqual(["5", "-1"]);
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
