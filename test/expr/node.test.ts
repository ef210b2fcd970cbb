import { describe, expect, it } from "vitest";
import { apply, constant, type Expr, reachable, symbol, symbolsOf } from "../../src/expr/node.ts";

describe("node", () => {
  const [x, y] = [symbol("x"), symbol("y")];

  it("gives the same object for the same structure", () => {
    expect(symbol("x")).toBe(x);
    expect(constant(0.1)).toBe(constant(0.1));
    expect(apply("sub", [x, y])).toBe(apply("sub", [x, y]));
    expect(apply("sub", [x, y])).not.toBe(apply("sub", [y, x]));
  });

  it("does not look at the order of arguments that commute", () => {
    for (const op of ["add", "mul", "eq"] as const) {
      expect(apply(op, [x, y])).toBe(apply(op, [y, x]));
    }
  });

  it("keeps the order of the arguments of min and max, whose derivatives at a tie differ", () => {
    for (const op of ["min", "max"] as const) {
      const first = apply(op, [x, y]);
      expect(apply(op, [y, x])).not.toBe(first);
      expect(apply(op, [y, x]).args).toEqual([y, x]);
    }
  });

  it("keeps 0 and −0 and the name of a number apart", () => {
    expect(constant(0)).not.toBe(constant(-0));
    expect(Object.is(constant(-0).value, -0)).toBe(true);
    expect(symbol("1")).not.toBe(constant(1));
    expect(constant(Number.NaN)).toBe(constant(Number.NaN));
  });

  it("cannot be changed", () => {
    const node = apply("add", [x, y]);
    expect(Object.isFrozen(node) && Object.isFrozen(node.args)).toBe(true);
  });

  it("lists every node once, arguments first, also in a chain of 100,000 nodes", () => {
    let node: Expr = x;
    for (let k = 0; k < 100_000; k++) node = apply("sub", [node, y]);
    const nodes = reachable([node, x]);
    expect(nodes.length).toBe(100_002);
    const place = new Map(nodes.map((n, k) => [n, k]));
    expect(nodes.every((n) => n.args.every((arg) => place.get(arg)! < place.get(n)!))).toBe(true);
  });

  it("finds the symbols of several roots", () => {
    expect([...symbolsOf([apply("exp", [y]), x, constant(1)])].sort()).toEqual(["x", "y"]);
    expect(symbolsOf([symbol("__proto__")])).toEqual(new Set(["__proto__"]));
  });
});
