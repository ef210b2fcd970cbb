import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { add, div, exp, mul, neg, sub } from "../../src/expr/build.ts";
import { constant, type Expr, symbol } from "../../src/expr/node.ts";
import { type TracedFunction, traceRecord } from "../../src/expr/trace.ts";

const names = ["v", "i", "tauMem"];
const trace = (fn: TracedFunction, results?: readonly string[]): Map<string, Expr> =>
  traceRecord(fn, names, 'defineNeuron("lif")', results);

describe("trace", () => {
  it("turns a function into expressions", () => {
    const traced = trace(({ v, i, tauMem }) => ({ v: div(sub(i!, v!), tauMem!), i: 0 }), ["v", "i"]);
    expect([...traced]).toEqual([
      ["v", div(sub(symbol("i"), symbol("v")), symbol("tauMem"))],
      ["i", constant(0)],
    ]);
  });

  it("runs loops and conditions of the host language once", () => {
    const traced = trace(({ v }) => {
      let sum: Expr = v!;
      for (let k = 2; k <= 3; k++) sum = add(sum, mul(k, v!));
      return { v: sum };
    });
    const v = symbol("v");
    expect(traced.get("v")).toBe(add(add(v, mul(2, v)), mul(3, v)));
  });

  it("lets the symbols be copied and listed", () => {
    expect(trace(({ v, ...rest }) => ({ v: neg(v!), count: Object.keys(rest).length })).get("count")).toBe(
      constant(2),
    );
    expect(trace((symbols) => ({ v: exp({ ...symbols }.v!) })).get("v")).toBe(exp(symbol("v")));
  });

  it("names the nearest symbol for an unknown one", () => {
    expect(() => trace(({ tauMen }) => ({ v: tauMen! }))).toThrow(
      new ModelError(
        'defineNeuron("lif")',
        'unknown symbol "tauMen" in the function',
        'Did you mean "tauMem"? Known here: v, i, tauMem.',
      ),
    );
    expect(() => trace(({ toString: wrong }) => ({ v: wrong as unknown as Expr }))).toThrow(
      'unknown symbol "toString"',
    );
    expect(() => trace(() => ({ v: add(symbol("w"), 1) }))).toThrow('unknown symbol "w"');
  });

  it("takes symbols with names that every object has", () => {
    for (const name of ["__proto__", "constructor", "then"]) {
      const traced = traceRecord((symbols) => ({ v: neg(symbols[name]!) }), [name], "here");
      expect(traced.get("v")).toBe(neg(symbol(name)));
    }
  });

  it("finds JavaScript's operators", () => {
    const wrong =
      (value: unknown): (() => unknown) =>
      () =>
        trace(() => ({ v: value as Expr }));
    const v = symbol("v") as unknown as number;
    expect(() => trace(() => ({ v: v * 2 }))).toThrow(
      'returns "v" with the constant NaN\n  JavaScript\'s operators do not work',
    );
    expect(() => trace(() => ({ v: exp(v * 2) }))).toThrow('returns "v" with the constant NaN');
    expect(() => trace(() => ({ v: v + 1 }))).toThrow('returns a string for "v"\n  JavaScript\'s operators');
    expect(() => trace(() => ({ v: exp(v + 1) }))).toThrow(
      '"[object Object]1" is neither an expression nor a number',
    );
    for (const value of [undefined, null, true, {}, { op: "none" }, () => 1, Number.POSITIVE_INFINITY]) {
      expect(wrong(value)).toThrow(ModelError);
    }
  });

  it("refuses results that are not expected, or no results at all", () => {
    expect(() => trace(({ v }) => ({ dend: v! }), ["dendrite", "den"])).toThrow(
      'the function returns "dend", which is not expected\n  Did you mean "den"? Expected here: dendrite, den.',
    );
    for (const value of [undefined, null, 3, [], Promise.resolve({})]) {
      expect(() => trace(() => value as unknown as Record<string, Expr>)).toThrow(
        "does not return an object",
      );
    }
  });

  it("does not let the function change its argument", () => {
    const change = (symbols: Record<string, Expr>): Record<string, Expr> => {
      symbols["v"] = constant(1);
      return symbols;
    };
    expect(() => trace(change as TracedFunction)).toThrow("the function changes its argument");
  });

  it("passes on what the function throws", () => {
    expect(() =>
      trace(() => {
        throw new RangeError("mine");
      }),
    ).toThrow(new RangeError("mine"));
  });
});
