import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import * as values from "../src/values.ts";
import { counted, isBytes, isDoubles, isList, isRecord, shown } from "../src/values.ts";

const elsewhere = runInNewContext(
  "({ record: { a: 1 }, array: [1], doubles: new Float64Array(1), map: new Map(), bytes: new Uint8Array(1) })",
) as Record<string, unknown>;

describe("what is given", () => {
  it("is a record if its entries have names: an object, an instance, a module", () => {
    class Options {
      readonly until = 3;
    }
    const records = [{}, { length: 2 }, Object.create(null), new Options(), values, elsewhere["record"]];
    for (const record of records) expect(isRecord(record)).toBe(true);
    const others = [[], new Map(), new Set(), Promise.resolve(), new Date(), /x/, new Error("x")];
    const more = [new Float64Array(2), new DataView(new ArrayBuffer(8)), null, undefined, 3, "text", () => 1];
    for (const other of [...others, ...more]) expect(isRecord(other)).toBe(false);
    for (const name of ["array", "doubles", "map"]) expect(isRecord(elsewhere[name])).toBe(false);
  });

  it("is a list if its entries have numbers", () => {
    for (const list of [[], [1], new Float64Array(2), { length: 2 }, elsewhere["array"]]) {
      expect(isList(list)).toBe(true);
    }
    const others = [null, undefined, 3, "text", () => 1, new Map(), {}, { length: "2" }, { length: -1 }];
    for (const other of others) expect(isList(other)).toBe(false);
  });

  it("is an array of doubles or bytes, wherever it was made", () => {
    expect(isDoubles(new Float64Array(1)) && isDoubles(elsewhere["doubles"])).toBe(true);
    expect(isBytes(Buffer.of(1)) && isBytes(elsewhere["bytes"])).toBe(true);
    for (const other of [[1], new Float32Array(1), new DataView(new ArrayBuffer(8)), null, { length: 1 }]) {
      expect(isDoubles(other) || isBytes(other)).toBe(false);
    }
    expect(isDoubles({ [Symbol.toStringTag]: "Float64Array" })).toBe(false);
  });

  it("is counted with its noun", () => {
    expect([0, 1, 2, undefined].map((count) => counted(count, "epoch"))).toEqual([
      "0 epochs",
      "1 epoch",
      "2 epochs",
      "no epochs",
    ]);
    expect(counted(2, "entry", "entries")).toBe("2 entries");
  });

  it("is shown shortly, whatever it is", () => {
    const given = [3, "3", null, undefined, [1], {}, Object.create(null), Symbol("s"), 10n, () => 1];
    expect(given.map(shown).join(", ")).toBe(
      '3, "3", null, undefined, an array of 1, an object, an object, Symbol(s), 10n, a function',
    );
    expect(shown("x".repeat(1000))).toHaveLength(41);
  });
});
