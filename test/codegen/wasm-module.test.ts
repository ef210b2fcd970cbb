import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  appendSigned,
  appendUnsigned,
  emptyModule,
  wasmBody,
  wasmModule,
} from "../../src/codegen/wasm-module.ts";

/** LEB128 as the specification's formula reads it. */
function decode(bytes: readonly number[], signed: boolean): number {
  let value = 0n;
  bytes.forEach((byte, k) => {
    value |= BigInt(byte & 127) << BigInt(7 * k);
  });
  return Number(signed ? BigInt.asIntN(7 * bytes.length, value) : value);
}

describe("LEB128", () => {
  it("has the bytes of the specification's examples", () => {
    const bytes: number[] = [];
    appendUnsigned(bytes, 3);
    appendUnsigned(bytes, 624485);
    appendSigned(bytes, -123456);
    expect(bytes).toEqual([0x03, 0xe5, 0x8e, 0x26, 0xc0, 0xbb, 0x78]);
  });

  it("decodes to what was encoded, in as few bytes as there can be", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer(), (any, integer) => {
        const natural = any % 2 ** 32;
        const [plain, signed]: [number[], number[]] = [[], []];
        appendUnsigned(plain, natural);
        appendSigned(signed, integer);
        expect(decode(plain, false)).toBe(natural);
        expect(decode(signed, true)).toBe(integer);
        expect(plain.length).toBe(Math.max(1, Math.ceil((32 - Math.clz32(natural)) / 7)));
        const bits = 33 - Math.clz32(integer < 0 ? ~integer : integer);
        expect(signed.length).toBe(Math.ceil(bits / 7));
      }),
    );
  });
});

describe("emptyModule", () => {
  it("is a valid module of at least the size asked for", () => {
    for (const bytes of [0, 1, 127, 128, 65536]) {
      const module = emptyModule(bytes);
      expect(module.length).toBeGreaterThanOrEqual(bytes);
      expect(WebAssembly.validate(module)).toBe(true);
    }
  });
});

describe("wasmModule", () => {
  it("runs what its body says, with the functions it imports in their order", () => {
    const body = wasmBody(1);
    const x = body.take("f64");
    body.get(0);
    body.get(0);
    body.load(16);
    body.tee(x);
    body.call(1);
    body.get(x);
    body.number(0.1);
    body.call(0);
    body.op("f64.sub");
    body.store(8);
    const module = new WebAssembly.Module(
      wasmModule(
        [
          { name: "power", arguments: 2 },
          { name: "half", arguments: 1 },
        ],
        [{ places: 1, body: body.finish() }],
      ),
    );
    const memory = new WebAssembly.Memory({ initial: 1 });
    const host = { memory, power: (a: number, b: number) => a ** b, half: (a: number) => a / 2 };
    const { run } = new WebAssembly.Instance(module, { host }).exports as { run: (at: number) => void };
    const doubles = new Float64Array(memory.buffer);
    doubles[3] = 7;
    run(8);
    expect(doubles[2]).toBe(3.5 - 7 ** 0.1);
  });

  it("gives every local taken a place of its own until it is given back", () => {
    const body = wasmBody(1);
    const [a, n, b] = [body.take("f64"), body.take("i32"), body.take("f64")];
    expect([a, n, b]).toEqual([1, 2, 3]);
    body.giveBack(a);
    body.giveBack(n);
    expect([body.take("f64"), body.take("f64"), body.take("i32")]).toEqual([1, 4, 2]);
  });
});
