import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { add, div, exp, lt, mul, neg, select, sub } from "../../src/expr/build.ts";
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

  it("reads names in letters of any script", () => {
    const greek: EquationContext = {
      ...context,
      states: ["θ", "v"],
      known: new Map(["θ", "v", "τ", "Δ"].map((name) => [name, symbol(name)])),
    };
    const [theta, time] = [symbol("θ"), symbol("τ")];
    const { derivatives } = parseEquations("τ * dθ/dt = ρ - θ\nv' = 0\nρ = Δ/2", greek);
    expect(derivatives.get("θ")).toBe(div(sub(div(symbol("Δ"), 2), theta), time));
    expect(parseEquations("θ' = dθ\nv’ = 0\ndθ = 1", greek).derivatives.get("θ")).toBe(constant(1));
  });

  it("reads a dot above a letter as a derivative where that is a state", () => {
    const dotted: EquationContext = {
      ...context,
      states: ["x", "v"],
      known: new Map(["x", "v", "ż"].map((name) => [name, symbol(name)])),
    };
    // ẋ is one character, v with a dot is two; ż is a name here, and ė is one that is defined.
    const { derivatives, auxiliaries } = parseEquations(
      "ẋ = -x * ż\nv\u0307 = ė\nė = d2 - v\nd2 = 1",
      dotted,
    );
    expect(derivatives.get("x")).toBe(neg(mul(symbol("x"), symbol("ż"))));
    expect(derivatives.get("v")).toBe(sub(1, v));
    expect([...auxiliaries.keys()]).toEqual(["ė", "d2"]);
    expect(parseEquations("d2 * dx/dt = 1\nv' = 0\nd2 = 2", dotted).derivatives.get("x")).toBe(constant(0.5));
  });

  it("finds a state whatever the spelling of its letters", () => {
    for (const state of ["\u00b5", "\u03bc"]) {
      const micro: EquationContext = {
        ...context,
        states: [state],
        known: new Map([["\u03bc", symbol(state)]]),
      };
      for (const text of ["d\u00b5/dt = -\u03bc", "\u03bc' = -\u00b5"]) {
        expect([...parseEquations(text, micro).derivatives]).toEqual([[state, neg(symbol(state))]]);
      }
      expect([...parseAssignments({ "\u00b5": 1 }, micro)]).toEqual([[state, constant(1)]]);
    }
  });

  it("reads a unit behind an equation, as Brian2 has it", () => {
    const { units, auxiliaries, derivatives } = parseEquations(
      `dv/dt = rate * (v > 0 ? 1 : 2)
         - v : volt  # leak
       rate = (v > 0 ? 1 : 2) : siemens/metre**2
       inline drive pA = v < 0 ? v : 1
       recordable inline x real = 1
       y = 2 : mV/(ms*nA)
       dg_e/dt = 0 : 1`,
      context,
    );
    expect(Object.fromEntries(units)).toEqual({
      v: "V",
      rate: "S/m^2",
      drive: "pA",
      x: "1",
      y: "mV/ms/nA",
      g_e: "1",
    });
    expect(auxiliaries.get("drive")).toBe(select(lt(v, 0), v, 1));
    expect(derivatives.get("v")!.op).toBe("sub");
  });

  it("answers what stands behind equations and lines of other tools", () => {
    const cases: readonly (readonly [string, string, string])[] = [
      [
        "dv/dt = -v : volt (unless refractory)",
        "a flag, (unless refractory), in dynamics, line 1, column 19",
        "put refractory(model, { period: 5 }) around the model: it holds the membrane. Or multiply the right side",
      ],
      ["a = 1 : volt (constant over dt)", "a flag, (constant over dt),", "no time step"],
      ["a = 1 : volt (shared, constant)", "a flag, (shared),", "one number"],
      ["dg_e/dt = 0 : 1 (event-driven)", "a flag, (event-driven),", "leave it out"],
      ["a = 1 : 1 (summed)", "a flag, (summed),", "write an input"],
      ["a = 1 : 1 (nonsense)", "a flag, (nonsense),", "Write the unit alone."],
      ["a = 1 :", "no unit behind : in dynamics, line 1, column 7", "such as mV or 1"],
      ["a = v : b", 'line 1: unknown name "b" in unit "b"', "Units: s, V"],
      ["a = 1 : millivolt", 'unknown name "millivolt"', 'Did you mean "mV"?'],
      [
        "I : amp",
        'a declaration, "I" and a unit, in dynamics, line 1, column 1',
        '{ I: { unit: "amp", default: … } }',
      ],
      ["I : amp (shared)", 'a declaration, "I" and a unit,', '{ I: { unit: "amp", default: … } }'],
      ["v : volt", 'a declaration, "v" and a unit,', '"v" is declared already: leave out the line.'],
      ["kernel g = exp(-t)", "a kernel in dynamics", "what a spike does as an input"],
      ["v'' = -v", "a second derivative", "dx/dt = w and dw/dt = …"],
      ["v₀ = 1", "₀ (a subscript)", "v0 or v_0"],
      ["d^2v/dt^2 = -v", "a second derivative", "dx/dt = w and dw/dt = …"],
      ["d²v/dt² = -v", "a second derivative", "dx/dt = w and dw/dt = …"],
      ["∂v/∂t = -v", "∂ (a sign)", "Write dv/dt"],
      ["alpha(v) = 0.1 * v", "a function of one's own", "A definition has no arguments"],
      ["dv/dt = exp v", "an operator is missing", "Write exp(…)."],
      ["dv/dt = \\frac{v}{2}", "\\ (a command of TeX)", "plain text"],
      ["dv/dt = -v / (10*msec)", 'unknown symbol "msec"', 'Did you mean "ms"?'],
      ["dv/dt = -v / (10*milliseconds)", 'unknown symbol "milliseconds"', 'Did you mean "ms"?'],
      ["v → 1 = 2", "unknown character → (U+2192)", "Names consist of letters"],
    ];
    for (const [text, what, hint] of cases) {
      expect(message(text), text).toContain(what);
      expect(message(text), text).toContain(hint);
    }
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
      ["dv/dt == v", "== compares, an equation has one = in dynamics, line 1, column 7"],
      ["d2v/dt2 = v", "a second derivative in dynamics, line 1, column 1"],
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

  it("takes definitions in any order", () => {
    const lines = [
      "alpha = exp(-v) * gain",
      "gain = beta + 1",
      "beta = vLeak / 2",
      "tau_mem * dv/dt = alpha",
      "g_e' = gain",
    ];
    const sorted = parseEquations(
      ["beta = vLeak / 2", "gain = beta + 1", ...lines]
        .slice(0, 2)
        .concat([lines[0]!, lines[3]!, lines[4]!])
        .join("\n"),
      context,
    );
    for (const text of [lines.join("\n"), [...lines].reverse().join("\n")]) {
      const { derivatives, auxiliaries } = parseEquations(text, context);
      expect(derivatives).toEqual(sorted.derivatives);
      expect([...auxiliaries.keys()].sort()).toEqual(["alpha", "beta", "gain"]);
    }
    expect([...parseEquations(lines.join("\n"), context).auxiliaries.keys()]).toEqual([
      "alpha",
      "gain",
      "beta",
    ]);
  });

  it("refuses definitions that hide something or need themselves", () => {
    expect(message("v = 1")).toContain('"v" is a state and cannot be defined in dynamics, line 1, column 1');
    expect(message("tau_mem = 1")).toContain('"tau_mem" has a meaning already');
    expect(message("alpha = 1\nalpha = 2")).toContain('"alpha" is defined a second time in dynamics, line 2');
    expect(message("exp = 1")).toContain('"exp" is a reserved name');
    expect(message("alpha = alpha + 1")).toContain(
      '"alpha" is defined by itself in dynamics, line 1, column 9\n    alpha = alpha + 1\n            ^^^^^\n  One of them',
    );
    expect(message("v' = a\na = 2 * b\nb = v + c\nc = 1 / a\ng_e' = 0")).toContain(
      "definitions need each other, a → b → c → a, in dynamics, line 2, column 9",
    );
  });

  it("does not mistake a definition for something that every object has", () => {
    const { auxiliaries } = parseEquations(
      "toString = 1\n__proto__ = toString\nv' = __proto__\ng_e' = 0",
      context,
    );
    expect([...auxiliaries.keys()]).toEqual(["toString", "__proto__"]);
  });

  it.each(["dvdt", "dv_dt", "vdot", "v_dot"])("points at %s where a derivative is missing", (name) => {
    const message = (text: string): string => {
      try {
        parseEquations(text, context);
      } catch (error) {
        return (error as Error).message;
      }
      return "";
    };
    const what = `a definition of "${name}" and no derivative of "v" in dynamics, line 2, column 1`;
    expect(message(`g_e' = 0\n${name} = -v`)).toContain(what);
    expect(message(`g_e' = 0\n${name} = -v`)).toContain("Write dv/dt = ….");
    expect(message(`g_e' = 0\n${name} = -v\nv' = ${name}`)).toBe("");
  });

  it("refuses what is not a text", () => {
    const hint = "Give one text, a line for each equation.";
    for (const [given, shown] of [
      [3, "3"],
      [["v' = 0"], "an array of 1"],
    ]) {
      const attempt = (): unknown => parseEquations(given as string, context);
      expect(attempt).toThrow(`dynamics is ${shown}, not a text\n  ${hint}`);
    }
  });

  it("takes a definition that doubles a hundred times", () => {
    const lines = Array.from({ length: 100 }, (_, k) => `a${k + 1} = a${k} < a${k} + v and a${k}`);
    const text = ["a0 = v", ...lines, "v' = a100", "g_e' = 0"].join("\n");
    expect(parseEquations(text, context).derivatives.size).toBe(2);
  });

  it("takes time in proportion to the number of definitions", () => {
    const seconds = (count: number): number => {
      const lines = Array.from({ length: count }, (_, k) => `a${k + 1} = a${k} + v / ${k + 1}`);
      const text = [...lines.reverse(), "a0 = v", `v' = a${count}`, "g_e' = 0"].join("\n");
      const start = performance.now();
      expect(parseEquations(text, context).auxiliaries.size).toBe(count + 1);
      return (performance.now() - start) / 1000;
    };
    seconds(1000);
    // It takes half a second on an idle machine; a quadratic way took 84 s.
    expect(seconds(10_000)).toBeLessThan(8);
  });

  it("reads or refuses any text with a ModelError", () => {
    const part = fc.constantFrom(
      ..."v g_e a b v' dv/dt dg_e/dt = = + - * / ** ( ) : ? volt mV (shared) 1 2.5 \n \n \\ # inline τ µ exp( kernel , \u0307".split(
        " ",
      ),
      " ",
      "\n",
    );
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part, { maxLength: 25 }).map((parts) => parts.join("")),
          fc.array(part, { maxLength: 12 }).map((parts) => `v' = -v\ng_e' = a\n${parts.join(" ")}\na = 1`),
        ),
        (text) => {
          try {
            expect(parseEquations(text, context).derivatives.size).toBe(2);
            accepted += 1;
          } catch (error) {
            if (!(error instanceof ModelError)) throw error;
          }
        },
      ),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(20);
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
