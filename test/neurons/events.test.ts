import { describe, expect, it } from "vitest";
import { printExpression } from "../../src/expr/print.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { EventDefinition } from "../../src/neurons/neuron-definition.ts";

const eventsOf = (spike: EventDefinition) =>
  defineNeuron({
    name: "n",
    state: { v: { unit: "mV" } },
    parameters: { limit: { unit: "V", default: 1 } },
    dynamics: "leak = -v\n dv/dt = leak / 5 ms",
    spike,
  }).events.map(({ name, when, reset }) => [name, ...[when, ...reset].map(printExpression)]);

describe("events", () => {
  it("have conditions of any unit, with parts in one scale", () => {
    expect(eventsOf({ when: "v - limit" })).toEqual([["spike", "v - 1000 * limit", "v"]]);
    expect(eventsOf({ when: "v / limit - 0.5" })).toEqual([["spike", "v / limit - 500", "v"]]);
    expect(eventsOf({ when: "t - 1 s", direction: "falling" })).toEqual([["spike", "1000 - t", "v"]]);
  });

  it("reset states in their own units, with the definitions of the dynamics", () => {
    expect(eventsOf({ when: "v - limit", reset: { v: "leak + limit" } })).toEqual([
      ["spike", "v - 1000 * limit", "1000 * limit - v"],
    ]);
    expect(eventsOf({ when: "v - limit", reset: { v: "limit" } })[0]![2]).toBe("1000 * limit");
    expect(eventsOf({ when: "v - limit", reset: { v: -65 } })[0]![2]).toBe("-65");
  });
});
