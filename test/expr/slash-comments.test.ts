/** // as a comment, and as the division that it is in Python. */
import { describe, expect, it } from "vitest";
import { parseEquations } from "../../src/expr/equations.ts";
import { symbol } from "../../src/expr/node.ts";

const known = new Map(["v", "w", "tau", "t"].map((name) => [name, symbol(name)]));
const parse = (text: string) =>
  parseEquations(text, { where: "a test", block: "dynamics", states: ["v"], known });

describe("//", () => {
  it.each([
    "dv/dt = t // 5",
    "dv/dt = t//tau",
    "dv/dt = t // tau * w",
    "dv/dt = t // ms",
    "dv/dt = t // (tau + 1)  # of a train",
    "dv/dt = t // rate : 1",
    "rate2 = t // tau\n",
  ])("is refused before what could be a divisor: %s", (line) => {
    const text = `${line}\nrate = 2${line.startsWith("dv") ? "" : "\ndv/dt = rate2"}`;
    expect(() => parse(text)).toThrow(
      /\/\/ begins a comment, and this may be a divisor.*line 1.*floor\(a \/ b\)/s,
    );
  });

  it.each([
    "dv/dt = -v / tau // leak",
    "dv/dt = -v / tau // the leak, tau = 5 ms",
    "dv/dt = -v / tau //",
    "dv/dt = -v / tau # t // 5",
    "// 5\ndv/dt = -v / tau",
  ])("begins a comment before anything else: %s", (text) => {
    expect(parse(text).derivatives).toEqual(parse("dv/dt = -v / tau").derivatives);
  });
});
