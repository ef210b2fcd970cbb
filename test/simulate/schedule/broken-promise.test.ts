import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { connect } from "../../../src/network/connect.ts";
import { normal, uniform } from "../../../src/network/initializers.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { qif } from "../../../src/neurons/qif.ts";
import { simulate } from "../../../src/simulate/simulate.ts";

/** A network after 58 epochs of a training at a loose tolerance. */
const { x, values } = JSON.parse(
  readFileSync(new URL("../../fixtures/broken-promise.json", import.meta.url), "utf8"),
) as { x: number; values: number[] };

it("a neuron that fires earlier than a longer step had shown, before what others were told, ends the run with a status", () => {
  const synapses = { weight: normal(0, 1), delay: uniform(0, 5), delayPer: "synapse" as const };
  const net = network({
    populations: {
      input: source(2),
      hidden: population(qif, 20, { parameters: { tauMem: 8, bias: uniform(0.3, 3) } }),
      output: population(qif, 1),
    },
    projections: [
      connect("input", "hidden", synapses),
      connect("hidden", "hidden", { ...synapses, delay: uniform(0.5, 5) }),
      connect("hidden", "output", synapses),
    ],
  });
  const parameters = net.initialParameters();
  parameters.values.set(values);
  const run = (tolerance: number) =>
    simulate(
      net,
      parameters,
      { input: [[0], [x]] },
      { until: 100, rtol: tolerance, atol: tolerance, throwOnFailure: false },
    );
  // The error of a step of 5.37 ms is 0.8 of what it may be, that of its first 5.17 ms is 28.
  const { status, message } = run(1e-3);
  expect(status).toBe("undecided-event");
  expect(message).toMatch(
    /^simulate \(undecided-event\): neuron 17 of "hidden" fires earlier than its steps had shown before: its spike reaches neuron \d+ of "hidden" at [\d.]+, which is at [\d.]+ already, .*\n {2}Give a smaller rtol and atol\. Where that/,
  );
  expect(run(1e-5).status).toBe("completed");
});
