/** Rules by which a projection connects neurons, as plain data; their synapses are found when a network is made. */
import { OptionError } from "../errors.ts";
import { log, log1p } from "../numeric/logarithm.ts";
import { checkSeed, randomGenerator } from "../numeric/random.ts";
import { checkOptions, checkValue, numbers, rule } from "../options.ts";
import { counted, isList } from "../values.ts";
import { type Convolution, convolutionSynapses } from "./convolution.ts";
import { everySynapse, type Synapses } from "./synapses.ts";

/** Which neurons of two populations are connected. */
export type Topology =
  | { readonly kind: "allToAll"; readonly self?: false }
  | { readonly kind: "oneToOne" }
  | { readonly kind: "pairs"; readonly pre: readonly number[]; readonly post: readonly number[] }
  | {
      readonly kind: "withProbability";
      readonly probability: number;
      readonly seed?: number | string;
      readonly self: boolean;
    }
  | {
      readonly kind: "fixedInDegree";
      readonly inDegree: number;
      readonly seed?: number | string;
      readonly self: boolean;
    }
  | Convolution;

/** How synapses are drawn. */
export interface DrawOptions {
  /**
   * The same seed draws the same synapses in populations of the same sizes; default: the name of the projection, so that
   * no two of a network are alike.
   */
  readonly seed?: number | string;
  /** Whether neurons may project to those of the same index, themselves within one population; default true. */
  readonly self?: boolean;
}

/**
 * Every neuron to every neuron: what `connect` does unless it is told otherwise. Weights are [pre, post]; with
 * `self: false`, which leaves out those of the same index, [synapses] as for `withProbability`.
 *
 * @throws OptionError for an unknown option
 */
export function allToAll(options: Pick<DrawOptions, "self"> = {}): Topology {
  checkOptions("allToAll", options, { self: "flag" });
  return Object.freeze(options.self === false ? { kind: "allToAll", self: false } : { kind: "allToAll" });
}

/** Each neuron to that of the same index in a population of the same size. Weights are [neurons]. */
export function oneToOne(...none: readonly never[]): Topology {
  if (none.length > 0) throw new OptionError("oneToOne", "it takes no options", "Leave them out.");
  return Object.freeze({ kind: "oneToOne" });
}

const index = numbers((value) => Number.isInteger(value) && value >= 0, "Give indices of neurons, from 0.");

/**
 * Listed pairs of neurons; a pair that stands twice has two synapses. Weights are [pairs], in the order given.
 *
 * @param list  [presynaptic, postsynaptic] indices
 * @throws OptionError for what is no list of pairs of whole numbers ≥ 0
 */
export function pairs(list: readonly (readonly [pre: number, post: number])[]): Topology {
  checkValue("pairs", "the list", list, "array");
  const each = rule((pair) => isList(pair) && pair.length === 2, "Give [pre, post].");
  const pre: number[] = [];
  const post: number[] = [];
  list.forEach((pair, k) => {
    checkValue("pairs", `pair ${k}`, pair, each);
    for (const neuron of pair) checkValue("pairs", `pair ${k}`, neuron, index);
    pre.push(pair[0]);
    post.push(pair[1]);
  });
  return Object.freeze({ kind: "pairs", pre: Object.freeze(pre), post: Object.freeze(post) });
}

/**
 * Each pair with the same probability, independently. Weights are [synapses], presynaptic neurons in order and for each its
 * postsynaptic ones.
 *
 * @throws OptionError for a probability outside [0, 1] or a wrong option
 */
export function withProbability(probability: number, options: DrawOptions = {}): Topology {
  const within = numbers((value) => value >= 0 && value <= 1, "Give a number in [0, 1].");
  checkValue("withProbability", "the probability", probability, within);
  return Object.freeze({ kind: "withProbability", probability, ...drawOptions("withProbability", options) });
}

/**
 * To each postsynaptic neuron from so many different presynaptic ones, drawn uniformly. Weights as for
 * `withProbability`.
 *
 * @throws OptionError for a number that is no whole number ≥ 1, or a wrong option
 */
export function fixedInDegree(inDegree: number, options: DrawOptions = {}): Topology {
  checkValue("fixedInDegree", "the in-degree", inDegree, "count");
  return Object.freeze({ kind: "fixedInDegree", inDegree, ...drawOptions("fixedInDegree", options) });
}

function drawOptions(
  where: string,
  options: DrawOptions,
): { readonly self: boolean; readonly seed?: number | string } {
  checkOptions(where, options, { seed: "any", self: "flag" });
  const { seed, self = true } = options;
  if (seed === undefined) return { self };
  checkSeed(where, seed);
  return { seed, self };
}

/**
 * The synapses that a rule makes between populations of given sizes.
 *
 * @param by    the call that connects them, for messages
 * @param name  of the projection, the seed of draws that have none
 * @throws OptionError for sizes that do not fit the rule
 */
export function synapsesOf(
  by: string,
  topology: Topology,
  { name, preSize, postSize }: { readonly name: string; readonly preSize: number; readonly postSize: number },
): Synapses {
  const refuse = (what: string, hint: string): never => {
    throw new OptionError(by, what, hint);
  };
  switch (topology.kind) {
    case "allToAll": {
      if (topology.self !== false) return everySynapse(preSize, postSize);
      return fromLists(preSize, postSize, ...drawPairs(others, name, preSize, postSize));
    }
    case "oneToOne": {
      if (preSize !== postSize) {
        refuse(
          `${counted(preSize, "neuron")} cannot be joined one to one with ${postSize}`,
          "Give equal sizes.",
        );
      }
      return fromLists(preSize, postSize, range(preSize), range(preSize));
    }
    case "pairs": {
      const { pre, post } = topology;
      const bad = pre.findIndex((neuron, k) => neuron >= preSize || post[k]! >= postSize);
      if (bad >= 0) {
        const sizes = `the populations have ${preSize} and ${postSize} neurons.`;
        refuse(`pair ${bad} is [${pre[bad]}, ${post[bad]}]`, `Indices begin with 0; ${sizes}`);
      }
      return fromLists(preSize, postSize, pre, post);
    }
    case "withProbability":
      return fromLists(preSize, postSize, ...drawPairs(topology, name, preSize, postSize));
    case "fixedInDegree": {
      const { inDegree, self } = topology;
      const most = self ? preSize : preSize - 1;
      if (inDegree > most)
        refuse(`the in-degree is ${inDegree}, of ${counted(most, "neuron")}`, "Give less.");
      return fromLists(preSize, postSize, ...drawInputs(topology, name, preSize, postSize));
    }
    case "convolution":
      return convolutionSynapses(by, topology, preSize, postSize);
  }
}

/** All to all but those of the same index, as what is drawn with certainty. */
const others = { kind: "withProbability", probability: 1, self: false } as const;

function range(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k);
}

/** Synapses in order, with the place of each in the lists where that is another. */
export function fromLists(
  preSize: number,
  postSize: number,
  pre: readonly number[],
  post: readonly number[],
): Synapses {
  const order = range(pre.length);
  const isOrdered = pre.every(
    (p, k) => k === 0 || p > pre[k - 1]! || (p === pre[k - 1] && post[k]! >= post[k - 1]!),
  );
  if (!isOrdered) order.sort((a, b) => pre[a]! - pre[b]! || post[a]! - post[b]! || a - b);
  const start = new Int32Array(preSize + 1);
  for (const p of pre) start[p + 1]!++;
  for (let p = 0; p < preSize; p++) start[p + 1]! += start[p]!;
  return Object.freeze({
    count: pre.length,
    preSize,
    postSize,
    start,
    post: Int32Array.from(order, (k) => post[k]!),
    listed: isOrdered ? undefined : Int32Array.from(order),
    weight: undefined,
  });
}

/** Pairs drawn by the distances between them, which are geometrically distributed: no pair left out costs anything. */
function drawPairs(
  { probability, seed, self }: Topology & { readonly kind: "withProbability" },
  name: string,
  preSize: number,
  postSize: number,
): [pre: number[], post: number[]] {
  const random = randomGenerator(seed ?? name);
  const [pre, post]: [number[], number[]] = [[], []];
  if (probability === 0) return [pre, post];
  // 1 − p is 1 for a p below the last bit of 1, and a distance through its logarithm no number.
  const perPair = log1p(-probability);
  for (let pair = -1; ; ) {
    pair += probability === 1 ? 1 : 1 + Math.floor(log(1 - random.uniform()) / perPair);
    if (!(pair < preSize * postSize)) return [pre, post];
    const from = Math.floor(pair / postSize);
    const to = pair % postSize;
    if (!self && from === to) continue;
    pre.push(from);
    post.push(to);
  }
}

/** Without replacement, by Floyd's algorithm; ordered by presynaptic neuron. */
function drawInputs(
  { inDegree, seed, self }: Topology & { readonly kind: "fixedInDegree" },
  name: string,
  preSize: number,
  postSize: number,
): [pre: number[], post: number[]] {
  const random = randomGenerator(seed ?? name);
  const targets: number[][] = Array.from({ length: preSize }, () => []);
  for (let post = 0; post < postSize; post++) {
    const isLeftOut = !self && post < preSize;
    const count = isLeftOut ? preSize - 1 : preSize;
    const chosen = new Set<number>();
    for (let last = count - inDegree; last < count; last++) {
      const drawn = Math.floor(random.uniform() * (last + 1));
      chosen.add(chosen.has(drawn) ? last : drawn);
    }
    for (const k of chosen) targets[isLeftOut && k >= post ? k + 1 : k]!.push(post);
  }
  const pre = targets.flatMap((posts, p) => posts.map(() => p));
  return [pre, targets.flat()];
}
