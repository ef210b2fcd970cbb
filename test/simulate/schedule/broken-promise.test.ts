import { expect, it } from "vitest";
import {
  connect,
  defineNeuron,
  network,
  normal,
  population,
  simulate,
  source,
  uniform,
} from "../../../src/index.ts";

/** A leaky integrator that is pushed over a narrow range of its states: long steps and short ones see different things. */
const bump = defineNeuron({
  name: "bump",
  state: { v: { initial: 0 }, i: { initial: 0 } },
  parameters: { tau: 8, bias: 1, height: 3, middle: 0.6, width: 0.05 },
  dynamics: `
    dv/dt = (bias - v + i + height*exp(-((v - middle)/width)^2))/tau
    di/dt = -i/5`,
  spike: { when: "v - 1", reset: { v: 0 } },
  input: { i: "i + weight" },
});

it.each([258, 727, 795])(
  "a neuron that fires earlier than a longer step had shown, before what others were told, ends the run with a status (seed %i)",
  (seed) => {
    const synapses = { weight: normal(0, 1), delay: uniform(0, 5), delayPer: "synapse" as const };
    const net = network({
      populations: {
        input: source(2),
        hidden: population(bump, 10, { parameters: { bias: uniform(0.8, 2) } }),
      },
      projections: [
        connect("input", "hidden", synapses),
        connect("hidden", "hidden", { ...synapses, delay: uniform(0.1, 5) }),
      ],
    });
    const spikes = [
      [0, 11, 17],
      [7, 23],
    ];
    const run = (tolerance: number) =>
      simulate(
        net,
        net.initialParameters({ seed }),
        { input: spikes },
        { until: 60, rtol: tolerance, atol: tolerance, throwOnFailure: false },
      );
    const { status, message } = run(3e-3);
    expect(status).toBe("undecided-event");
    expect(message).toMatch(
      /^simulate \(undecided-event\): neuron \d of "hidden" fires earlier than its steps had shown before: its spike reaches neuron \d of "hidden" at [\d.]+, which is at [\d.]+ already, .*\n {2}Give a smaller rtol and atol\. Where that/,
    );
    expect(run(1e-5).status).toBe("completed");
  },
);
