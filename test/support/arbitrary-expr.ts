/** Random expression graphs for fast-check: a list of instructions that can be built in several ways. */
import fc from "fast-check";
import * as build from "../../src/expr/build.ts";
import { apply, constant, type Expr, symbol } from "../../src/expr/node.ts";
import { type AppliedOp, arity, scalar } from "../../src/expr/op.ts";

export const symbolNames = ["v", "i", "tau_mem", "g_e"] as const;

export const appliedOps: readonly AppliedOp[] = Object.keys(arity) as AppliedOp[];

/** An operation on earlier results: `picks` count back from the last one. */
export interface Instruction {
  readonly op: AppliedOp;
  readonly picks: readonly [number, number, number];
}

/** Instructions on the symbols and some numbers. */
export interface RandomGraph {
  readonly numbers: readonly number[];
  readonly instructions: readonly Instruction[];
}

const arbitraryNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2, 3, 4, 0.5, -2, 1e-7, -1e21, 5e-324, 1.7976931348623157e308),
  fc.double({ min: -10, max: 10, noNaN: true }),
);

export function arbitraryGraph(
  ops: readonly AppliedOp[] = appliedOps,
  numbers: fc.Arbitrary<number> = arbitraryNumber,
  maxLength = 20,
): fc.Arbitrary<RandomGraph> {
  const pick = fc.oneof(fc.nat(2), fc.nat(30));
  const instruction = fc.record({ op: fc.constantFrom(...ops), picks: fc.tuple(pick, pick, pick) });
  return fc.record({
    numbers: fc.array(numbers, { minLength: 1, maxLength: 4 }),
    instructions: fc.array(instruction, { minLength: 1, maxLength }),
  });
}

/** Results of all instructions after the leaves, over any kind of value. */
export function interpret<T>(
  graph: RandomGraph,
  leaves: readonly T[],
  make: (op: AppliedOp, args: T[]) => T,
): T[] {
  const results = [...leaves];
  for (const { op, picks } of graph.instructions) {
    const args = picks
      .slice(0, arity[op])
      .map((pick) => results[results.length - 1 - (pick % results.length)]!);
    results.push(make(op, args));
  }
  return results;
}

const leavesOf = (graph: RandomGraph): Expr[] => [...graph.numbers.map(constant), ...symbolNames.map(symbol)];

/** The constructor of an operation. */
export function construct(op: AppliedOp, args: readonly Expr[]): Expr {
  // Constructors are called like their operations.
  const constructors: Readonly<Record<AppliedOp, unknown>> = build;
  return (constructors[op] as (...args: readonly Expr[]) => Expr)(...args);
}

/** All nodes of the graph, made by the smart constructors. */
export function simplifiedNodes(graph: RandomGraph): Expr[] {
  return interpret(graph, leavesOf(graph), construct);
}

/** All nodes of the graph as they stand. */
export function plainNodes(graph: RandomGraph): Expr[] {
  return interpret(graph, leavesOf(graph), apply);
}

/** Values of all nodes by the table of scalar operations, without any graph. */
export function valuesOf(graph: RandomGraph, values: Readonly<Record<string, number>>): number[] {
  const leaves = [...graph.numbers, ...symbolNames.map((name) => values[name]!)];
  return interpret(graph, leaves, (op, [a, b, c]) => scalar[op](a!, b ?? Number.NaN, c ?? Number.NaN));
}

/** Values for the symbols. */
export function arbitraryValues(min = -3, max = 3): fc.Arbitrary<Record<string, number>> {
  const value = fc.double({ min, max, noNaN: true });
  return fc.record(Object.fromEntries(symbolNames.map((name) => [name, value])));
}
