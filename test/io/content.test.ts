import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { contentOfText, textOfContent } from "../../src/io/content.ts";

const again = (content: unknown): unknown => contentOfText(textOfContent(content, "here"), "here");

/** Any double, as bits. */
const double = fc
  .tuple(fc.nat(0xffffffff), fc.nat(0xffffffff))
  .map(([high, low]) => new Float64Array(new Uint32Array([low, high]).buffer)[0]!);

const key = fc
  .oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "length"))
  .filter((name) => !name.startsWith("$"));
const { value: content } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constant(null),
      fc.boolean(),
      double,
      fc.string({ unit: "binary" }),
      fc.constantFrom(-0, 5e-324),
    ),
    fc.array(double, { maxLength: 20 }).map((values) => Float64Array.from(values)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe("textOfContent", () => {
  it("is JSON, with the bits of doubles in base64", () => {
    const text = textOfContent({ a: 0.1, b: Float64Array.of(1, -0), c: [-0, Infinity] }, "here");
    expect(JSON.parse(text)).toEqual({
      a: 0.1,
      b: { $float64: "AAAAAAAA8D8AAAAAAAAAgA==" },
      c: [{ $number: "-0" }, { $number: "Infinity" }],
    });
  });

  it("reads back as what it was, bit for bit, for random values", () => {
    fc.assert(
      fc.property(content, (value) => {
        expect(again(value)).toEqual(value);
        expect(textOfContent(again(value), "here")).toBe(textOfContent(value, "here"));
      }),
      { numRuns: 500 },
    );
  });

  it("keeps large arrays", () => {
    const values = Float64Array.from({ length: 100_001 }, (_, k) => Math.sin(k) / (k - 7));
    expect(again(values)).toEqual(values);
  });

  it("leaves out what is undefined, in objects only", () => {
    expect(again({ a: undefined, b: 1 })).toEqual({ b: 1 });
    expect(() => textOfContent([undefined], "here")).toThrow("here: [0], undefined, cannot be saved");
  });

  it.each([
    ["a function", { f: () => 1 }],
    ["a class", { m: new Map() }],
    ["another typed array", { m: new Float32Array(1) }],
    ["a bigint", { n: 1n }],
    ["a key that has a meaning", { $float64: "" }],
    ["a date, which JSON would make a text", new Date()],
    ["what says itself what JSON it is", { toJSON: () => 1 }],
    [
      "a class that does",
      new (class A {
        toJSON = 1;
      })(),
    ],
    ["a list with a class", new (class List extends Array {})()],
    ["a number in an object", Object(5)],
    ["a symbol as a key", { [Symbol("s")]: 1 }],
    ["a hole in a list", new Array(1)],
    ["nothing", undefined],
  ])("refuses %s", (_, value) => {
    expect(() => textOfContent(value, "here")).toThrow(OptionError);
    expect(() => textOfContent(value, "here")).toThrow(/^here: .* cannot be saved/);
  });
});

describe("textOfContent refuses, with the place,", () => {
  it.each<[string, unknown, string]>([
    ["a date", { notes: { a: [{ b: new Date() }] } }, "here: notes.a[0].b, an object with a class, cannot"],
    ["a function", { notes: { a: { b: () => 1 } } }, "here: notes.a.b, a function, cannot"],
    [
      "what is reserved",
      { notes: [{ $number: "1" }] },
      'here: notes[0], an object with the key "$number", cannot',
    ],
    ["a hole", [[1, undefined]], "here: [0][1], undefined, cannot"],
    ["nothing but a function", () => 1, "here: the content, a function, cannot"],
  ])("%s", (_, value, message) => {
    expect(() => textOfContent(value, "here")).toThrow(message);
  });

  it("what contains itself", () => {
    const notes: { a: { self?: unknown } } = { a: {} };
    notes.a.self = notes;
    expect(() => textOfContent({ notes }, "here")).toThrow(OptionError);
    expect(() => textOfContent({ notes }, "here")).toThrow(
      "here: notes.a.self, which contains itself, cannot",
    );
    const twice = { x: 1 };
    expect(again([twice, twice])).toEqual([{ x: 1 }, { x: 1 }]);
  });

  it.each([1, -0, Float64Array.of(1), [], {}])("what nests too deep to be read, around %s", (inner) => {
    const nested = (depth: number) => {
      let value: unknown = inner;
      for (let k = 0; k < depth; k++) value = k % 2 === 0 ? [value] : { a: value };
      return value;
    };
    for (let depth = 62; depth <= 66; depth++) {
      let text: string | undefined;
      try {
        text = textOfContent(nested(depth), "here");
      } catch (error) {
        expect(String(error)).toContain("which nests deeper than 64, cannot be saved");
      }
      if (text !== undefined) expect(contentOfText(text, "here")).toEqual(nested(depth));
      expect(text !== undefined).toBe(depth <= (inner === 1 ? 64 : 63));
    }
  });
});

describe("contentOfText", () => {
  it.each([
    ["doubles that are none", '{"$float64":"AAAA"}'],
    ["bytes that are no base64", '{"$float64":"AAAAAAAA8D8!"}'],
    ["a number that is none", '{"$number":"1"}'],
    ["a tag beside something", '{"$number":"NaN","b":1}'],
    ["an unknown tag", '{"$run":"process.exit()"}'],
  ])("refuses %s", (_, text) => {
    expect(() => contentOfText(text, "here")).toThrow(/^here: "\$.* has no meaning/);
  });

  it.each(['"', "\\", '\\"', "\\\\"])("counts no brackets in a text with %j", (mark) => {
    const text = `${mark}${"[{".repeat(100)}${mark}`;
    expect(contentOfText(textOfContent([text, [text]], "here"), "here")).toEqual([text, [text]]);
    expect(() => contentOfText(`["${mark.replace(/./g, "\\$&")}", ${"[".repeat(100)}`, "here")).toThrow(
      "deeper",
    );
  });

  it("refuses what nests too deep for a reader, before it is parsed", () => {
    expect(() => contentOfText("[".repeat(1e6), "here")).toThrow("here: it nests deeper than 64");
    expect(contentOfText(JSON.stringify("[".repeat(100)), "here")).toBe("[".repeat(100));
    expect(contentOfText(JSON.stringify(`"\\${"[".repeat(100)}`), "here")).toHaveLength(102);
  });

  it("does not let a key change a prototype", () => {
    const read = contentOfText('{"__proto__":{"polluted":1}}', "here");
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
