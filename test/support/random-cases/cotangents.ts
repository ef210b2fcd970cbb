/** Random linear functions of what a run gives, and how such a function changes from one run to another. */
import { zeroCotangents } from "../../../src/adjoint/pullback.ts";
import { observationsOf, partnersIn, placeIn } from "../../../src/check/carried.ts";
import type { Run } from "../../../src/compile/run.ts";
import { randomGenerator } from "../../../src/numeric/random.ts";
import type { Cotangents } from "../../../src/tape/solution.ts";

/**
 * Of the times of all events, of all samples, of the maxima of one state of every population and of that state before
 * and after events; or of one number of each.
 */
export function randomCotangents(run: Run, seed: number): Cotangents {
  const random = randomGenerator(seed);
  const cotangents = zeroCotangents(run);
  const { event } = run.tape.spikes;
  const isDense = random.uniform() < 0.7;
  const fill = (bars: Float64Array): void => {
    const only = bars.length === 0 ? 0 : random.integer(bars.length);
    bars.forEach((_, k) => {
      if (isDense || k === only) bars[k] = random.normal();
    });
  };
  fill(cotangents.spikeTimes);
  for (const bars of cotangents.samples.values()) fill(bars);
  for (const { population, model } of run.program.populations) {
    const state = model.states[random.integer(model.ownStates)]!.name;
    for (const found of [
      run.maxima(population.name, state),
      run.stateAtEvents(population.name, state, "before"),
      run.stateAtEvents(population.name, state, "after"),
    ]) {
      const bars = new Float64Array(found.values.length);
      fill(bars);
      cotangents.observations.set(found, bars);
    }
  }
  cotangents.spikeTimes.forEach((_, record) => {
    if (event.data[record]! < 0) cotangents.spikeTimes[record] = 0;
  });
  return cotangents;
}

/**
 * ⟨cotangents, what is different⟩ of another run with the same events, or of a replay: no large number in it from
 * which differences would be taken.
 */
export function changeFrom(recorded: Run, cotangents: Cotangents): (run: Run) => number {
  return (run) => {
    const partner = partnersIn(run, recorded);
    let sum = 0;
    cotangents.spikeTimes.forEach((bar, record) => {
      const [now, before] = [run.tape.spikes.time, recorded.tape.spikes.time];
      if (bar !== 0) sum += bar * (now.data[partner[record]!]! - before.data[record]!);
    });
    recorded.sampleTables.forEach((table, t) => {
      const { values } = run.sampleTables[t]!;
      cotangents.samples.get(table)!.forEach((bar, k) => {
        sum += bar * (values[k]! - table.values[k]!);
      });
    });
    for (const [theirs, own] of observationsOf(run, recorded)) {
      cotangents.observations.get(own)?.forEach((bar, k) => {
        if (bar !== 0) sum += bar * (theirs.values[placeIn(theirs, own, k)]! - own.values[k]!);
      });
    }
    return sum;
  };
}
