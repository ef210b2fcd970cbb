import { describe, expect, it } from "vitest";
import { exactStepMapOf } from "../../src/compile/step-maps.ts";
import { classifyEquations, leastSimple } from "../../src/explain/classify.ts";
import * as catalogue from "../../src/neurons/catalogue.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { hodgkinHuxley } from "../support/hodgkin-huxley.ts";

function cell(equation: string): NeuronModel {
  return defineNeuron({
    name: "cell",
    state: { v: {}, w: {} },
    discrete: { n: { initial: 1 } },
    parameters: { a: 2, tau: 3 },
    signals: ["drive"],
    dynamics: `dv/dt = ${equation}\n dw/dt = -w`,
  });
}

describe("an equation is", () => {
  it.each([
    ["(a * w - v) / tau + drive + t", "linear", 1, ""],
    ["exp(a) * v / (1 + n^2)", "linear", 1, ""],
    // Between its switches it is.
    ["v < 1 ? -v : 2 * w - v", "linear", 1, ""],
    ["max(v, 2 * w) + abs(v) + floor(v)", "linear", 1, ""],
    ["n * v", "linear", 1, ""],
    ["1 - v * w / tau", "polynomial", 2, "v * w"],
    ["a - v^3 - w", "polynomial", 3, "v ^ 3"],
    ["v - a * (v + w)^5", "polynomial", 5, "a * (v + w) ^ 5"],
    ["v * drive", "polynomial", 2, "v * drive"],
    ["v * t", "polynomial", 2, "v * t"],
    ["v < 1 ? -v : v^2", "polynomial", 2, "v ^ 2"],
    ["1 / v", "general", Infinity, "1 / v"],
    ["a + exp(v * w) * v", "general", Infinity, "exp(v * w)"],
    ["sqrt(1 + v^2)", "general", Infinity, "sqrt(1 + v ^ 2)"],
    ["max(0, v)^a", "general", Infinity, "max(0, v) ^ a"],
    ["v == 1 ? 1 : -v", "general", Infinity, "v == 1"],
  ])("%s: %s", (equation, kind, degree, because) => {
    const [own, other, none] = classifyEquations(cell(equation));
    expect(own).toEqual({ kind, degree, because });
    expect(other).toEqual({ kind: "linear", degree: 1, because: "" });
    expect(none).toBeUndefined();
  });

  it("linear in the models that the exact flow takes, and in no others", () => {
    const models: readonly NeuronModel[] = Object.values(catalogue);
    expect(models.length).toBeGreaterThan(4);
    for (const model of [...models, hodgkinHuxley]) {
      const kinds = classifyEquations(model).filter((kind) => kind !== undefined);
      expect(leastSimple(kinds).kind === "linear", model.name).toBe(
        exactStepMapOf(model, "here") !== undefined,
      );
    }
  });
});

describe("equations together are", () => {
  it("what the least simple of them is", () => {
    const [square, line] = classifyEquations(cell("v * w"));
    const [cubic] = classifyEquations(cell("v^3"));
    const [other] = classifyEquations(cell("exp(v)"));
    expect(leastSimple([line!, square!, cubic!, line!])).toBe(cubic);
    expect(leastSimple([cubic!, other!, square!])).toBe(other);
    expect(leastSimple([]).kind).toBe("linear");
  });
});
