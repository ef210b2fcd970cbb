/** Trainings of the reference networks and of every neuron of the library: the same bits in every execution and for any number of workers. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parseReferenceFile } from "../../src/check/reference-file.ts";
import { referenceNetwork } from "../../src/check/reference-network.ts";
import { executions } from "../../src/codegen/execution.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import * as catalogue from "../../src/neurons/catalogue.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import { type Input, piecewiseConstant, type SpikeTimes } from "../../src/simulate/given/input.ts";
import { fit } from "../../src/train/fit.ts";
import type { FitOptions } from "../../src/train/fit-options.ts";
import { sgd } from "../../src/train/optimizers/sgd.ts";
import { startWorkers } from "../../src/workers/start-workers.ts";

const pools = await Promise.all([1, 2, 4].map((count) => startWorkers({ count })));
afterAll(() => Promise.all(pools.map((pool) => pool.stop())));

/** Samples, so many that they are several chunks: each a little later than the one before. */
const count = 9;
function delayed(input: Input, k: number): Input {
  const later = (times: SpikeTimes) => times.map((train) => Array.from(train, (time) => time + 0.07 * k));
  return Object.fromEntries(
    Object.entries(input).map(([name, given]) => [name, Array.isArray(given) ? later(given) : given]),
  );
}

/** All numbers of a training of two batches, with a loss of spikes and one of states where there are such. */
async function trained(
  net: Network,
  input: Input,
  until: number,
  own: object,
  workers?: FitOptions["workers"],
) {
  const cells = net.populations.filter(({ definition }) => definition.kind === "neurons");
  const terms = cells.flatMap(({ name, definition }) => {
    const { model } = definition as { readonly model: NeuronModel };
    const loss = meanSquaredError();
    const readout = stateAtTimes(name, model.states[0]!.name, [until / 3]);
    const states = { name: `${name} states`, readout, loss, target: "states" };
    if (!model.events.some(({ emits }) => emits)) return [states];
    const spikes = firstSpikeTimes(name, { silentTime: "until" });
    return [states, { name: `${name} spikes`, readout: spikes, loss, target: "spikes" }];
  });
  const options: FitOptions = {
    objective: { terms, until, ...own },
    data: {
      inputs: Array.from({ length: count }, (_, k) => delayed(input, k)),
      targets: Array.from({ length: count }, (_, k) => ({ spikes: until / 2, states: 0.1 * k })),
    },
    epochs: 1,
    batchSize: 8,
    optimizer: sgd(),
    learningRate: 1e-6,
    workers,
  };
  const epochs: unknown[] = [];
  for await (const { parameters, train } of fit(net, options)) epochs.push(parameters.values.slice(), train);
  return epochs;
}

const folder = join(import.meta.dirname, "..", "fixtures", "networks");

it.each(readdirSync(folder))("%s", async (name) => {
  const file = parseReferenceFile(readFileSync(join(folder, name), "utf8"), name);
  const { network: net, input } = referenceNetwork(file);
  const [first, ...others] = executions;
  const train = (execution: string, workers?: FitOptions["workers"]) =>
    trained(net, input, file.horizon, { execution, rtol: 1e-4, atol: 1e-4 }, workers);
  const wanted = await train(first!);
  expect(wanted[0]).not.toEqual(net.initialParameters().values);
  for (const execution of others) expect(await train(execution), execution).toEqual(wanted);
  for (const workers of pools) {
    for (const execution of executions) {
      // The interpreter takes its time; by others, or for other models, it would do the same once more.
      if (execution === "interpreter" && (workers.count !== 2 || name !== "lif_feedforward.json")) continue;
      expect(await train(execution, workers), `${execution}, ${workers.count} workers`).toEqual(wanted);
    }
  }
});

it.each(Object.entries(catalogue))("%s", async (_, model) => {
  const net = network({
    populations: { input: source(1), cell: population(model, 2) },
    projections: model.ports.map(({ name, channels }) => {
      const weights = Object.fromEntries(channels.map((channel) => [channel, [[20, 22]]]));
      return connect("input", "cell", { port: name, name, weights });
    }),
    trainable: model.ports.length > 0 ? ["weight"] : model.parameters.map(({ name }) => `cell.${name}`),
  });
  const signals = model.signals.map((signal) => [`cell.${signal}`, piecewiseConstant([0], [1])] as const);
  const until = 12;
  const input = { input: [[1, 6.5]], ...Object.fromEntries(signals) };
  const [first, ...others] = executions;
  const wanted = await trained(net, input, until, { execution: first });
  for (const execution of others) {
    expect(await trained(net, input, until, { execution }), execution).toEqual(wanted);
  }
  expect(await trained(net, input, until, {}, pools[1]), "2 workers").toEqual(wanted);
});
