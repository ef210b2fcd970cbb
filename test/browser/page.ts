/** What the page of the content-policy test runs: a simulation and a gradient; the answer is its title. */
import {
  connect,
  eif,
  firstSpikeTimes,
  meanSquaredError,
  network,
  population,
  qif,
  simulate,
  source,
  valueAndGradient,
} from "../../src/index.ts";

export interface Answer {
  readonly execution: string;
  readonly times: readonly (readonly number[])[];
  readonly gradient: readonly number[];
}

export default function answer(): Answer {
  const net = network({
    populations: { input: source(2), hidden: population(eif, 2), output: population(qif, 1) },
    projections: [
      connect("input", "hidden", { weight: 2.5 }),
      connect("hidden", "output", { weight: 3, delay: 1 }),
    ],
  });
  const parameters = net.initialParameters();
  const input = { input: [[1, 4], [2]] };
  const run = simulate(net, parameters, input, { until: 60 });
  const { gradient } = valueAndGradient(net, {
    terms: [{ readout: firstSpikeTimes("output"), loss: meanSquaredError() }],
    until: 60,
  })(parameters, input, [10]);
  return {
    execution: run.program.execution,
    times: [...run.spikeTimes("hidden"), ...run.spikeTimes("output")].map((train) => [...train]),
    gradient: [...gradient.values],
  };
}
