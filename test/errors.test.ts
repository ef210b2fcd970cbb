import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  knownHere,
  ModelError,
  OptionError,
  ShapeError,
  SimulationError,
  suggestion,
  UnsupportedError,
  unreachable,
} from "../src/errors.ts";

describe("errors", () => {
  it.each([
    ["ModelError", ModelError],
    ["ShapeError", ShapeError],
    ["OptionError", OptionError],
    ["UnsupportedError", UnsupportedError],
  ] as const)("a %s says where, what and what to do", (name, type) => {
    const error = new type('population("lif", 3)', "the size is -1", "Give a whole number ≥ 1.");
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(error.message).toBe('population("lif", 3): the size is -1\n  Give a whole number ≥ 1.');
    expect(error.hint).toBe("Give a whole number ≥ 1.");
    expect(String(error)).toMatch(new RegExp(`^${name}: population`));
    expect(new type("here", "something").message).toBe("here: something");
  });

  it("a SimulationError has the status of the run", () => {
    const error = new SimulationError(
      "simulateBatch",
      "max-steps",
      "neuron 3 made 10 steps.",
      "Raise maxSteps.",
    );
    expect(error.status).toBe("max-steps");
    expect(error.message).toBe("simulateBatch (max-steps): neuron 3 made 10 steps.\n  Raise maxSteps.");
  });

  it("unreachable says what came", () => {
    expect(() => unreachable("x" as never)).toThrow("internal: unexpected x");
  });
});

it("knownHere lists all names, also of what can be gone through once", () => {
  const names = new Map([["v", 1] as const, ["weight", 2] as const]);
  expect(knownHere("wieght", names.keys())).toBe('Did you mean "weight"? Known here: v, weight.');
  expect(knownHere("x", [])).toBe("Known here: (none).");
});

describe("suggestion", () => {
  const known = ["tauMem", "tauSyn", "v", "vReset"];

  it("is the nearest name within two edits", () => {
    expect(suggestion("tauMen", known)).toBe('Did you mean "tauMem"? ');
    expect(suggestion("tuaMem", known)).toBe('Did you mean "tauMem"? ');
    expect(suggestion("tauSynn", known)).toBe('Did you mean "tauSyn"? ');
    expect(suggestion("taumem", known)).toBe('Did you mean "tauMem"? ');
    expect(suggestion("threshold", known)).toBe("");
  });

  it("of a short name allows fewer edits, so that nothing is near everything", () => {
    expect(suggestion("w", known)).toBe("");
    expect(suggestion("u", ["mu", "tau"])).toBe("");
    expect(suggestion("tu", ["tau"])).toBe("");
    expect(suggestion("log10", ["tau10", "lag1"])).toBe("");
    expect(suggestion("vth", ["vthr"])).toBe('Did you mean "vthr"? ');
    expect(suggestion("V", known)).toBe('Did you mean "v"? ');
    expect(suggestion("w", [])).toBe("");
    expect(suggestion("", known)).toBe("");
  });

  it("of two letters is the only one that begins alike", () => {
    expect(suggestion("EK", ["v", "EL", "tau"])).toBe('Did you mean "EL"? ');
    expect(suggestion("EK", ["EL", "EN"])).toBe("");
    expect(suggestion("gK", ["EK", "g1", "g"])).toBe("");
    expect(suggestion("dt", ["t", "tau"])).toBe("");
  });

  it("counts two letters that changed places as one edit", () => {
    expect(suggestion("vLaek", ["vLeak"])).toBe('Did you mean "vLeak"? ');
    expect(suggestion("tuaMme", known)).toBe('Did you mean "tauMem"? ');
    expect(suggestion("iniital", ["initial"])).toBe('Did you mean "initial"? ');
  });

  it("of what is no name is none", () => {
    for (const wrong of [undefined, null, 5, Symbol("v"), ["v"], {}])
      expect(suggestion(wrong, known)).toBe("");
  });

  it("finds a name again after any one edit of at least five letters", () => {
    const edit = fc.record({ at: fc.nat(4), letter: fc.constantFrom("x", "q", "z"), kind: fc.nat(2) });
    fc.assert(
      fc.property(fc.constantFrom("tauMem", "tauSyn", "vReset"), edit, (name, { at, letter, kind }) => {
        const rest = name.slice(kind === 1 ? at : at + 1);
        const edited = name.slice(0, at) + (kind === 2 ? "" : letter) + rest;
        expect(suggestion(edited, known)).toBe(`Did you mean "${name}"? `);
      }),
    );
  });
});
