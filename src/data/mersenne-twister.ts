/**
 * The Mersenne Twister MT19937 as NumPy's RandomState seeds and reads it: what published data sets
 * were made with. Everything else uses `numeric/random.ts`.
 *
 * Source: Matsumoto & Nishimura (1998), Mersenne Twister, ACM Trans. Model. Comput. Simul. 8(1), 3–30;
 *   seeding by `init_genrand` of their version of 2002, 53-bit numbers as their `genrand_res53`.
 */
import { OptionError } from "../errors.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { checkValue, integer } from "../options.ts";
import { shown } from "../values.ts";

const stateLength = 624;
const shift = 397;

/** Random numbers as NumPy's legacy RandomState draws them. */
export interface MersenneTwister {
  /** The next 32 bits, in [0, 2³²). */
  readonly word: () => number;
  /** RandomState.rand(): a multiple of 2⁻⁵³ in [0, 1). */
  readonly rand: () => number;
  /**
   * RandomState.randint(n): an integer in [0, n), n from 1 to 2³².
   *
   * @throws OptionError for another n
   */
  readonly randint: (n: number) => number;
}

/**
 * The generator behind `np.random.RandomState(seed)` and `np.random.seed(seed)`.
 *
 * @param seed  an integer in [0, 2³²)
 * @throws OptionError if the seed is not such an integer
 *
 * Source: Matsumoto & Nishimura (1998), Mersenne Twister, ACM Trans. Model. Comput. Simul. 8(1), 3–30.
 */
export function mersenneTwister(seed: number): MersenneTwister {
  checkValue("mersenneTwister", "seed", seed, integer(0, 4_294_967_295));
  const state = seededState(seed);
  let position = stateLength;

  const word = (): number => {
    if (position === stateLength) {
      twist(state);
      position = 0;
    }
    return temper(state[position++]!);
  };
  const rand = (): number => {
    const high = word() >>> 5;
    const low = word() >>> 6;
    return (high * powerOfTwo(26) + low) * powerOfTwo(-53);
  };
  const randint = (n: number): number => {
    if (!(Number.isInteger(n) && n >= 1 && n <= 4_294_967_296)) {
      throw new OptionError("randint", `n is ${shown(n)}`, "Give an integer from 1 to 2³².");
    }
    if (n === 1) return 0; // draws nothing, as NumPy
    const mask = powerOfTwo(32 - Math.clz32(n - 1)) - 1;
    for (;;) {
      const drawn = (word() & mask) >>> 0;
      if (drawn < n) return drawn;
    }
  };
  return Object.freeze({ word, rand, randint });
}

function seededState(seed: number): Uint32Array {
  const state = new Uint32Array(stateLength);
  state[0] = seed;
  for (let i = 1; i < stateLength; i++) {
    const previous = state[i - 1]!;
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  return state;
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < stateLength; i++) {
    const mixed = (state[i]! & 0x80000000) | (state[(i + 1) % stateLength]! & 0x7fffffff);
    const twisted = (mixed >>> 1) ^ ((mixed & 1) === 0 ? 0 : 0x9908b0df);
    state[i] = state[(i + shift) % stateLength]! ^ twisted;
  }
}

function temper(value: number): number {
  let y = value;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  y ^= y >>> 18;
  return y >>> 0;
}
