/** A state of one neuron along a run: its mesh, both sides of every jump, and points inside the steps. */
import { loadRecord } from "../../compile/load-record.ts";
import { repeatRecord } from "../../compile/repeat-record.ts";
import { OptionError } from "../../errors.ts";
import { checkKeys } from "../../options.ts";
import type { StateTrace, TraceOptions } from "../../tape/look-back.ts";
import { listsInJson, shown } from "../../values.ts";
import {
  componentOf,
  endOfRecord,
  forEachRecord,
  frameOfNeuron,
  isJump,
  type Recorded,
  type RecordedPopulation,
  recordedPopulation,
  repeatStep,
} from "./recorded.ts";

/** More points than this are a mistake in the unit of time. */
const mostPoints = 1e8;

/** One state of one neuron. */
interface Traced {
  readonly population: string;
  readonly neuron: number;
  readonly state: string;
}

/** See `Solution.trace`. */
export function traceOf(
  run: Recorded,
  { population, neuron, state }: Traced,
  options: TraceOptions = {},
): StateTrace {
  const where = "trace";
  checkKeys(where, options, ["spacing"]);
  const duration = run.until - run.from;
  // Of a run that is next to nothing, a thousandth is nothing.
  const { spacing = duration / 1000 || duration } = options;
  const isSpacing = typeof spacing === "number" && (spacing > 0 || duration === 0);
  if (!isSpacing || duration / spacing > mostPoints) {
    const hint = "Give a positive number [ms] that divides the run into at most 1e8 parts, or Infinity.";
    throw new OptionError(where, `spacing is ${shown(spacing)}`, hint);
  }
  const at = recordedPopulation(where, run, population);
  const { size } = at.program.population;
  if (!Number.isInteger(neuron) || neuron < 0 || neuron >= size) {
    const hint = `Its neurons are 0 to ${size - 1}.`;
    throw new OptionError(where, `"${population}" has no neuron ${shown(neuron)}`, hint);
  }
  return listsInJson(pointsOf(at, neuron, componentOf(where, at, state), spacing));
}

function pointsOf(at: RecordedPopulation, neuron: number, component: number, spacing: number): StateTrace {
  const { run, memory } = at;
  const { tape } = run;
  const frame = frameOfNeuron(at, neuron);
  const points = collector();
  let last = -1;
  forEachRecord(at, (record, own, kind) => {
    if (own !== neuron) return;
    last = record;
    const time = tape.time.data[record]!;
    points.add(time, tape.state.data[tape.stateStart.data[record]! + component]!);
    if (isJump(kind)) points.jump();
    const size = tape.stepSize.data[record]!;
    const parts = Math.ceil(size / spacing);
    if (!(parts > 1)) return;
    loadRecord(run, at, frame, record);
    for (let k = 1; k < parts; k++) {
      const step = (size * k) / parts;
      // Steps may be shorter than what their times resolve.
      if (!(time + step > time && time + step < time + size)) continue;
      repeatStep(at, frame, step);
      points.add(time + step, memory[frame + at.nextSlot + component]!);
    }
  });
  if (last >= 0)
    points.add(endOfRecord(at, last), memory[repeatRecord(at.run, at, frame, last) + component]!);
  return points.all();
}

/** Points in time order, of which each instant keeps the last, or where the state jumps the last before that and the last of all. */
function collector() {
  const times: number[] = [];
  const values: number[] = [];
  let [time, before, after, jumps] = [Number.NaN, 0, 0, false];
  const flush = (): void => {
    if (Number.isNaN(time)) return;
    times.push(time);
    values.push(before);
    if (!jumps) return;
    times.push(time);
    values.push(after);
  };
  return {
    add: (at: number, value: number): void => {
      if (at !== time) {
        flush();
        [time, jumps] = [at, false];
      }
      // Steps may be shorter than what their times resolve.
      if (!jumps) before = value;
      after = value;
    },
    jump: (): void => {
      jumps = true;
    },
    all: (): StateTrace => {
      flush();
      time = Number.NaN;
      return { times: Float64Array.from(times), values: Float64Array.from(values) };
    },
  };
}
