/** The functions that equations may call, and the names that they may not take. */
import * as build from "./build.ts";
import * as composed from "./composed.ts";
import { constant, type Expr } from "./node.ts";

/** How many arguments a function takes, and the expression it stands for. */
export interface NamedFunction {
  readonly minArguments: number;
  readonly maxArguments: number;
  readonly build: (args: readonly Expr[]) => Expr;
}

const unary = (make: (a: Expr) => Expr): NamedFunction => ({
  minArguments: 1,
  maxArguments: 1,
  build: ([a]) => make(a!),
});

const chained = (make: (a: Expr, b: Expr) => Expr): NamedFunction => ({
  minArguments: 2,
  maxArguments: Number.POSITIVE_INFINITY,
  build: (args) => args.reduce((result, arg) => make(result, arg)),
});

/** Functions by the names that papers, Brian2 and NESTML give them. */
export const functions: ReadonlyMap<string, NamedFunction> = new Map([
  ["exp", unary(build.exp)],
  ["expm1", unary(build.expm1)],
  ["exprel", unary(build.exprel)],
  ["log", unary(build.log)],
  ["ln", unary(build.log)],
  ["log10", unary(composed.log10)],
  ["log1p", unary(build.log1p)],
  ["sqrt", unary(build.sqrt)],
  ["sin", unary(build.sin)],
  ["cos", unary(build.cos)],
  ["tan", unary(build.tan)],
  ["atan", unary(build.atan)],
  ["arctan", unary(build.atan)],
  ["sinh", unary(composed.sinh)],
  ["cosh", unary(composed.cosh)],
  ["tanh", unary(build.tanh)],
  ["sigmoid", unary(build.sigmoid)],
  ["abs", unary(build.abs)],
  ["fabs", unary(build.abs)],
  ["sign", unary(composed.sign)],
  ["heaviside", unary(composed.heaviside)],
  ["floor", unary(build.floor)],
  ["ceil", unary(composed.ceil)],
  ["int", unary(composed.int)],
  ["min", chained(build.min)],
  ["max", chained(build.max)],
  ["clip", { minArguments: 3, maxArguments: 3, build: ([x, a, b]) => composed.clip(x!, a!, b!) }],
  ["pow", { minArguments: 2, maxArguments: 2, build: ([a, b]) => build.pow(a!, b!) }],
  ["select", { minArguments: 3, maxArguments: 3, build: ([c, a, b]) => build.select(c!, a!, b!) }],
]);

/** The named constants of equations. */
export const namedConstants: ReadonlyMap<string, Expr> = new Map([
  ["pi", constant(Math.PI)],
  ["π", constant(Math.PI)],
]);

/** Words that are operators. */
export const wordOperators: ReadonlySet<string> = new Set(["and", "or", "not"]);

/** Names that a state, a parameter or a definition may not have. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...functions.keys(),
  ...namedConstants.keys(),
  ...wordOperators,
]);
