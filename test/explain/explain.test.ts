import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { neuronPrograms } from "../../src/compile/neuron-kernels.ts";
import { explain } from "../../src/explain/explain.ts";
import type { OperationCounts } from "../../src/explain/operation-counts.ts";
import * as catalogue from "../../src/neurons/catalogue.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import * as library from "../../src/neurons/index.ts";
import { izhikevich, lif, qif } from "../../src/neurons/index.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { automatic } from "../../src/solvers/method.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { hodgkinHuxley } from "../support/hodgkin-huxley.ts";

const models: readonly NeuronModel[] = Object.values(catalogue);
const all: readonly NeuronModel[] = [
  ...models,
  ...models
    .filter(({ events, states }) => events.length > 0 && states.every(({ name }) => name !== "refractory"))
    // Nothing keeps still where a spike resets nothing.
    .map((model) => {
      const [spike] = model.events;
      const resets = model.states.some(({ name }, i) => spike!.reset[i]!.name !== name);
      return library.refractory(model, { period: 2, ...(!resets && { hold: [] }) });
    }),
  hodgkinHuxley,
];
const named = all.map((model, k) => [`${model.name}, ${k}`, model] as const);

describe("explain", () => {
  it("says of lif what it is, and what is made of it", () => {
    expect(String(explain(lif))).toMatch(
      new RegExp(
        `^${literally(`${String(lif)}
  equations      linear, with an exact flow in closed form
  method         exactFlow: the equations are linear, and a step computes `)}\\d+ values by the exact flow, \\d+ by Tsitouras 5\\(4\\)
  step           \\d+ operations: \\d+ additions, .*\\d+ exponentials, \\d+ choices
  pullback       \\d+ operations: .*
  frame          \\d+ numbers a neuron$`,
      ),
    );
    expect(explain(lif).latex).toBe(String.raw`\begin{align*}
  \frac{dv}{dt} &= \frac{i - v + \mathit{bias}}{\tau_{\mathrm{mem}}} \\
  \frac{di}{dt} &= -\frac{i}{\tau_{\mathrm{syn}}}
\end{align*}
\begin{align*}
  \text{spike:}\quad v &\ge V_{\mathrm{threshold}} & v &\leftarrow V_{\mathrm{reset}} \\
  \text{arrival at input:}\quad &  & i &\leftarrow i + \mathit{weight}
\end{align*}`);
  });

  it("has all of it as data", () => {
    const { equations, events, ports, classification, method, states, ...rest } = explain(izhikevich);
    expect(equations[0]).toEqual({
      state: "v",
      text: "dv/dt = 0.04 * v ^ 2 + 5 * v + 140 - u + i + bias",
      latex: "\\frac{dv}{dt} = 0.04 \\, v^{2} + 5 \\, v + 140 - u + i + \\mathit{bias}",
      kind: "polynomial",
      degree: 2,
      because: "0.04 * v ^ 2",
    });
    expect(equations.slice(1).map(({ kind }) => kind)).toEqual(["linear", "linear"]);
    expect(events).toEqual([
      {
        name: "spike",
        condition: "when v - vPeak rises through 0",
        changes: ["v ← c", "u ← u + d"],
        sent: true,
        carries: "",
        isTimer: false,
        affine: true,
      },
    ]);
    expect(ports).toEqual([
      { name: "input", channels: [{ name: "weight", unit: "" }], changes: ["i ← i + weight"] },
    ]);
    expect(classification).toEqual({ kind: "polynomial", degree: 2, because: "0.04 * v ^ 2" });
    expect(method).toMatchObject({ name: "taylor8", stages: 0 });
    expect(method.reason).toMatch(
      /^the equations are polynomials of degree 3 at most, sines and cosines; a step computes \d+ values by the Taylor series, /,
    );
    expect(states[0]).toEqual({ name: "v", unit: "", initial: "-70", discrete: false });
    expect(rest).toMatchObject({ exactFlow: undefined, switches: [], definitions: [], code: undefined });
  });

  it("sets the equations of Hodgkin and Huxley as they do", () => {
    const { equations, classification } = explain(hodgkinHuxley);
    expect(equations[0]!.latex).toBe(
      "\\frac{dv}{dt} = \\frac{\\mathit{drive} - g_{\\mathrm{Na}} \\, m^{3} \\, h \\, \\left(v - V_{\\mathrm{Na}}\\right) - g_{\\mathrm{K}} \\, n^{4} \\, \\left(v - V_{\\mathrm{K}}\\right) - g_{\\mathrm{leak}} \\, \\left(v - V_{\\mathrm{leak}}\\right)}{c}",
    );
    expect(equations[0]).toMatchObject({ kind: "polynomial", degree: 5 });
    expect(equations[1]).toMatchObject({ kind: "general", because: "exprel((-40 - v) / 10)" });
    expect(classification).toMatchObject({ kind: "general" });
  });

  it("is shown in a console as its text, and in JSON as its fields", () => {
    const explanation = explain(lif, { code: "webassembly" });
    expect(inspect(explanation)).toBe(String(explanation));
    const written = JSON.parse(JSON.stringify(explanation));
    expect(written).toMatchObject({ name: "lif", exactFlow: "closed form", method: { name: "exactFlow" } });
    expect(written.code.step.slice(0, 4)).toEqual([0, 97, 115, 109]);
  });

  it("finds switches, and event functions that are not linear", () => {
    const cell = defineNeuron({
      name: "switched",
      state: { v: {}, w: {} },
      dynamics: "dv/dt = max(0, w - 2) - v\n dw/dt = v < 1 ? 3 - w : -w",
      spike: { when: "v * w - 4", reset: { v: 0 } },
    });
    const { switches, events, method, classification } = explain(cell);
    expect(switches).toEqual(expect.arrayContaining([{ text: "v - 1", jumps: true }]));
    expect(switches.filter(({ jumps }) => !jumps)).toHaveLength(1);
    expect(events[0]!.affine).toBe(false);
    expect(classification.kind).toBe("linear");
    expect(method).toMatchObject({
      name: "tsitouras54",
      reason: 'the event function of "spike" is not linear',
    });
    expect(String(explain(cell))).toContain("the function of spike is not linear");
    expect(String(explain(cell))).toMatch(/switches +at .* = 0/);
  });

  it("takes another method", () => {
    const { method, exactFlow } = explain(lif, { method: rk4 });
    expect(method).toEqual({ name: "rk4", stages: 4, reason: "it was given" });
    expect(exactFlow).toBe("closed form");
  });

  it("refuses what is no model, no option and no value of one", () => {
    expect(() => explain("lif" as never)).toThrow("explain: the first argument is no neuron model");
    expect(() => explain(lif, { methods: rk4 } as never)).toThrow("explain: ");
    expect(() => explain(lif, { method: "rk4" as never })).toThrow("Give the method itself");
    expect(() => explain(lif, { code: "c" as never })).toThrow('Give "javascript" or "webassembly".');
    expect(() => explain(qif, { method: library.lif as never })).toThrow("explain: method");
  });
});

describe("code", () => {
  it.each(named)("has as many operations as are counted, %s", (_, model) => {
    const { code, step, pullback } = explain(model, { code: "javascript" });
    if (code?.language !== "javascript") throw new Error("no source");
    expectCounts(code.step, step);
    expectCounts(code.pullback, pullback);
  });

  it("is that of the kernels", () => {
    const programs = neuronPrograms(lif, automatic());
    const { frame, step } = explain(lif);
    expect(frame).toBe(programs.frame.size);
    expect(step.total).toBe(programs.step().instructions.filter(({ kind }) => kind === "apply").length);
  });

  it("is a module that compiles", () => {
    const { code } = explain(qif, { code: "webassembly" });
    if (code?.language !== "webassembly") throw new Error("no module");
    for (const bytes of [code.step, code.pullback]) {
      expect(new WebAssembly.Module(new Uint8Array(bytes))).toBeInstanceOf(WebAssembly.Module);
    }
    expect(String(explain(qif, { code: "webassembly" }))).toContain(
      `webassembly    step ${code.step.length} bytes, pullback ${code.pullback.length} bytes`,
    );
  });
});

describe("LaTeX", () => {
  it.each(named)("closes what it opens, %s", (_, model) => {
    const { latex, equations } = explain(model);
    for (const text of [latex, ...equations.map((equation) => equation.latex)]) {
      expect(nesting(text, /\\?\{/g, "{")).toBe(nesting(text, /\\?\}/g, "}"));
      expect(text.split("\\left").length - text.split("\\leftarrow").length).toBe(
        text.split("\\right").length - 1,
      );
      expect(text.split("\\begin{").length).toBe(text.split("\\end{").length);
      expect(text).not.toMatch(/undefined|NaN|\$/);
    }
  });

  it("names the parts that equations share, and events without a function", () => {
    const cell = defineNeuron({
      name: "counts",
      state: { v: {}, w: {} },
      discrete: { n: {} },
      dynamics: `
        gate = exp((v - 0.25) / 0.125) / (1 + exp(v))
        dv/dt = gate - v
        dw/dt = 2 * gate - w
      `,
      spike: { when: "v > 0.5 and n < 3", reset: { v: 0, n: "n + 1" } },
      events: { done: { when: "n > 2", reset: { n: 0 } } },
    });
    const { definitions, equations, latex, events } = explain(cell);
    expect(definitions).toEqual([
      {
        name: "shared1",
        text: "shared1 = exp((v - 0.25) / 0.125) * sigmoid(-v)",
        latex:
          "\\mathit{shared}_{1} = \\exp\\left(\\frac{v - 0.25}{0.125}\\right) \\, \\frac{1}{1 + \\exp\\left(v\\right)}",
      },
    ]);
    expect(equations[1]!.latex).toBe("\\frac{dw}{dt} = 2 \\, \\mathit{shared}_{1} - w");
    expect(latex).toContain(
      "\\text{spike:}\\quad v &\\ge 0.5, \\text{ while } n < 3 & v &\\leftarrow 0 \\\\",
    );
    expect(latex).toContain(
      "\\text{done, not sent:}\\quad &\\text{as soon as it may}, \\text{ while } 2 < n & n &\\leftarrow 0",
    );
    expect(events[1]!.condition).toBe("as soon as it may, while 2 < n");
  });
});

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Occurrences of a brace that is not a letter of its own. */
function nesting(text: string, pattern: RegExp, brace: string): number {
  return [...text.matchAll(pattern)].filter(([found]) => found === brace).length;
}

/** Counts the lines of a source by their operators and calls. */
function expectCounts(source: string, { total, byKind }: OperationCounts): void {
  const values = [...source.matchAll(/^const v\d+ = (.*);$/gm)].map(([, value]) => value!);
  const applied = values.filter((value) => !value.startsWith("m["));
  const count = (pattern: RegExp): number => applied.filter((value) => pattern.test(value)).length;
  expect(applied).toHaveLength(total);
  expect(Object.values(byKind).reduce((sum, number) => sum + number, 0)).toBe(total);
  expect(byKind.multiplications ?? 0).toBe(count(/ \* /));
  expect(byKind.divisions ?? 0).toBe(count(/ \/ /));
  expect(byKind.exponentials ?? 0).toBe(count(/^(exp|expm1|exprel|tanh|sigmoid)\(/));
  expect(byKind.choices ?? 0).toBe(count(/ \? |^Math\.(abs|floor|min|max)/));
}
