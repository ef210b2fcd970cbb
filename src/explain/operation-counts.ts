/** How many operations of which kind a program consists of. */
import { operationCount, type Program } from "../codegen/program.ts";
import type { AppliedOp } from "../expr/op.ts";
import { counted } from "../values.ts";

/** Kinds of operations, by what they cost. */
export type OperationKind =
  | "additions"
  | "multiplications"
  | "divisions"
  | "exponentials"
  | "logarithms"
  | "powers"
  | "roots"
  | "angles"
  | "choices";

/** Subtractions and signs are additions, comparisons, minima and magnitudes choices. */
const kindOf: Readonly<Record<AppliedOp, OperationKind>> = {
  neg: "additions",
  add: "additions",
  sub: "additions",
  mul: "multiplications",
  div: "divisions",
  exp: "exponentials",
  expm1: "exponentials",
  exprel: "exponentials",
  tanh: "exponentials",
  sigmoid: "exponentials",
  log: "logarithms",
  log1p: "logarithms",
  pow: "powers",
  sqrt: "roots",
  sin: "angles",
  cos: "angles",
  tan: "angles",
  atan: "angles",
  abs: "choices",
  floor: "choices",
  min: "choices",
  max: "choices",
  lt: "choices",
  le: "choices",
  eq: "choices",
  select: "choices",
};

const nouns: Readonly<Record<OperationKind, string>> = {
  additions: "addition",
  multiplications: "multiplication",
  divisions: "division",
  exponentials: "exponential",
  logarithms: "logarithm",
  powers: "power",
  roots: "root",
  angles: "function of an angle",
  choices: "choice",
};

/** Operations of a program: all of them, and by kind, without kinds that it has none of. */
export interface OperationCounts {
  readonly total: number;
  readonly byKind: { readonly [kind in OperationKind]?: number };
}

export function countOperations(program: Program): OperationCounts {
  const byKind: { [kind in OperationKind]?: number } = {};
  for (const kind of Object.keys(nouns) as OperationKind[]) {
    const count = program.instructions.filter(
      (instruction) => instruction.kind === "apply" && kindOf[instruction.op] === kind,
    ).length;
    if (count > 0) byKind[kind] = count;
  }
  return Object.freeze({ total: operationCount(program), byKind: Object.freeze(byKind) });
}

export function countsText({ total, byKind }: OperationCounts): string {
  const kinds = (Object.keys(byKind) as OperationKind[]).map((kind) =>
    counted(byKind[kind], nouns[kind], kind),
  );
  return `${counted(total, "operation")}: ${kinds.join(", ")}`;
}
