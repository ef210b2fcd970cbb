/** Samples as branches: steps from the neuron's present state that do not advance it. */
import { appendRecord } from "../../tape/page.ts";
import { recordKind } from "../../tape/tape.ts";
import { timeUntil } from "./clock.ts";
import type { NeuronRun, SampleCursor } from "./neuron-run.ts";

/**
 * Takes the samples that are due before `end`: states after all that happens at their time are taken
 * strictly before it, left limits up to and including it.
 *
 * @returns whether any was taken, which overwrites the step in the frame
 */
export function takeSamples(run: NeuronRun, end: number): boolean {
  let taken = false;
  for (const cursor of run.samples) {
    const { times, side } = cursor.table;
    while (cursor.next[run.index]! < times.length) {
      const time = times[cursor.next[run.index]!]!;
      if (side === "before" ? time > end : time >= end) break;
      takeSample(run, cursor, time);
      taken = true;
    }
  }
  return taken;
}

function takeSample(run: NeuronRun, cursor: SampleCursor, time: number): void {
  const { memory, frame } = run;
  const { table } = cursor;
  // What happened at the sample's time is on the tape at that time, whatever lies below an ulp of it.
  const h = time === run.t ? 0 : timeUntil(run, time);
  const index = cursor.next[run.index]++ * table.size + run.index;
  memory[frame + run.stepSizeSlot] = h;
  run.stepKernel(frame);
  run.counters.repeatedSteps++;
  const own = table.states.length;
  for (let i = 0; i < own; i++) table.values[index * own + i] = memory[frame + run.nextSlot + i]!;
  appendRecord(run, recordKind.sample, table.first + index, h);
}
