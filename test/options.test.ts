import { describe, expect, it } from "vitest";
import { OptionError } from "../src/errors.ts";
import {
  arrayOf,
  checkDistinct,
  checkKeys,
  checkKnown,
  checkOptions,
  checkValue,
  dependingOn,
  integer,
  type Kind,
  listOf,
  numbers,
  recordOf,
  rule,
  unknownKey,
} from "../src/options.ts";

describe("checkKeys", () => {
  it("lets known options pass, and names the nearest of those it does not know", () => {
    expect(() => checkKeys("fit", { epochs: 1, seed: undefined }, ["epochs", "seed"])).not.toThrow();
    expect(() => checkKeys("fit", { epoch: 1 }, ["epochs", "seed"])).toThrow(
      new OptionError("fit", 'unknown option "epoch"', 'Did you mean "epochs"? Known here: epochs, seed.'),
    );
    expect(() => checkKeys("fit", { constructor: 1 }, ["epochs"])).toThrow(OptionError);
  });

  it("refuses options that are none", () => {
    expect(() => checkKeys("fit", undefined as never, ["epochs"])).toThrow(
      new OptionError("fit", "the options are missing", "Give an object with epochs."),
    );
    expect(() => checkKeys("fit", 3 as never, ["epochs"])).toThrow(
      "fit: it is given 3 in place of an object",
    );
    for (const wrong of [null, "epochs", [], new Map([["epochs", 1]]), Promise.resolve({})]) {
      expect(() => checkKeys("fit", wrong as never, ["epochs"])).toThrow(OptionError);
    }
  });
});

describe("unknownKey", () => {
  it("is the first that is not known, with what is known about it", () => {
    expect(unknownKey({ a: 1 }, ["a"])).toBe(undefined);
    const hint = 'Did you mean "when"? Known here: when.';
    expect(unknownKey({ when: 1, wen: 2, x: 3 }, ["when"])).toEqual({ key: "wen", hint });
    expect(unknownKey({ if: 1 }, ["when"], () => "It is called when here.")).toEqual({
      key: "if",
      hint: "It is called when here. Known here: when.",
    });
  });

  it("knows what options are called elsewhere, and where they belong", () => {
    const hintOf = (key: string, ...known: string[]) => unknownKey({ [key]: 1 }, known)?.hint;
    expect(hintOf("lr", "learningRate", "epochs")).toBe(
      'It is called "learningRate" here. Known here: learningRate, epochs.',
    );
    expect(hintOf("solver", "optimizer")).toMatch(/^It is called "optimizer" here/);
    expect(hintOf("solver", "method")).toMatch(/^It is called "method" here/);
    expect(hintOf("self", "weight", "topology")).toBe(
      "It belongs to the topology: withProbability(0.1, { self: false }). Known here: weight, topology.",
    );
    expect(hintOf("xLabel", "series", "points")).toMatch(/^It is x: \{ label: "…" \}\. /);
    // Nothing is said of it where there is no such thing.
    expect(hintOf("xLabel", "series")).toBe("Known here: series.");
    expect(hintOf("lr", "until")).toBe("Known here: until.");
  });
});

describe("checkOptions", () => {
  interface Options {
    readonly rate?: number;
    readonly epochs: number;
    readonly mode?: "fast" | "slow";
  }
  const kinds = { rate: "positive", epochs: "count", mode: ["fast", "slow"] } as const;
  const check = (options: object) => checkOptions("fit", options as Options, kinds, ["epochs"]);

  it("lets options of their kinds pass, and those that are not given", () => {
    expect(() => check({ epochs: 1 })).not.toThrow();
    expect(() => check({ rate: 0.1, epochs: 3, mode: "slow" })).not.toThrow();
    expect(() => check({ rate: undefined, epochs: 3 })).not.toThrow();
  });

  it("says which option is wrong, what it is, and what to give", () => {
    const cases = [
      [{}, "epochs is undefined", "Give a whole number ≥ 1."],
      [{ epochs: 1, rate: 0 }, "rate is 0", "Give a number > 0."],
      [{ epochs: 1, rate: "1" }, 'rate is "1"', "Give a number > 0."],
      [{ epochs: 1, rate: null }, "rate is null", "Give a number > 0."],
      [{ epochs: 1, mode: "fats" }, 'mode is "fats"', 'Did you mean "fast"? Give "fast" or "slow".'],
      [{ epochs: 1, mode: 3 }, "mode is 3", 'Give "fast" or "slow".'],
      [{ epochs: 1, rte: 1 }, 'unknown option "rte"', 'Did you mean "rate"? Known here: rate, epochs, mode.'],
    ] as const;
    for (const [options, what, hint] of cases) {
      expect(() => check(options), what).toThrow(new OptionError("fit", what, hint));
    }
  });
});

describe("checkValue", () => {
  const inRange = numbers((value) => value >= 0 && value < 1, "Give a number in [0, 1).");
  const ofThree = rule((value) => value === 3, "Give 3.");

  it.each<[Kind, readonly unknown[], readonly unknown[]]>([
    ["free", [0, -1e300], [Number.NaN, Infinity, "1", null, undefined, 1n]],
    ["positive", [5e-324], [0, -1, Infinity, "1"]],
    ["nonnegative", [0], [-5e-324, Infinity]],
    [{ min: 1, max: 2 }, [1, 1.5, 2], [0.99, 2.01]],
    ["count", [1, 1e9], [0, 1.5, Infinity, "1"]],
    ["flag", [true, false], [0, "true", null]],
    ["text", ["", "a"], [1, null]],
    ["function", [() => 0], [{}, "f"]],
    ["array", [[], [1]], [new Float64Array(1), {}, "a"]],
    ["record", [{}], [[], null, new Map()]],
    ["any", [undefined, null, 1], []],
    [
      ["a", "b"],
      ["a", "b"],
      ["c", 0, undefined],
    ],
    [inRange, [0, 0.5], [1, -0.1, "0.5"]],
    [ofThree, [3], [4, undefined]],
    [integer(0, 9), [0, 9], [-1, 10, 1.5, "1", Number.NaN]],
    [arrayOf("count"), [[], [1, 2]], [Uint8Array.of(1), [0], new Array(1), { length: 0 }, null]],
    [recordOf({ n: "count" }, ["n"]), [{ n: 1 }], [{}, { n: 0 }, { n: 1, m: 1 }, null, [], 3]],
    [listOf("count"), [[], [1, 2], Uint8Array.of(1)], [[0], [1, "2"], 3, null]],
  ])("tells what is %s", (kind, right, wrong) => {
    for (const value of right) expect(() => checkValue("f", "x", value, kind)).not.toThrow();
    for (const value of wrong) expect(() => checkValue("f", "x", value, kind)).toThrow(OptionError);
  });

  it("names the entry of a list", () => {
    expect(() => checkValue("f", "x", [1, 0], listOf("count"))).toThrow(
      new OptionError("f", "x[1] is 0", "Give a whole number ≥ 1."),
    );
  });

  it("names the entry of a record by its place and its own name", () => {
    const kind = arrayOf(recordOf({ name: "text", n: "count" }, ["n"]));
    const attempt = (value: unknown) => () => checkValue("f", "x", value, kind);
    expect(attempt([{ n: 1 }, { name: "a", n: 0 }])).toThrow(
      new OptionError('f: x[1] "a"', "n is 0", "Give a whole number ≥ 1."),
    );
    expect(attempt([{ name: 3, n: 1 }])).toThrow(
      new OptionError("f: x[0]", "name is 3", "Give a text in quotes."),
    );
  });

  it("may depend on the options before", () => {
    const kinds = {
      most: "count",
      n: dependingOn<{ most: number }>(({ most }) => integer(1, most)),
    } as const;
    const attempt = (n: number) => () => checkOptions("f", { most: 3, n }, kinds, ["most", "n"]);
    expect(attempt(3)).not.toThrow();
    expect(attempt(4)).toThrow(new OptionError("f", "n is 4", "Give a whole number from 1 to 3."));
  });
});

it("checkKnown lets pass what else a record has", () => {
  expect(() => checkKnown("f", { n: 1, more: 1 } as { n: number }, { n: "count" })).not.toThrow();
  expect(() => checkKnown("f", { n: 0 }, { n: "count" })).toThrow("f: n is 0");
  expect(() => checkKnown("f", {} as { n: number }, { n: "count" }, ["n"])).toThrow("f: n is undefined");
});

it("checkDistinct names what stands twice", () => {
  expect(() => checkDistinct("f", "terms", ["a", "b"], "Give them names.")).not.toThrow();
  expect(() => checkDistinct("f", "terms", ["a", "b", "a"], "Give them names.")).toThrow(
    new OptionError("f", 'two terms are called "a"', "Give them names."),
  );
});

describe("a hole in an array", () => {
  it("is refused in every list of options, and undefined is a value", () => {
    const hole = new Array(3).fill(1);
    delete hole[1];
    const error = new OptionError(
      "fit",
      "data[1] is missing",
      "The array has a hole there: give every place a value.",
    );
    for (const kind of ["array", arrayOf("any"), listOf("any"), listOf("count")] as const) {
      expect(() => checkValue("fit", "data", hole, kind)).toThrow(error);
      expect(() => checkValue("fit", "data", new Array(1), kind)).toThrow("data[0] is missing");
      expect(() => checkValue("fit", "data", [], kind)).not.toThrow();
    }
    expect(() => checkValue("fit", "data", [undefined], "array")).not.toThrow();
    expect(() => checkValue("fit", "data", Int8Array.of(1), listOf("count"))).not.toThrow();
  });
});
