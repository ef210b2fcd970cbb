/** A neuron that is left and taken up again has everything it had. */
import { expect, it } from "vitest";
import { SimulationError } from "../../../src/errors.ts";
import { network } from "../../../src/network/network.ts";
import { population } from "../../../src/network/population.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import { settingsOf } from "../../../src/simulate/given/options.ts";
import type { Place } from "../../../src/simulate/neuron/place.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { standingRun } from "../../support/standing-run.ts";

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

/** What belongs to one neuron, and who it is. */
const own = [
  "t",
  "rest",
  "proposal",
  "last",
  "taken",
  "anchor",
  "segment",
  "round",
  "spikes",
  "fired",
  "steps",
  "crossed",
  "departures",
  "refused",
  "grazed",
  "promised",
  "promisedTarget",
  "promisedKind",
] as const satisfies readonly (keyof Place)[];

it("every neuron keeps time, proposal, controller, cursors, counters and events of its own", () => {
  const net = netOf([1, 1, 1]);
  const settings = settingsOf(net, { until: 5 });
  const run = standingRun(net, settings, net.initialParameters().values);
  const { memory } = run;
  const remembered = (): Float64Array =>
    run.remembered.subarray(run.rememberedAt, run.rememberedAt + run.controller.stateSize);
  const flags = (): number[] =>
    run.events.flatMap(({ armed, due, cause, firedAt, firedRest, landed }) =>
      [armed, due, cause, firedAt, firedRest, landed].map((slot) => run.frame + slot),
    );
  const everything = (): unknown => ({
    numbers: own.map((name) => run[name]),
    truths: [run.unsettled, run.finished],
    at: [run.index, run.neuron, run.frame],
    controller: [...remembered()],
    events: flags().map((place) => memory[place]),
  });
  const left = [0, 1, 2].map((neuron) => {
    run.turnTo(neuron);
    own.forEach((name, k) => {
      run[name] = name === "last" ? -1 : 100 * (neuron + 1) + k;
    });
    run.unsettled = neuron === 1;
    run.finished = neuron === 2;
    remembered().forEach((_, k, all) => {
      all[k] = 0.5 + 10 * neuron + k;
    });
    flags().forEach((place, k) => {
      memory[place] = 1000 * (neuron + 1) + k;
    });
    return everything();
  });
  for (const neuron of [1, 0, 2, 1]) {
    run.turnTo(neuron);
    expect(everything()).toEqual(left[neuron]);
  }
  // More steps than an Int32 holds.
  run.steps = 2 ** 40;
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
