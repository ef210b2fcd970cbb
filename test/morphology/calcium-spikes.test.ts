import { describe, expect, it } from "vitest";
import {
  checkGradients,
  connect,
  exponentialSynapse,
  layer23,
  maximum,
  meanSquaredError,
  type NeuronModel,
  network,
  population,
  simulate,
  source,
  withSynapses,
} from "../../src/index.ts";
import { calciumSpikes, compartmentModel, leak } from "../../src/morphology/index.ts";

/** The compartments of `layer23`: conductances in nS and capacitances in pF that give its time constants and couplings. */
function cell(): NeuronModel {
  const model = compartmentModel({
    name: "layer23",
    compartments: {
      soma: { length: 20, diameter: 20 },
      dendrite: {
        length: 20,
        diameter: 20,
        mechanisms: [calciumSpikes({ strength: 400, inputConductance: 1 })],
      },
    },
    connections: [["soma", "dendrite"]],
    mechanisms: [leak({ conductance: 0.1, reversal: -75 })],
    initial: -75,
    spike: { compartment: "soma", threshold: -50, reset: -65 },
  });
  const into = "current_dendrite";
  return withSynapses(model, { into, synapses: { input: exponentialSynapse({ tau: 100 }) } });
}

const conductances = {
  gLeak_soma: 0.1,
  capacitance_soma: 1,
  gLeak_dendrite: 1,
  capacitance_dendrite: 5,
  gAxial_soma_dendrite: 0.1,
};

function networkOf(model: NeuronModel, parameters: Readonly<Record<string, number>>, weight: number) {
  return network({
    populations: { input: source(1), cell: population(model, 1, { parameters }) },
    projections: [connect("input", "cell", { port: "input", weight })],
  });
}

describe("calciumSpikes", () => {
  it.each([30, 50, 80])("makes a compartment do what layer23 does, with a weight of %d", (weight) => {
    const runs = [networkOf(cell(), conductances, weight), networkOf(layer23, {}, weight)].map((net) =>
      simulate(net, net.initialParameters(), { input: [[1, 4]] }, { until: 300, rtol: 1e-11, atol: 1e-11 }),
    );
    const [compartments, whole] = runs.map((run) => run.events("cell"));
    expect(whole!.map(({ event }) => event)).toContain("dendriticSpike");
    expect(compartments!.map(({ event }) => event.replace(/_dendrite$/, ""))).toEqual(
      whole!.map(({ event }) => event),
    );
    compartments!.forEach(({ time }, k) => {
      expect(Math.abs(time - whole![k]!.time)).toBeLessThan(1e-8);
    });
  });

  it("has gradients through the damping of its pulse", () => {
    const net = networkOf(cell(), conductances, 60);
    const terms = [{ readout: maximum("cell", "v_dendrite"), loss: meanSquaredError() }];
    const report = checkGradients(net, { terms, until: 60 }, net.initialParameters(), { input: [[1]] }, [0]);
    expect(report.agrees, String(report)).toBe(true);
    expect(report.undecided).toEqual([]);
  });

  it("needs a strength and a conductance", () => {
    expect(() => calciumSpikes({ strength: 1 } as never)).toThrow(/inputConductance/);
    expect(() => calciumSpikes({ strength: 1, inputConductance: 0 })).toThrow(/inputConductance is 0/);
  });
});
