import { describe, expect, it } from "vitest";
import { printExpression } from "../../src/expr/print.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { InputDefinition } from "../../src/neurons/neuron-definition.ts";

const portsOf = (input: InputDefinition) =>
  defineNeuron({ name: "n", state: { v: { unit: "mV" } }, dynamics: "dv/dt = -v / 5 ms", input }).ports.map(
    ({ name, channels, units, map }) => [name, [...channels], [...units], map.map(printExpression).join()],
  );

describe("ports", () => {
  it("have channels by name, with units where they are declared", () => {
    const map = { v: "v + a - b" };
    expect(portsOf({ v: "v + weight" })).toEqual([["input", ["weight"], [""], "v + weight"]]);
    expect(portsOf({ p: { weights: ["a", "b"], map } })).toEqual([["p", ["a", "b"], ["", ""], "v + a - b"]]);
    expect(portsOf({ p: { weights: { a: { unit: "mV" }, b: {} }, map } })).toEqual([
      ["p", ["a", "b"], ["mV", ""], "v + a - b"],
    ]);
  });

  it("convert the weight to what it is added to", () => {
    expect(portsOf({ p: { weights: { a: { unit: "V" } }, map: { v: "v + a" } } })).toEqual([
      ["p", ["a"], ["V"], "v + 1000 * a"],
    ]);
  });
});
