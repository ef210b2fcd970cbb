import { describe, expect, it } from "vitest";
import {
  connect,
  network,
  normal,
  type Parameters,
  population,
  qif,
  simulate,
  source,
  uniform,
} from "../../src/index.ts";

describe("delays of 0 and others in one cycle", () => {
  const synapses = { delay: uniform(0, 5), delayPer: "synapse" } as const;
  const net = network({
    populations: {
      input: source(1),
      cells: population(qif, 4, { parameters: { tauMem: 8, bias: uniform(0.5, 3) } }),
    },
    projections: [
      connect("input", "cells", { ...synapses, weight: normal(0, 6) }),
      connect("cells", "cells", { ...synapses, weight: normal(0, 1) }),
    ],
  });
  const spikes = (parameters: Parameters, tolerance: number) =>
    simulate(net, parameters, { input: [[7]] }, { until: 70, rtol: tolerance, atol: tolerance }).spikes(
      "cells",
    );

  it.each([13, 16])(
    "end where an event comes out before the instant it was expected at (seed %i)",
    (seed) => {
      const parameters = net.initialParameters({ seed });
      const delays = parameters.view("cells→cells.delay");
      for (const synapse of [0, 1, 5, 6, 10, 15]) delays[synapse] = 0; // of all to themselves, and of two to others
      const coarse = spikes(parameters, 1e-3);
      const fine = spikes(parameters, 1e-9);
      expect(coarse.neurons).toEqual(fine.neurons);
    },
  );
});
