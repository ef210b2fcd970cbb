/** The computed map of recorded steps, h ↦ g(Φ(t_i, y_i, h)), for scans that know nothing of roots. */
import { loadParameters } from "../../src/compile/network-program.ts";
import type { Run } from "../../src/compile/run.ts";
import { loadSignals } from "../../src/compile/signals.ts";
import * as slots from "../../src/compile/slots.ts";
import { recordKind } from "../../src/tape/tape.ts";

export interface RecordedStep {
  readonly record: number;
  readonly kind: number;
  /** Event of a step to an event, arrival of a step to an arrival. */
  readonly reference: number;
  readonly time: number;
  readonly stepSize: number;
  /** Value of an event function after a step of size h from the recorded state. */
  readonly value: (event: number, h: number) => number;
  /** What the step kernel left in a slot, after a step of size h. */
  readonly slot: (name: string, h: number) => number;
}

/** All steps of one neuron that take time, in order. */
export function recordedSteps(run: Run, neuron = 0): RecordedStep[] {
  const { program, tape } = run;
  const { memory } = program;
  const p = program.populations.findIndex(
    ({ population }) => neuron >= population.firstNeuron && neuron < population.firstNeuron + population.size,
  );
  const { population, programs, kernels, base, model } = program.populations[p]!;
  const index = neuron - population.firstNeuron;
  const frame = base + index * programs.frame.size;
  const at = (name: string): number => frame + programs.frame.slot(name);
  const ends = model.events.map(({ name }) => at(slots.eventEndSlot(name)));
  loadParameters(program, run.parameters.values);
  const states = model.states.length;
  const kinds: readonly number[] = [
    recordKind.step,
    recordKind.stepToFixed,
    recordKind.stepToArrival,
    recordKind.stepToEvent,
  ];
  const steps: RecordedStep[] = [];
  for (let record = 0; record < tape.kind.length; record++) {
    if (tape.neuron.data[record] !== neuron || !kinds.includes(tape.kind.data[record]!)) continue;
    const stepSize = tape.stepSize.data[record]!;
    if (stepSize === 0) continue;
    const time = tape.time.data[record]!;
    const load = (h: number): void => {
      const start = tape.stateStart.data[record]!;
      for (let i = 0; i < states; i++) memory[frame + i] = tape.state.data[start + i]!;
      memory[at(slots.timeSlot)] = time;
      memory[at(slots.stepSizeSlot)] = h;
      memory[at(slots.rtolSlot)] = run.rtol;
      memory[at(slots.atolSlot)] = run.atol;
      const signals = run.signals[p];
      if (signals !== undefined) {
        loadSignals(signals, memory, frame, index, tape.segment.data[record]!, time);
      }
      kernels.step(frame);
    };
    steps.push({
      record,
      kind: tape.kind.data[record]!,
      reference: tape.reference.data[record]!,
      time,
      stepSize,
      value: (event, h) => {
        load(h);
        return memory[ends[event]!]!;
      },
      slot: (name, h) => {
        load(h);
        return memory[at(name)]!;
      },
    });
  }
  return steps;
}
