import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { constantly } from "../../src/network/initializers.ts";
import { type Dimension, synapticValues } from "../../src/network/synaptic-values.ts";
import { taken } from "./nonsense.ts";

const matrix: Dimension[] = [
  [2, "presynaptic neurons"],
  [3, "postsynaptic neurons"],
];
const values = (value: unknown, shape = matrix): unknown =>
  synapticValues("connect", "weight", value as number, shape);

describe("synapticValues", () => {
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

  it("takes one row-major list for rows, lists as deep as the shape, and for one value no list", () => {
    expect(values([1, 2, 3, 4, 5, 6])).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
    expect(values([4, 5], [[2, "pairs"]])).toEqual(Float64Array.of(4, 5));
    const cube: Dimension[] = [...matrix, [1, "channels"]];
    expect(
      values(
        [
          [[1], [2], [3]],
          [[4], [5], [6]],
        ],
        cube,
      ),
    ).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
    expect(() => values([4], [[2, "pairs"]])).toThrow(
      new ShapeError("connect", "weight has 1 value for 2 pairs", "Give a list of 2 numbers."),
    );
    expect(() => values([4], [])).toThrow("weight has 1 value\n  Give one number for all");
  });

  it("says what a list of numbers lacks where there are to be rows", () => {
    expect(() => values([1, 2])).toThrow(
      new ShapeError(
        "connect",
        "weight is one list of 2 numbers, for 2 presynaptic neurons × 3 postsynaptic neurons",
        "Give rows [pre][post], 2 rows of 3 numbers, or one list of all 6, row by row.",
      ),
    );
  });

  it("makes no number of null, a text or a hole", () => {
    const row = (entry: unknown) => [
      [1, 2, 3],
      [4, entry, 6],
    ];
    expect(taken((entry) => values(row(entry)))).toEqual(["5", "-1"]);
    expect(() => values([[1, 2, 3], Object.assign(new Array(3), [4])])).toThrow("weight[1][1] is missing");
    expect(taken((value) => values([value, [1, 2, 3]]))).toEqual([]);
    expect(taken(values)).toEqual(["5", "-1"]);
  });

  it.each([
    [undefined, OptionError, /weight is undefined/],
    ["1", OptionError, /weight is "1"/],
    [Number.NaN, OptionError, /weight is NaN/],
    [[[1, 2, 3]], ShapeError, /1 row for 2 presynaptic neurons/],
    [
      [
        [1, 2, 3],
        [4, 5],
      ],
      ShapeError,
      /weight\[1\] has 2 values for 3/,
    ],
    [[[1, 2, 3], undefined], ShapeError, /weight\[1\] is undefined for 3/],
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
