import { describe, expect, it } from "vitest";
import { rungeKuttaGraph } from "../../src/compile/runge-kutta-graph.ts";
import { at, vectorField } from "../../src/compile/step-graph.ts";
import { add, mul, zero } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { reachable, symbol } from "../../src/expr/node.ts";
import { parseExpression } from "../../src/expr/parse.ts";
import { lif } from "../../src/neurons/lif.ts";
import { midpoint } from "../../src/solvers/tableaus/midpoint.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { richModel } from "../support/one-frame.ts";

const [t, h, v, w, count] = ["t", "$h", "v", "w", "count"].map(symbol) as [
  ReturnType<typeof symbol>,
  ReturnType<typeof symbol>,
  ReturnType<typeof symbol>,
  ReturnType<typeof symbol>,
  ReturnType<typeof symbol>,
];

describe("rungeKuttaGraph", () => {
  it("is the textbook's step: midpoint of a decay", () => {
    const { y1, t: start, h: size, error } = rungeKuttaGraph(lif, midpoint);
    expect([start, size, error]).toEqual([t, h, undefined]);
    const values = { v: 0, i: 2, t: 0, $h: 1, tauMem: 20, tauSyn: 4, vThreshold: 1, vReset: 0, bias: 0 };
    // i(1 − x + x²/2) with x = h/τ = 1/4.
    expect(evaluate([y1[1]!], values)[0]).toBe(2 * (1 - 1 / 4 + 1 / 32));
  });

  it("keeps discrete variables as they are", () => {
    const { y1 } = rungeKuttaGraph(richModel, tsitouras54);
    expect(y1[2]).toBe(count);
  });

  it("divides by a time constant once for all stages", () => {
    const { y1 } = rungeKuttaGraph(lif, tsitouras54);
    const divisions = reachable(y1).filter(({ op }) => op === "div");
    expect(divisions).toHaveLength(2);
  });
});

describe("at", () => {
  const known = new Map(["v", "w", "t", "drive"].map((name) => [name, symbol(name)]));
  const expression = parseExpression("v + 10 * t + 100 * drive", { where: "here", known });

  it("replaces the state, moves the time, and signals along their slopes", () => {
    const moved = at(richModel, expression, [w, v, count], h);
    const values = { v: 1, w: 2, t: 3, $rest: 0, $h: 0.5, drive: 4, "$slope.drive": 6 };
    expect(evaluate([moved], values)).toEqual([2 + 10 * 3.5 + 100 * (4 + 6 * 0.5)]);
  });

  it("is the expression itself at the start of the step", () => {
    expect(at(richModel, expression, [v, w, count], zero)).toBe(expression);
  });
});

describe("vectorField", () => {
  it("gives f with the state replaced, and 0 for discrete variables", () => {
    const f = vectorField(richModel)(add(t, 1), [w, v, count], mul(h, 0.5));
    expect(f).toHaveLength(3);
    expect(f[2]).toBe(zero);
  });
});
