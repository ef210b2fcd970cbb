/**
 * A seeded, splittable generator of random numbers: block n of a stream is Threefry-4x32-20 of
 * (key, n), and the key of a child is the parent's key with the child's label absorbed. Hence a
 * stream is its key and a position, and a child depends on the seed and the labels alone.
 *
 * Source: Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC '11.
 * Source: Claessen & Pałka (2013), Splittable pseudorandom number generators using cryptographic
 *   hashing, Haskell '13, 47–58.
 */
import { OptionError } from "../errors.ts";
import { shown } from "../values.ts";
import { log } from "./logarithm.ts";
import { powerOfTwo } from "./powers-of-two.ts";
import { threefry4x32 } from "./threefry.ts";

/** All there is to know about a generator; survives JSON. */
export interface RandomState {
  /** Four words of 32 bits that name the stream. */
  readonly key: readonly number[];
  /** How many words of 32 bits the stream has given. */
  readonly position: number;
}

/** Random numbers of one stream, and the streams below it. */
export interface RandomGenerator {
  /** A multiple of 2⁻⁵³ in [0, 1). */
  readonly uniform: () => number;
  /** A standard normal deviate. */
  readonly normal: () => number;
  /** An integer in [0, n), each equally likely; n from 1 to 2⁵³. */
  readonly integer: (n: number) => number;
  /** The integers 0 … n − 1 in random order, new. */
  readonly permutation: (n: number) => Uint32Array;
  /** The generator named `label` below this one: the same whatever this one has drawn. */
  readonly split: (label: string | number) => RandomGenerator;
  /** Key and position, as a plain value. */
  readonly state: () => RandomState;
  /** Continues where the generator that gave this state was, under its key. */
  readonly restore: (state: RandomState) => void;
}

const wordCount = 4_294_967_296;
const doubleSteps = 9_007_199_254_740_992;

/** Marks, in the last counter word, that a label is absorbed rather than numbers drawn. */
const labelMark = 0x80000000;
const numberMark = 0x40000000;

/**
 * A generator of reproducible random numbers.
 *
 * Everything but `normal` is integer arithmetic; `normal` divides two uniform numbers and consults the library's
 * logarithm to accept or reject 1 % of them, so streams agree between engines.
 *
 * @param seed  any finite number or any text; 1 and "1" are different seeds
 * @throws OptionError if the seed is neither a finite number nor a text
 * @example
 * const random = randomGenerator(42);
 * console.log(random.uniform()); // 0.9486898350773952
 * const weights = random.split("weights"); // the same after any number of draws
 */
export function randomGenerator(seed: number | string): RandomGenerator {
  return generatorOf(absorb(new Uint32Array(4), seed, "randomGenerator"));
}

function generatorOf(initialKey: Uint32Array): RandomGenerator {
  const key = initialKey.slice();
  const counter = new Uint32Array(4);
  const block = new Uint32Array(4);
  let position = 0;
  let blockInStore = -1;

  const word = (): number => {
    const index = Math.floor(position / 4);
    if (index !== blockInStore) {
      counter[0] = index % wordCount;
      counter[1] = Math.floor(index / wordCount);
      threefry4x32(key, counter, block);
      blockInStore = index;
    }
    return block[position++ % 4]!;
  };
  const integer53 = (): number => (word() >>> 5) * powerOfTwo(26) + (word() >>> 6);
  const uniform = (): number => integer53() / doubleSteps;
  const integer = (n: number): number => {
    if (!(Number.isInteger(n) && n >= 1 && n <= doubleSteps)) {
      throw new OptionError("integer", `n is ${shown(n)}`, "Give an integer from 1 to 2⁵³.");
    }
    const limit = doubleSteps - (doubleSteps % n);
    for (;;) {
      const drawn = integer53();
      if (drawn < limit) return drawn % n;
    }
  };

  return Object.freeze({
    uniform,
    normal: () => normalFrom(uniform),
    integer,
    permutation: (n: number) => permutationFrom(integer, n),
    split: (label: string | number) => generatorOf(absorb(key, label, "split")),
    state: () => ({ key: Array.from(key), position }),
    restore: (state: RandomState) => {
      const words = state.key.every((w) => Number.isInteger(w) && w >= 0 && w < wordCount);
      if (
        !words ||
        state.key.length !== 4 ||
        !(Number.isSafeInteger(state.position) && state.position >= 0)
      ) {
        throw new OptionError("restore", "this is no state of a generator", "Give what `state()` returned.");
      }
      key.set(state.key);
      position = state.position;
      blockInStore = -1;
    },
  });
}

/**
 * The ratio of uniforms with quadratic bounds: v/u for a point (u, v) uniform where v² ≤ −4u² log u.
 *
 * Source: Leva (1992), A fast normal random number generator, ACM Trans. Math. Softw. 18(4), 449–453.
 */
function normalFrom(uniform: () => number): number {
  for (;;) {
    const u = 1 - uniform(); // in (0, 1]
    const v = 1.7156 * (uniform() - 0.5);
    const x = u - 0.449871;
    const y = Math.abs(v) + 0.386595;
    const q = x * x + y * (0.196 * y - 0.25472 * x);
    if (q < 0.27597) return v / u;
    if (q <= 0.27846 && v * v <= -4 * u * u * log(u)) return v / u;
  }
}

/** Source: Durstenfeld (1964), Algorithm 235: Random permutation, Commun. ACM 7(7), 420. */
function permutationFrom(integer: (n: number) => number, n: number): Uint32Array {
  if (!(Number.isInteger(n) && n >= 0 && n < wordCount)) {
    throw new OptionError("permutation", `n is ${shown(n)}`, "Give an integer from 0 to 2³² − 1.");
  }
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last--) {
    const other = integer(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
  return order;
}

/** @throws OptionError for a seed or a label that is neither a finite number nor a text */
export function checkSeed(where: string, seed: number | string, what = "seed"): void {
  if (typeof seed === "string" || Number.isFinite(seed)) return;
  throw new OptionError(where, `the ${what} is ${shown(seed)}`, "Give a finite number or a text.");
}

/** The key that follows from a key and a label: key ← block(key, three words of the label, mark). */
function absorb(parent: Uint32Array, label: string | number, where: string): Uint32Array {
  checkSeed(where, label, where === "split" ? "label" : "seed");
  const key = parent.slice();
  const words = typeof label === "number" ? wordsOfNumber(label) : wordsOfText(label);
  const mark = labelMark | (typeof label === "number" ? numberMark : 0);
  const counter = new Uint32Array(4);
  for (let start = 0; start === 0 || start < words.length; start += 3) {
    for (let i = 0; i < 3; i++) counter[i] = words[start + i] ?? 0;
    // The number of words left tells a label from a longer one that begins with it.
    counter[3] = mark | (words.length - start);
    threefry4x32(key, counter, key);
  }
  return key;
}

function wordsOfNumber(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value + 0); // −0 + 0 is 0
  return [view.getUint32(0), view.getUint32(4)];
}

/** One word for each UTF-16 unit. */
function wordsOfText(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}
