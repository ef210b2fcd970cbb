import { describe, expect, it } from "vitest";
import * as build from "../../src/expr/build.ts";
import * as composed from "../../src/expr/composed.ts";
import { functions, namedConstants, reservedNames } from "../../src/expr/functions.ts";
import { constant, symbol } from "../../src/expr/node.ts";

describe("functions", () => {
  const [x, y, z] = [symbol("x"), symbol("y"), symbol("z")];

  it("stand for the operations of the same name", () => {
    const aliases: Readonly<Record<string, string>> = { ln: "log", arctan: "atan", fabs: "abs" };
    const programs = { ...build, ...composed } as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const [name, { minArguments, build: make }] of functions) {
      const args = [x, y, z].slice(0, minArguments);
      expect(make(args)).toBe(programs[aliases[name] ?? name]!(...args));
    }
  });

  it("take minima and maxima of any number of arguments", () => {
    expect(functions.get("max")!.build([x, y, z])).toBe(build.max(build.max(x, y), z));
  });

  it("leave pi, in either spelling, as the only named constant", () => {
    expect([...namedConstants]).toEqual([
      ["pi", constant(Math.PI)],
      ["π", constant(Math.PI)],
    ]);
  });

  it("reserve functions, constants and words that are operators", () => {
    for (const name of ["exp", "select", "pi", "and", "or", "not"])
      expect(reservedNames.has(name)).toBe(true);
    for (const name of ["e", "i", "h", "s", "m", "t", "toString"])
      expect(reservedNames.has(name)).toBe(false);
  });
});
