/** A run of the library against that of the oracle. */
import type { Network } from "../../../src/network/network.ts";
import type { Solution } from "../../../src/tape/solution.ts";
import type { OracleSolution } from "./model.ts";

export interface Comparison {
  /** Where they differ in what happens, in words; empty if they do not. */
  readonly difference: string;
  /** The largest difference of an event's time [ms]. */
  readonly times: number;
  /** The largest difference of a sampled state, in units of 1 + its size. */
  readonly states: number;
}

/** Events neuron by neuron, those that are not sent included, and samples at the times of the oracle's options. */
export function compareRuns(
  { populations }: Network,
  library: Solution,
  oracle: OracleSolution,
  samples: readonly number[],
): Comparison {
  let [times, states] = [0, 0];
  const differences: string[] = [];
  if (library.status !== oracle.status) {
    differences.push(
      `library: ${library.status} ${library.message}; oracle: ${oracle.status} ${oracle.message}`,
    );
  }
  // What each has done before it gave up depends on its order of neurons and times.
  const isWhole = library.status === "completed" && oracle.status === "completed";
  for (const { name, size, firstNeuron, definition } of isWhole ? populations : []) {
    if (definition.kind === "source") continue;
    const events = library.events(name);
    for (let n = 0; n < size; n++) {
      const own = events.filter(({ neuron }) => neuron === n);
      const theirs = oracle.spikes.filter(({ neuron }) => neuron === firstNeuron + n);
      const [a, b] = [own.map(({ event }) => event).join(), theirs.map(({ event }) => event).join()];
      if (a !== b) {
        const k = own.findIndex(({ event }, i) => event !== theirs[i]?.event);
        const where = k < 0 ? own.length : k;
        differences.push(
          `${name} ${n}: library ${own.length}, oracle ${theirs.length} events; from number ${where}: ` +
            `${own[where]?.event} at ${own[where]?.time} and ${theirs[where]?.event} at ${theirs[where]?.time}`,
        );
      }
      own.forEach(({ time }, k) => {
        if (k < theirs.length) times = Math.max(times, Math.abs(time - theirs[k]!.time));
      });
    }
    if (samples.length === 0) continue;
    const table = library.samples(name);
    const count = table.states.length;
    samples.forEach((time, k) => {
      const row = table.times.indexOf(time);
      for (let n = 0; n < size; n++) {
        for (let i = 0; i < count; i++) {
          const [a, b] = [
            table.values[(row * size + n) * count + i]!,
            oracle.samples[k]![firstNeuron + n]![i]!,
          ];
          states = Math.max(states, Math.abs(a - b) / (1 + Math.abs(b)));
        }
      }
    });
  }
  return { difference: differences.join("\n"), times, states };
}
