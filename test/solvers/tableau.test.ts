import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { defineTableau } from "../../src/solvers/tableau.ts";
import type { TableauDefinition } from "../../src/solvers/tableau-definition.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";

const definition = heun.definition;

describe("defineTableau", () => {
  it("turns fractions into the nearest doubles", () => {
    const ralston = defineTableau({
      name: "ralston",
      c: ["0", "2/3"],
      a: [[], ["2/3"]],
      b: ["1/4", "3/4"],
    });
    expect(ralston.a).toEqual([[], [2 / 3]]);
    expect(ralston.b).toEqual([1 / 4, 3 / 4]);
    expect([ralston.order, ralston.embeddedOrder, ralston.denseOrder]).toEqual([2, 0, 2]);
    expect(ralston.bError).toBeUndefined();
    expect(ralston.firstSameAsLast).toBe(false);
  });

  it("subtracts the companion before it rounds", () => {
    const weight = tsitouras54.bError!.at(0)!;
    // The first 17 digits of the difference in the literature.
    expect(weight).toBe(0.0017800110522257714);
  });

  it("counts the error of two companions of orders p and q as that of one of order 2p − q", () => {
    expect(dormandPrince853.companionOrders).toEqual([5, 3]);
    expect(dormandPrince853.embeddedOrder).toBe(7);
    expect(tsitouras54.companionOrders).toEqual([4]);
    // A second companion no coarser than the first: E²/√(E² + 0.01 C²) goes like E.
    const twice = defineTableau({ ...definition, bCoarse: definition.bEmbedded! });
    expect([twice.companionOrders, twice.embeddedOrder]).toEqual([[1, 1], 1]);
    expect(twice.bCoarseError).toEqual(twice.bError);
  });

  it("takes the quadratic as dense output when none is given", () => {
    expect(heun.dense).toEqual([
      [1, -0.5],
      [0, 0.5],
    ]);
  });

  it("finds a stage at the new state among further ones, and makes its dense output the cubic", () => {
    const extended = defineTableau({
      name: "midpoint and its end",
      c: ["0", "1/2", "1", "3/4"],
      a: [[], ["1/2"], ["0", "1"], ["1/4", "1/4", "1/4"]],
      b: ["0", "1", "0", "0"],
    });
    expect(extended.firstSameAsLast).toBe(true);
    expect([extended.stages, extended.solutionStages, extended.denseDegree]).toEqual([4, 2, 3]);
    expect(extended.dense).toEqual([
      [1, -2, 1],
      [0, 3, -2],
      [0, -1, 1],
      [0, 0, 0],
    ]);
    // The cubic is of order 3 for the exact y1; the method's own order 2 is the limit.
    expect(extended.denseOrder).toBe(2);
  });

  it("accepts decimals that sum up to 1e-14 and not to 1e-13", () => {
    const decimals = (last: string): (() => unknown) => {
      return () => defineTableau({ ...definition, b: ["0.5", last] });
    };
    expect(decimals("0.50000000000001")).not.toThrow();
    expect(decimals("0.5000000000001")).toThrow(/sum of b/);
  });

  it("is frozen", () => {
    expect(Object.isFrozen(heun)).toBe(true);
    expect(Object.isFrozen(heun.b)).toBe(true);
    expect(Object.isFrozen(heun.dense[0])).toBe(true);
  });

  it.each([
    [{ c: [], a: [], b: [] }, 'defineTableau("heun-2(1)"): there is no stage'],
    [{ b: ["1"] }, "b has 1 entry, c has 2"],
    [{ bEmbedded: ["1"] }, "bEmbedded has 1 entry, c has 2"],
    [{ bCoarse: ["1"] }, "bCoarse has 1 entry, c has 2"],
    [{ bCoarse: ["1", "1"] }, "the sum of bCoarse is 2, not 1"],
    [{ dense: [["1"]] }, "dense has 1 entry, c has 2"],
    [{ dense: [[], []] }, "row 1 of dense has 0 entries"],
    [{ dense: [["1", "0"], ["0"]] }, "row 2 of dense has 1 entry, row 1 has 2"],
    [{ a: [[], ["1", "0"]] }, "row 2 of a has 2 entries, not 1"],
    [{ a: [["0"], ["1"]] }, "row 1 of a has 1 entry, not 0"],
    [{ b: ["1/2", "half"] }, '"half" in b is not a number'],
    [{ b: ["1/2", "1/0"] }, '"1/0" in b is not a number'],
    [{ c: ["0", "1/2"] }, "the sum of row 2 of a is 1, not 0.5"],
    [{ c: ["1", "1"] }, "the sum of row 1 of a is 0, not 1"],
    [{ b: ["1/2", "1/3"] }, "the sum of b is 0.8333333333333334, not 1"],
    [{ bEmbedded: ["1", "1"] }, "the sum of bEmbedded is 2, not 1"],
    [
      {
        dense: [
          ["1", "-1/2"],
          ["0", "1/3"],
        ],
      },
      "the sum of the coefficients of θ^2 in dense is -0.16666666666666666, not 0",
    ],
    [
      {
        dense: [
          ["1", "0"],
          ["0", "0"],
        ],
      },
      "row 1 of dense at θ = 1 is 1, not 0.5",
    ],
  ])("refuses %j", (wrong, message) => {
    const define = (): unknown => defineTableau({ ...definition, ...wrong });
    expect(define).toThrow(ModelError);
    expect(define).toThrow(message);
  });

  it("refuses a coarse companion without the other", () => {
    const { bEmbedded, ...alone } = definition;
    expect(() => defineTableau({ ...alone, bCoarse: bEmbedded! })).toThrow(
      "bCoarse is given without bEmbedded",
    );
  });
});

describe("defineTableau, misused", () => {
  const euler = { name: "euler", c: ["0"], a: [[]], b: ["1"] };
  it("answers what is no definition clearly", () => {
    expect(() => defineTableau(euler)).not.toThrow();
    const attempt = (given: unknown) => () => defineTableau(given as TableauDefinition);
    expect(attempt(null)).toThrow("defineTableau: it is given null");
    expect(attempt({})).toThrow("defineTableau(undefined): it has no name\n  Give a text.");
    expect(attempt({ name: "x" })).toThrow('defineTableau("x"): c is no list\n  Give lists of texts');
    expect(attempt({ ...euler, a: [5] })).toThrow('defineTableau("euler"): row 1 of a is no list');
    expect(attempt({ ...euler, b: [1] })).toThrow(
      'defineTableau("euler"): 1 in b is no text\n  Write a fraction',
    );
    expect(attempt({ ...euler, bEmbeded: ["1"] })).toThrow(
      'unknown option "bEmbeded"\n  Did you mean "bEmbedded"?',
    );
  });
});
