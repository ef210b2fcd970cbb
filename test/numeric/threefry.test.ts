import { describe, expect, it } from "vitest";
import { threefry4x32 } from "../../src/numeric/threefry.ts";

function block(key: readonly number[], counter: readonly number[]): string[] {
  const out = new Uint32Array(4);
  threefry4x32(Uint32Array.from(key), Uint32Array.from(counter), out);
  return Array.from(out, (word) => word.toString(16).padStart(8, "0"));
}

describe("threefry4x32", () => {
  // Known answers for "threefry4x32 20" in tests/kat_vectors of the authors' library Random123.
  it("gives the published blocks", () => {
    expect(block([0, 0, 0, 0], [0, 0, 0, 0])).toEqual(["9c6ca96a", "e17eae66", "fc10ecd4", "5256a7d8"]);
    const ones = [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff];
    expect(block(ones, ones)).toEqual(["2a881696", "57012287", "f6c7446e", "a16a6732"]);
    const pi = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
    const more = [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89];
    expect(block(more, pi)).toEqual(["59cd1dbb", "b8879579", "86b5d00c", "ac8b6d84"]);
  });

  it("may write over its own key or counter", () => {
    const words = Uint32Array.of(1, 2, 3, 4);
    threefry4x32(words, words, words);
    expect(Array.from(words, (word) => word.toString(16).padStart(8, "0"))).toEqual(
      block([1, 2, 3, 4], [1, 2, 3, 4]),
    );
  });
});
