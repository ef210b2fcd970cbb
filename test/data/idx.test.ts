import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIdx } from "../../src/data/idx.ts";

/** The bytes of an array of numbers of a type. */
function idx(
  type: number,
  shape: readonly number[],
  size: number,
  set: (view: DataView) => void,
): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1);
  const bytes = new Uint8Array(4 + 4 * shape.length + count * size);
  bytes.set([0, 0, type, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((length, k) => {
    view.setUint32(4 + 4 * k, length);
  });
  set(new DataView(bytes.buffer, 4 + 4 * shape.length));
  return bytes;
}

describe("parseIdx", () => {
  it("reads every type of number in any number of dimensions", () => {
    const setters = [
      [9, 1, "setInt8", -128, 127],
      [11, 2, "setInt16", -32768, 32767],
      [12, 4, "setInt32", -2147483648, 2147483647],
      [13, 4, "setFloat32", -1.5, 0.1],
      [14, 8, "setFloat64", -1e300, 0.1],
    ] as const;
    for (const [type, size, set, low, high] of setters) {
      const bytes = idx(type, [2, 1, 2], size, (view) => {
        for (const [k, value] of [low, high, 0, 1].entries()) view[set](k * size, value);
      });
      const { shape, values } = parseIdx(bytes);
      expect(shape).toEqual([2, 1, 2]);
      expect(values).toEqual(Float64Array.of(low, type === 13 ? Math.fround(high) : high, 0, 1));
    }
  });

  it("gives bytes as a view", () => {
    const bytes = idx(8, [2, 2], 1, (view) => view.setUint8(3, 255));
    const { values } = parseIdx(bytes);
    expect(values).toEqual(Uint8Array.of(0, 0, 0, 255));
    bytes[bytes.length - 1] = 7;
    expect(values[3]).toBe(7);
  });

  it.each([
    [Uint8Array.of(), /they begin with nothing/],
    [Uint8Array.of(1, 0, 8, 1), /they begin with 01 00 08 01/],
    [Uint8Array.of(0, 0, 10, 1), /they begin with 00 00 0a 01/],
    [Uint8Array.of(0x1f, 0x8b, 8, 0), /the bytes are compressed\n {2}Decompress/],
    [Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 1), /the file has 8 bytes\n/],
    [Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 1, 2), /has 10 bytes, and \[3\] needs 11/],
    [Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 1, 2), /has 10 bytes, and \[1\] needs 9/],
    ["text" as never, /bytes is "text"/],
  ])("answers %# by what is wrong", (bytes, message) => {
    expect(() => parseIdx(bytes)).toThrow(message);
  });

  it("reads or refuses any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          const { shape, values } = parseIdx(bytes);
          expect(values.length).toBe(shape.reduce((product, length) => product * length, 1));
        } catch (error) {
          expect((error as Error).message).toMatch(/^parseIdx: /);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
