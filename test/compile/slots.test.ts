import { describe, expect, it } from "vitest";
import { channelsOf, initialNames, neuronFrame } from "../../src/compile/slots.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import { richModel } from "../support/one-frame.ts";

describe("neuronFrame", () => {
  it("begins with the states, so that a state is its index in the frame", () => {
    const frame = neuronFrame(richModel, [1, 1, 1, 1]);
    expect(["v", "w", "count"].map(frame.slot)).toEqual([0, 1, 2]);
    expect(["$next.v", "$next.w", "$next.count"].map(frame.slot)).toEqual([3, 4, 5]);
  });

  it("has values, cotangents and tangents of everything that a step or a jump depends on", () => {
    const frame = neuronFrame(richModel, [1, 1, 1, 1]);
    const names = ["v", "count", "t", "tau", "initial.w", "drive", "$slope.drive", "push", "gain"];
    for (const name of names) {
      for (const slot of [name, `$bar.${name}`, `$dot.${name}`]) expect(frame.has(slot), slot).toBe(true);
    }
    for (const slot of ["$h", "$bar.$h", "$dot.$h"]) expect(frame.has(slot), slot).toBe(true);
  });

  it("has one slot per Bernstein coefficient of each event", () => {
    const [small, large] = [neuronFrame(lif, [3]), neuronFrame(lif, [7])];
    expect(large.size - small.size).toBe(4);
    expect(large.slot("$gBernstein.spike.6") - large.slot("$gBernstein.spike.0")).toBe(6);
  });

  it("lets a state or a parameter be called event", () => {
    const model = defineNeuron({
      name: "unlucky",
      state: { v: {}, event: {} },
      parameters: { h: 1 },
      dynamics: "dv/dt = h - v\n event' = -event",
      spike: { when: "v - event" },
    });
    expect(() => neuronFrame(model, [3])).not.toThrow();
  });
});

describe("names of a model", () => {
  it("channels of several ports come once each, in the order of the ports", () => {
    expect(channelsOf(richModel)).toEqual(["push", "pull", "gain"]);
    const shared = defineNeuron({
      name: "shared",
      state: { v: {} },
      dynamics: "dv/dt = -v",
      input: { a: { map: { v: "v + weight" } }, b: { map: { v: "v - weight" } } },
    });
    expect(channelsOf(shared)).toEqual(["weight"]);
  });

  it("initial values that are numbers are parameters, formulas are not", () => {
    expect(initialNames(richModel)).toEqual(["initial.w", "initial.count"]);
  });
});
