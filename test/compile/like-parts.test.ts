import { describe, expect, it } from "vitest";
import { withTemplates } from "../../src/compile/like-parts.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { type Expr, reachable, symbolsOf, within } from "../../src/expr/node.ts";
import { compartmentModel, hodgkinHuxleyChannels, leak } from "../../src/morphology/index.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";

function chain(count: number): NeuronModel {
  const names = Array.from({ length: count }, (_, k) => `c${k}`);
  return compartmentModel({
    name: "chain",
    compartments: Object.fromEntries(names.map((name, k) => [name, { length: 50 + k, diameter: 2 }])),
    connections: names.slice(1).map((name, k) => [names[k]!, name]),
    mechanisms: [hodgkinHuxleyChannels(), leak({ conductance: 0.3, reversal: -54.4 })],
  });
}

/** The derivatives of a model with templates, and those as they are. */
function both(model: NeuronModel): [Expr[], readonly Expr[]] {
  const varying = new Set(model.states.map(({ name }) => name));
  return within(new Map(), () => [withTemplates(model.derivatives, varying), model.derivatives]);
}

describe("like parts of a model", () => {
  it("are calls of one template for the gates of every kind", () => {
    const [derivatives] = both(chain(20));
    const calls = reachable(derivatives).filter(({ op }) => op === "call");
    expect(calls).toHaveLength(60);
    expect(new Set(calls.map(({ template }) => template)).size).toBe(3);
    expect(reachable(derivatives).some(({ op }) => op === "exp" || op === "exprel")).toBe(false);
  });

  it("have the values of the equations to the last bit", () => {
    const [derivatives, plain] = both(chain(20));
    const names = [...symbolsOf(plain)];
    for (let round = 0; round < 20; round++) {
      const values = Object.fromEntries(names.map((name, k) => [name, 100 * Math.sin(k + 31 * round)]));
      expect(evaluate(derivatives, values)).toEqual(evaluate(plain, values));
    }
  });

  it("are left as they are in short models", () => {
    const [derivatives, plain] = both(chain(5));
    expect(derivatives).toEqual(plain);
  });
});
