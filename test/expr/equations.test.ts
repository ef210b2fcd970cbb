import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { add, div, exp, mul, neg, sub } from "../../src/expr/build.ts";
import { type EquationContext, parseAssignments, parseEquations } from "../../src/expr/equations.ts";
import { constant, symbol } from "../../src/expr/node.ts";

const names = ["v", "g_e", "t", "tau_mem", "vLeak", "dv"];
const context: EquationContext = {
  where: 'defineNeuron("lif")',
  block: "dynamics",
  states: ["v", "g_e"],
  known: new Map(names.map((name) => [name, symbol(name)])),
};
const [v, g, tau, leak] = ["v", "g_e", "tau_mem", "vLeak"].map(symbol) as [
  ReturnType<typeof symbol>,
  ReturnType<typeof symbol>,
  ReturnType<typeof symbol>,
  ReturnType<typeof symbol>,
];

function message(text: string): string {
  try {
    parseEquations(text, context);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as Error).message;
  }
  throw new Error(`accepted: ${text}`);
}

describe("parseEquations", () => {
  it("reads derivatives in the order of the states", () => {
    const { derivatives, auxiliaries } = parseEquations("dg_e/dt = -g_e\ndv/dt = vLeak - v", context);
    expect([...derivatives]).toEqual([
      ["v", sub(leak, v)],
      ["g_e", neg(g)],
    ]);
    expect(auxiliaries.size).toBe(0);
  });

  it("reads primes and factors before a derivative", () => {
    const read = (left: string): unknown =>
      parseEquations(`${left} = vLeak - v\ng_e' = 0`, context).derivatives.get("v");
    for (const left of ["dv/dt", "d v'".replace("d ", ""), "v '", "dv / dt", "dv /dt"])
      expect(read(left)).toBe(sub(leak, v));
    for (const left of ["tau_mem * dv/dt", "tau_mem*dv/dt", "tau_mem * v'"]) {
      expect(read(left)).toBe(div(sub(leak, v), tau));
    }
    expect(read("(tau_mem + 1) * dv/dt")).toBe(div(sub(leak, v), add(tau, 1)));
    expect(read("2 * tau_mem / vLeak * dv/dt")).toBe(div(sub(leak, v), div(mul(2, tau), leak)));
  });

  it("puts definitions in place of their names", () => {
    const { derivatives, auxiliaries } = parseEquations(
      `
      # rates
      alpha = exp(-v)   // opening
      beta_1 = alpha * 2
      dv/dt = (alpha
        - beta_1)       # over two lines

      dg_e/dt = beta_1
      `,
      context,
    );
    expect([...auxiliaries]).toEqual([
      ["alpha", exp(neg(v))],
      ["beta_1", mul(exp(neg(v)), 2)],
    ]);
    expect(derivatives.get("v")).toBe(sub(exp(neg(v)), mul(exp(neg(v)), 2)));
  });

  it("shows the line of a mistake with its comment, counted without the first empty line", () => {
    expect(message("\n    dv/dt = -v # leak\n    dg_e/dt = -g_i # decay\n  ")).toBe(
      `defineNeuron("lif"): unknown symbol "g_i" in dynamics, line 2, column 12
    dg_e/dt = -g_i # decay
               ^^^
  Did you mean "g_e"? Known here: v, g_e, t, tau_mem, vLeak, dv.`,
    );
  });

  it("refuses what is not an equation", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["v", "a line without = in dynamics, line 1, column 1"],
      ["dv/dt == v", "a line without ="],
      ["d2v/dt2 = v", "a left side that is not one name"],
      ["v + 1 = v", "a left side that is not one name"],
      [" = v", "a left side that is not one name in dynamics, line 1, column 1"],
      ["dv/dt = ", "an expression is missing in dynamics, line 1, column 8"],
      ["dv/dt = v = 2", "= (an assignment)"],
      ["dv/dt = v; dg_e/dt = 1", "; (a separator)"],
      ["dv/dt = (v\ndg_e/dt = 1", "unclosed ( in dynamics, line 1, column 9"],
      ["2 dv/dt = v", "an operator is missing in dynamics, line 1, column 3"],
      ["1 + tau_mem * dv/dt = v", "+ on the left side in dynamics, line 1, column 3"],
      ["tau * dv/dt = v", 'unknown symbol "tau" in dynamics, line 1, column 1'],
      [`${"a".repeat(2000)}' = 1`, "a left side that is too long"],
    ];
    for (const [text, what] of cases) expect(message(text)).toContain(what);
  });

  it("refuses derivatives of other names, and two or none of a state", () => {
    expect(message("dg_i/dt = 1")).toContain(
      'derivative of "g_i", which is not a state, in dynamics, line 1, column 2\n    dg_i/dt = 1\n     ^^^\n  Did you mean "g_e"? States: v, g_e.',
    );
    expect(message("tau_mem' = 1")).toContain(
      'derivative of "tau_mem", which is not a state, in dynamics, line 1, column 1',
    );
    expect(message("v' = 1\ndv/dt = 1")).toContain(
      'a second derivative of "v" in dynamics, line 2, column 2',
    );
    expect(message("v' = 1")).toBe(
      'defineNeuron("lif"): no derivative of "g_e" in dynamics\n  Add a line dg_e/dt = ….',
    );
    expect(message("")).toContain('no derivative of "v"');
  });

  it("refuses definitions that hide something or come too late", () => {
    expect(message("v = 1")).toContain('"v" is a state and cannot be defined in dynamics, line 1, column 1');
    expect(message("tau_mem = 1")).toContain('"tau_mem" has a meaning already');
    expect(message("alpha = 1\nalpha = 2")).toContain('"alpha" is defined a second time in dynamics, line 2');
    expect(message("exp = 1")).toContain('"exp" is a reserved name');
    expect(message("dv/dt = alpha\nalpha = 2")).toContain(
      '"alpha" is used before it is defined in dynamics, line 1, column 9',
    );
    expect(message("dv/dt = alpha\nalpha = 2")).toContain("It is defined on line 2");
    expect(message("alpha = alpha + 1")).toContain('"alpha" is used before it is defined');
  });

  it("does not mistake a definition for something that every object has", () => {
    const { auxiliaries } = parseEquations(
      "toString = 1\n__proto__ = toString\nv' = __proto__\ng_e' = 0",
      context,
    );
    expect([...auxiliaries.keys()]).toEqual(["toString", "__proto__"]);
  });

  it("refuses what is not a text", () => {
    expect(() => parseEquations(3 as unknown as string, context)).toThrow("dynamics is number, not a text");
  });

  it("takes a definition that doubles a hundred times", () => {
    const lines = Array.from({ length: 100 }, (_, k) => `a${k + 1} = a${k} < a${k} + v and a${k}`);
    const text = ["a0 = v", ...lines, "v' = a100", "g_e' = 0"].join("\n");
    expect(parseEquations(text, context).derivatives.size).toBe(2);
  });

  it("refuses a block of a million characters without delay", () => {
    expect(message(`${"(".repeat(1_000_000)}v'`)).toContain("a line without =");
    expect(message(`${"v".repeat(1_000_000)} = 1`)).toContain("a left side that is too long");
    expect(message(`v' = ${" ".repeat(1_000_000)}1`)).toContain("characters, more than 10000");
  });
});

describe("parseAssignments", () => {
  const resets: EquationContext = { ...context, block: "reset" };

  it("reads texts and numbers, all of the values before the event", () => {
    const assigned = parseAssignments({ g_e: "v + 1", v: "g_e" }, resets);
    expect([...assigned]).toEqual([
      ["g_e", add(v, 1)],
      ["v", g],
    ]);
    expect(parseAssignments({ v: -0.5 }, resets).get("v")).toBe(constant(-0.5));
    expect(parseAssignments({}, resets).size).toBe(0);
  });

  it("names the entry in messages", () => {
    expect(() => parseAssignments({ v: "vLaek" }, resets)).toThrow(
      'unknown symbol "vLaek" in reset.v, line 1, column 1\n    vLaek\n    ^^^^^\n  Did you mean "vLeak"?',
    );
    expect(() => parseAssignments({ g_i: "v" }, resets)).toThrow(
      '"g_i" in reset is not a state\n  Did you mean "g_e"? States: v, g_e.',
    );
    expect(() => parseAssignments({ v: Number.NaN }, resets)).toThrow("reset.v is NaN");
    expect(() => parseAssignments({ v: null as unknown as string }, resets)).toThrow(
      "reset.v is null, not a text",
    );
    expect(() => parseAssignments({ constructor: "v" }, resets)).toThrow(
      '"constructor" in reset is not a state',
    );
    expect(() => parseAssignments(null as unknown as { v: string }, resets)).toThrow(
      "reset is not an object",
    );
  });
});
