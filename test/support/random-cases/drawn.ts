/** Kinds of random cases, in one form: a network, what drives it, how it is run, and what is sampled. */
import fc from "fast-check";
import type { Network } from "../../../src/network/network.ts";
import { randomGenerator } from "../../../src/numeric/random.ts";
import type { Input } from "../../../src/simulate/given/input.ts";
import type { SimulateOptions } from "../../../src/simulate/given/options.ts";
import { bogackiShampine32 } from "../../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../../src/solvers/tableaus/dormand-prince-54.ts";
import { rk4 } from "../../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";
import { type RandomCase, randomCase } from "../arbitrary-network.ts";
import { type SwitchedCase, switchedCase, until as switchedUntil } from "../arbitrary-switches.ts";

/** Methods for cases with switches; those of the others are drawn with them. */
export const switchedMethods: readonly Partial<SimulateOptions>[] = [
  { method: tsitouras54, rtol: 1e-6, atol: 1e-6 },
  { method: tsitouras54, rtol: 1e-3, atol: 1e-3 },
  { method: dormandPrince54, rtol: 1e-8, atol: 1e-8 },
  { method: bogackiShampine32, rtol: 1e-4, atol: 1e-4 },
  { method: rk4, stepSize: 0.37 },
];

/** One case of any kind. */
export interface Drawn {
  readonly network: Network;
  readonly input: Input;
  readonly options: SimulateOptions;
  /** Times at which every population is sampled, ascending [ms]. */
  readonly times: readonly number[];
  readonly seed: number;
  /** What it was made of, for messages. */
  readonly text: () => string;
}

const ascending = (times: readonly number[]): number[] => [...new Set(times)].sort((a, b) => a - b);

function ofNetwork(random: RandomCase): Drawn {
  return {
    network: random.network,
    input: random.input,
    options: random.options,
    times: ascending(random.options.samples![0]!.times),
    seed: random.seed,
    text: () => random[fc.toStringMethod](),
  };
}

function ofSwitches([random, method]: [SwitchedCase, Partial<SimulateOptions>]): Drawn {
  const { network, input, samples, seed } = random;
  const caps = { maxSpikesPerUnitTime: 5, maxRounds: 20 };
  return {
    network,
    input,
    options: { until: switchedUntil, samples, ...caps, ...method },
    times: ascending(samples[0]!.times),
    seed,
    text: () => random[fc.toStringMethod](),
  };
}

const withMethod = (random: fc.Arbitrary<SwitchedCase>): fc.Arbitrary<Drawn> =>
  fc.tuple(random, fc.constantFrom(...switchedMethods)).map(ofSwitches);

/** What can be drawn. */
export const kinds = {
  recurrent: randomCase({ min: 1, max: 2, back: 3 }).map(ofNetwork),
  "recurrent with switches": withMethod(switchedCase(2, 2)),
  "recurrent, three populations": randomCase({ min: 3, max: 3, back: 3 }).map(ofNetwork),
  "recurrent, linear": randomCase({ min: 1, max: 2, back: 2, linear: true }).map(ofNetwork),
  "feed-forward": randomCase({ min: 1, max: 3 }).map(ofNetwork),
  "feed-forward with switches": withMethod(switchedCase(2)),
} as const;

export type Kind = keyof typeof kinds;

const turns: readonly Kind[] = [
  "recurrent",
  "recurrent with switches",
  "recurrent, three populations",
  "recurrent",
  "recurrent, linear",
  "recurrent with switches",
  "feed-forward",
  "recurrent, three populations",
  "feed-forward with switches",
];

/** Case number k of those that a seed stands for; the same whichever others are run. */
export function drawCase(seed: number, k: number): { readonly kind: Kind; readonly drawn: Drawn } {
  const kind = turns[k % turns.length]!;
  // Seeds of neighbours that are numbers of neighbours would give similar cases.
  const own = randomGenerator(seed)
    .split(`case ${k}`)
    .integer(2 ** 31 - 1);
  const [drawn] = fc.sample(kinds[kind], { seed: own, numRuns: 1 });
  return { kind, drawn: drawn! };
}
