import { describe, expect, it } from "vitest";
import { fallbackProtocol } from "../../../src/cli/gallery/fallback-protocol.ts";
import { neuronExhibit } from "../../../src/cli/gallery/neuron-exhibit.ts";
import { protocolRun } from "../../../src/cli/gallery/protocol-run.ts";
import { libraryNeurons } from "../../../src/cli/library-neurons.ts";
import { defineNeuron, leakyIntegrator, lif, wangBuzsaki } from "../../../src/neurons/index.ts";
import { renderSvg } from "../../../src/plot/index.ts";

describe("fallbackProtocol", () => {
  it("is a step of the smallest power of two that makes three spikes", () => {
    // Intervals of 20 ms ln(I/(I − 1)): 13.9 ms at I = 2.
    expect(fallbackProtocol(lif).stimulus).toMatchObject({
      kind: "step",
      parameter: "bias",
      rest: 0,
      value: 2,
    });
  });

  it("is arrivals where nothing spikes", () => {
    const { stimulus, rates } = fallbackProtocol(leakyIntegrator);
    expect(stimulus.kind).toBe("arrivals");
    expect(rates).toBeUndefined();
  });

  it("shows all states, those of one unit together and four at most", () => {
    expect(fallbackProtocol(wangBuzsaki).shown.map(({ states }) => states)).toEqual([
      ["v"],
      ["h", "n"],
      ["i"],
    ]);
    const names = ["a", "b", "c", "d", "e"];
    const many = defineNeuron({
      name: "many",
      state: Object.fromEntries(names.map((name) => [name, { initial: 1 }])),
      dynamics: names.map((name) => `d${name}/dt = -${name}`).join("\n"),
    });
    expect(fallbackProtocol(many).shown.map(({ states }) => states)).toEqual([["a", "b", "c", "d"], ["e"]]);
  });

  it("draws a neuron that has nothing to be driven by", async () => {
    const decay = defineNeuron({
      name: "decay",
      state: { x: { initial: 1 } },
      dynamics: "dx/dt = -x / 20 ms",
    });
    const { figures, notes } = neuronExhibit("decay", { model: decay, ...fallbackProtocol(decay) });
    expect(notes).toEqual(["As it moves by itself."]);
    expect(figures.map(({ file }) => file)).toEqual(["decay-trace"]);
    expect(await renderSvg(figures[0]!.picture)).toContain("decay");
  });

  it.each([...libraryNeurons])("would do for %s", (_, model) => {
    const protocol = fallbackProtocol(model);
    const run = protocolRun({ model, ...protocol });
    expect(run.status).toBe("completed");
    if (protocol.stimulus.kind === "step") {
      expect(run.spikeTimes("cell")[0]!.length).toBeGreaterThanOrEqual(3);
    }
  });
});
