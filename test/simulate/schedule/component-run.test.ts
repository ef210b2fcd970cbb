import { describe, expect, it } from "vitest";
import {
  connect,
  eif,
  network,
  normal,
  type Parameters,
  population,
  qif,
  simulate,
  source,
  uniform,
} from "../../../src/index.ts";

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

  it.each([45, 65])(
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

describe("upstrokes that take less than an ulp of the time", () => {
  const cells = population(eif, 3, { parameters: { vThreshold: 14, bias: uniform(1.5, 3) } });
  const options = { until: 60, rtol: 1e-9, atol: 1e-9, maxSteps: 20_000 } as const;
  const spikes = (weight: number, delay: number) => {
    const net = network({
      populations: { input: source(1), cells },
      projections: [
        connect("input", "cells", { weight: 2, delay: uniform(0, 5), delayPer: "synapse" }),
        connect("cells", "cells", { weight, delay }),
      ],
    });
    const run = simulate(
      net,
      net.initialParameters({ seed: 4 }),
      { input: [[7, 17, 27, 37, 47, 57]] },
      options,
    );
    return { status: run.status, ...run.spikes("cells") };
  };

  // From v = 8.5 on the upstroke, as e^(−(v − 1)/0.2), is shorter than an ulp of 20 ms: steps end where they began.
  it("end among neurons that might send something at that very time, as they do alone", () => {
    const among = spikes(0, 0);
    const alone = spikes(0, 70);
    expect(among.neurons).toEqual(alone.neurons);
    // Two meshes, 1e-9 of v per step, over rates of 0.05 mV/ms at least.
    for (const [k, time] of among.times.entries())
      expect(Math.abs(time - alone.times[k]!)).toBeLessThan(1e-6);
  });

  it("reach others without delay", () => {
    const { status, neurons } = spikes(0.5, 0);
    expect(status).toBe("completed");
    expect(new Set(neurons)).toEqual(new Set([0, 1, 2]));
  });
});
