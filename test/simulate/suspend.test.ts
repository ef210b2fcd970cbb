/** A neuron that is left and taken up again has everything it had. */
import { expect, it } from "vitest";
import { networkProgram } from "../../src/compile/network-program.ts";
import { SimulationError } from "../../src/errors.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronRun } from "../../src/simulate/neuron-run.ts";
import { settingsOf } from "../../src/simulate/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { createPlaces, resume, suspend } from "../../src/simulate/suspend.ts";
import { standingRun } from "../support/standing-run.ts";

const ticking = defineNeuron({
  name: "ticking",
  state: { u: {} },
  parameters: { rate: 1 },
  dynamics: "du/dt = rate",
  spike: { when: "u > 1", reset: { u: 0 } },
  events: { other: { when: "u - 2" } },
});
const netOf = (rates: readonly number[]) =>
  network({ populations: { cell: population(ticking, rates.length, { parameters: { rate: rates } }) } });

/** What belongs to one neuron and does not lie in its frame. */
const own = [
  "t",
  "proposal",
  "last",
  "anchor",
  "segment",
  "round",
  "spikes",
  "fired",
  "steps",
  "grazed",
  "crossed",
  "departures",
  "refused",
] as const satisfies readonly (keyof NeuronRun)[];

it("leaves nothing behind: time, proposal, controller, cursors, counters and events", () => {
  const net = netOf([1, 1, 1]);
  const settings = settingsOf(net, { until: 5 });
  const program = networkProgram(net, settings.method);
  const [cells] = program.populations;
  const parameters = net.initialParameters().values;
  const run = standingRun(net, settings, parameters);
  const places = createPlaces(run, 3);
  const everything = (): unknown => ({
    numbers: own.map((name) => run[name]),
    at: [run.index, run.neuron, run.frame],
    controller: [...run.controllerState],
    events: [...run.armed, ...run.due, ...run.causes],
  });
  const fill = (neuron: number): void => {
    run.index = neuron;
    run.neuron = cells!.population.firstNeuron + neuron;
    run.frame = cells!.base + neuron * cells!.programs.frame.size;
    own.forEach((name, k) => {
      run[name] = 100 * (neuron + 1) + k;
    });
    run.controllerState.forEach((_, k) => {
      run.controllerState[k] = 0.5 + 10 * neuron + k;
    });
    run.armed.set([neuron % 2, 2 - neuron]);
    run.due.set([neuron - 1, 1 - neuron]);
  };
  const left = [0, 1, 2].map((neuron) => {
    fill(neuron);
    suspend(run, places);
    return everything();
  });
  for (const neuron of [1, 0, 2, 1]) {
    resume(run, neuron, places);
    expect(everything()).toEqual(left[neuron]);
  }
  // More steps than an Int32 holds.
  run.steps = 2 ** 40;
  suspend(run, places);
  run.steps = 0;
  resume(run, 1, places);
  expect(run.steps).toBe(2 ** 40);
});

it("an event storm is one neuron's own, in stages as in a whole run", () => {
  // The limit is 1000 events of a neuron and hardly any more for the time.
  const options = { until: 60, maxSpikesPerUnitTime: 1e-9 };
  const run = (rates: readonly number[], count: number, endEarly: boolean) => {
    const net = netOf(rates);
    const stopAfterSpikes = { cell: count };
    return simulate(net, net.initialParameters(), {}, { ...options, stopAfterSpikes, endEarly });
  };
  const sixty = Array.from({ length: 60 }, (_, k) => 1 + k / 1000);
  for (const endEarly of [false, true]) {
    expect(
      run(sixty, 59, endEarly)
        .spikeTimes("cell")
        .map(({ length }) => length),
    ).toEqual(Array.from({ length: 60 }, () => 59));
    expect(() => run([20, 1], 1200, endEarly)).toThrow(SimulationError);
    expect(() => run([20, 1], 1200, endEarly)).toThrow(
      /event-storm.*neuron 0 of "cell" fired more than 1000/,
    );
  }
});
