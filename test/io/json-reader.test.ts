import { describe, expect, it } from "vitest";
import {
  doubles,
  field,
  finite,
  flag,
  listOf,
  mapOf,
  natural,
  objectOf,
  parseJson,
  positive,
  real,
  recordOf,
  symbolName,
  text,
  words,
} from "../../src/io/json-reader.ts";

const at = { document: "file.json", path: "" };

describe("readers", () => {
  it("give what is there", () => {
    expect(finite(1.5, at)).toBe(1.5);
    expect(natural(0, at)).toBe(0);
    expect(positive(2, at)).toBe(2);
    expect(words("v", at)).toBe("v");
    expect(listOf(finite, 2)([1, 2], at)).toEqual([1, 2]);
    expect(recordOf(words)({ v: "0" }, at)).toEqual({ v: "0" });
    expect(mapOf(words)({ "input→hidden": "x" }, at)).toEqual({ "input→hidden": "x" });
    expect([flag(false, at), text("", at), real(-Infinity, at)]).toEqual([false, "", -Infinity]);
    expect(doubles(1)(Float64Array.of(2), at)).toEqual(Float64Array.of(2));
  });

  it("name the document, the path, what is there and what to do", () => {
    const value = { a: [[1, "x"]] };
    expect(() => field(value, at, "a", listOf(listOf(finite)))).toThrow(
      'file.json: a[0][1] is "x"\n  Give a finite number.',
    );
    expect(() => field(value, at, "a", listOf(listOf(finite), 2))).toThrow(
      "file.json: a: it has 1 entry for 2",
    );
    expect(() => field(value, at, "b", finite)).toThrow('file.json: there is no "b"');
    expect(() => objectOf(["resets"])({ reset: 1 }, at)).toThrow(
      'unknown entry "reset"\n  Did you mean "resets"',
    );
    expect(() => recordOf(finite, ["a", "b"])({ a: 1 }, at)).toThrow("file.json: b is undefined");
  });

  it.each([Number.NaN, Infinity, null, "1", undefined, [], {}])("refuse %j as a number", (value) => {
    expect(() => finite(value, at)).toThrow(/^file\.json: it is .*\n {2}Give a finite number\.$/);
  });

  it("refuse what is not of their kind", () => {
    expect(() => flag(0, at)).toThrow("it is 0\n  Give true or false.");
    expect(() => text(1, at)).toThrow("it is 1\n  Give a text in quotes.");
    expect(() => real("NaN", at)).toThrow('it is "NaN"\n  Give a number.');
    expect(() => listOf(real)(new Array(2), at)).toThrow("file.json: [0] is undefined");
    expect(() => doubles()([1], at)).toThrow("it is an array of 1\n  Give a Float64Array.");
    expect(() => doubles(2)(new Float64Array(1), at)).toThrow("it has 1 double for 2");
    expect(Object.keys(mapOf(real)(JSON.parse('{"__proto__": 1}'), at))).toEqual(["__proto__"]);
  });

  it.each(["", "2v", "a b", "a.b", "é", "__proto__", "constructor", "toString"])(
    "refuse %j as a name",
    (name) => {
      expect(() => symbolName(name, at)).toThrow(/file\.json: it is ".*\n {2}Give a name/);
    },
  );

  it("refuse a key that would change the prototype", () => {
    const value = JSON.parse('{"__proto__": 1}');
    expect(() => recordOf(finite)(value, at)).toThrow("__proto__");
    expect(Object.getPrototypeOf(recordOf(finite)({}, at))).toBe(Object.prototype);
  });

  it("keep messages short", () => {
    let deep: unknown = 0;
    for (let k = 0; k < 100_000; k++) deep = [deep];
    expect(() => finite(deep, at)).toThrow("it is an array of 1\n  Give a finite number.");
  });
});

describe("parseJson", () => {
  it("says where a text that is not JSON goes wrong", () => {
    expect(() => parseJson("{a: 1}", "file.json")).toThrow("file.json: this is not JSON");
    expect(() => parseJson("saltus network\n…", "net.saltus")).toThrow("a saved network or training");
  });

  it("says that a text is truncated, also inside a string with brackets and quotes", () => {
    const text = JSON.stringify({ a: ['}]"\\', { b: 1 }], c: "}}}" });
    for (let length = 0; length < text.length; length++) {
      expect(() => parseJson(text.slice(0, length), "file.json")).toThrow("file.json: the file is truncated");
    }
    expect(parseJson(text, "file.json")).toEqual(JSON.parse(text));
  });

  it("names NaN and Infinity, which Python writes", () => {
    expect(() => parseJson('{"a": NaN}', "file.json")).toThrow("it contains NaN");
    expect(() => parseJson('{"NaN": [-Infinity]}', "file.json")).toThrow("it contains Infinity");
  });
});
