/**
 * Threefry-4x32-20, a block function of additions, rotations and exclusive ors: equal keys and
 * counters give equal words on every machine, and different ones give unrelated words.
 *
 * Source: Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC '11, §4.
 */

/** The two rotations of each of the rounds, which repeat after eight. */
const rotations = new Uint8Array([10, 26, 11, 21, 13, 27, 23, 5, 6, 20, 17, 11, 25, 10, 18, 20]);
const rounds = 20;
const keyParity = 0x1bd11bda;
const schedule = new Int32Array(5);

/**
 * Replaces `out` by the block of a key and a counter.
 *
 * @param key      [4] words of 32 bits
 * @param counter  [4] words of 32 bits
 * @param out      [4], in place; may be `key` or `counter` itself
 */
export function threefry4x32(key: Uint32Array, counter: Uint32Array, out: Uint32Array): void {
  schedule[4] = keyParity ^ key[0]! ^ key[1]! ^ key[2]! ^ key[3]!;
  for (let i = 0; i < 4; i++) schedule[i] = key[i]!;
  let x0 = (counter[0]! + schedule[0]!) | 0;
  let x1 = (counter[1]! + schedule[1]!) | 0;
  let x2 = (counter[2]! + schedule[2]!) | 0;
  let x3 = (counter[3]! + schedule[3]!) | 0;
  for (let round = 0; round < rounds; round++) {
    const first = rotations[(2 * round) & 15]!;
    const second = rotations[(2 * round + 1) & 15]!;
    if ((round & 1) === 0) {
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << first) | (x1 >>> (32 - first))) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << second) | (x3 >>> (32 - second))) ^ x2;
    } else {
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << first) | (x3 >>> (32 - first))) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << second) | (x1 >>> (32 - second))) ^ x2;
    }
    if ((round & 3) === 3) {
      const injection = (round + 1) >> 2;
      x0 = (x0 + schedule[injection % 5]!) | 0;
      x1 = (x1 + schedule[(injection + 1) % 5]!) | 0;
      x2 = (x2 + schedule[(injection + 2) % 5]!) | 0;
      x3 = (x3 + schedule[(injection + 3) % 5]! + injection) | 0;
    }
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}
