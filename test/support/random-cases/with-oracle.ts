/** The scheduler and the oracle on one case. */
import type { Run } from "../../../src/compile/run.ts";
import type { Network } from "../../../src/network/network.ts";
import type { Input } from "../../../src/simulate/given/input.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { dormandPrince853 } from "../../../src/solvers/tableaus/dormand-prince-853.ts";
import { compareRuns } from "../oracle/compare.ts";
import { networkOf } from "../oracle/network-of.ts";
import { simulateSlowly } from "../oracle/run.ts";

const caps = { maxRounds: 50, maxSpikesPerUnitTime: 1 };
const precise = { method: dormandPrince853, rtol: 1e-12, atol: 1e-12, throwOnFailure: false, ...caps };

/** Instants nearer than this may be in another order, or one [ms]. */
const leastGap = 1e-9;

export interface OracleAgreement {
  /**
   * Whether an event was decided by less than 1e-6: a tolerance of 1e-12 and its accumulation may decide otherwise. Or by
   * which of two instants comes first: arrivals along paths of equal delays, and the end of a period that is also the
   * time between two arrivals, meet but for the rounding of their sums.
   */
  readonly isClose: boolean;
  /** Whether both completed the run. */
  readonly isWhole: boolean;
  /** In what happens, in words; empty if there is none, as where it was close. */
  readonly difference: string;
  /** The largest of an event's time [ms] and what it may be. */
  readonly times: number;
  readonly timesLimit: number;
  /** The largest of a state in units of 1 + its size, and what it may be. */
  readonly states: number;
  readonly statesLimit: number;
}

/**
 * The smallest time between two arrivals or events that are not at once. Spikes of like neurons are at the same time in
 * one run and ulps apart in another, and so are the answers to them.
 */
function smallestGap({ tape: { arrivals, spikes } }: Run): number {
  const recorded = [arrivals, spikes].flatMap(({ time }) => [...time.data.subarray(0, time.length)]);
  const times = Float64Array.from(recorded).sort();
  let least = Number.POSITIVE_INFINITY;
  for (let k = 1; k < times.length; k++) {
    const gap = times[k]! - times[k - 1]!;
    if (gap > 0) least = Math.min(least, gap);
  }
  return least;
}

/** @param times  at which all populations are sampled, ascending [ms] */
export function compareWithOracle(
  network: Network,
  input: Input,
  {
    until,
    times,
    seed,
  }: { readonly until: number; readonly times: readonly number[]; readonly seed: number },
): OracleAgreement {
  const parameters = network.initialParameters({ seed });
  const neurons = network.populations.filter(({ definition }) => definition.kind !== "source");
  const samples = neurons.map(({ name }) => ({ population: name, times }));
  const library = simulate(network, parameters, input, { until, ...precise, samples });
  const oracle = simulateSlowly(networkOf(network, parameters, input), { until, samples: times, ...caps });
  const gap = Math.min(oracle.smallestGap, smallestGap(library));
  const isClose = Math.min(oracle.smallestRate, oracle.closestApproach) < 1e-6 || gap < leastGap;
  const found = compareRuns(network, library, oracle, times);
  return {
    isClose,
    isWhole: library.status === "completed" && oracle.status === "completed",
    difference: isClose ? "" : found.difference,
    times: isClose ? 0 : found.times,
    // Per step 1e-12 of the state, tens of steps, over a rate that is seldom below 0.03.
    timesLimit: 1e-10 / Math.min(1, oracle.smallestRate),
    states: isClose ? 0 : found.states,
    statesLimit: 1e-9,
  };
}
