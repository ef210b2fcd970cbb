/** Programs as JavaScript source: one constant per value, the same operations in the same order. */
import type { AppliedOp } from "../expr/op.ts";
import { atan } from "../numeric/arctangent.ts";
import { exp, expm1, exprel, sigmoid, tanh } from "../numeric/exponential.ts";
import { log, log1p } from "../numeric/logarithm.ts";
import { pow } from "../numeric/power.ts";
import { cos, sin, tan } from "../numeric/trigonometric.ts";
import { calleesOf, type Instruction, type Program, type Subprogram } from "./program.ts";

type Template = (a: string, b: string, c: string) => string;

const templates: Readonly<Record<AppliedOp, Template>> = {
  neg: (a) => `-${a}`,
  abs: (a) => `Math.abs(${a})`,
  floor: (a) => `Math.floor(${a})`,
  sqrt: (a) => `Math.sqrt(${a})`,
  exp: (a) => `exp(${a})`,
  expm1: (a) => `expm1(${a})`,
  exprel: (a) => `exprel(${a})`,
  log: (a) => `log(${a})`,
  log1p: (a) => `log1p(${a})`,
  sin: (a) => `sin(${a})`,
  cos: (a) => `cos(${a})`,
  tan: (a) => `tan(${a})`,
  atan: (a) => `atan(${a})`,
  tanh: (a) => `tanh(${a})`,
  sigmoid: (a) => `sigmoid(${a})`,
  add: (a, b) => `${a} + ${b}`,
  sub: (a, b) => `${a} - ${b}`,
  mul: (a, b) => `${a} * ${b}`,
  div: (a, b) => `${a} / ${b}`,
  pow: (a, b) => `pow(${a}, ${b})`,
  min: (a, b) => `Math.min(${a}, ${b})`,
  max: (a, b) => `Math.max(${a}, ${b})`,
  lt: (a, b) => `${a} < ${b} ? 1 : 0`,
  le: (a, b) => `${a} <= ${b} ? 1 : 0`,
  eq: (a, b) => `${a} === ${b} ? 1 : 0`,
  select: (a, b, c) => `${a} !== 0 ? ${b} : ${c}`,
};

function literal(value: number): string {
  if (Object.is(value, -0)) return "(-0)";
  return value < 0 ? `(${value})` : String(value);
}

/** What the source text may call besides `Math`. */
const own = { exp, expm1, exprel, log, log1p, sin, cos, tan, atan, tanh, sigmoid, pow };

/** The body of a function of the memory `m` and of our own functions that returns the kernel. */
export function emitJavaScript(program: Program): string {
  const callees = calleesOf([program]);
  const functions = callees.map((callee, k) => emitSubprogram(callee, `f${k}`));
  const { lines, name } = emitInstructions(program.instructions, (slot) => `m[o + ${slot}]`, callees);
  const stores = program.stores.map(
    ({ slot, value, accumulate }) => `m[o + ${slot}] ${accumulate ? "+=" : "="} ${name(value)};`,
  );
  const body = [...lines, ...stores].join("\n");
  return `"use strict";\n${functions.join("")}return function ${identifier(program.name)}(o) {\n${body}\n};`;
}

/** A function that leaves its values in an array of its own. */
function emitSubprogram({ inputs, instructions, results }: Subprogram, own: string): string {
  const { lines, name } = emitInstructions(instructions, (slot) => `a${slot}`, []);
  const given = Array.from({ length: inputs }, (_, k) => `a${k}`).join(", ");
  const kept = results.map((value, k) => `r_${own}[${k}] = ${name(value)};`);
  const array = `const r_${own} = new Float64Array(${results.length});\n`;
  return `${array}function ${own}(${given}) {\n${[...lines, ...kept].join("\n")}\n}\n`;
}

interface Emitted {
  readonly lines: readonly string[];
  readonly name: (index: number) => string;
}

function emitInstructions(
  instructions: readonly Instruction[],
  load: (slot: number) => string,
  callees: readonly Subprogram[],
): Emitted {
  const name = (index: number): string => {
    const instruction = instructions[index]!;
    return instruction.kind === "constant" ? literal(instruction.value) : `v${index}`;
  };
  const calleeOf = (call: Instruction): string =>
    `f${call.kind === "call" ? callees.indexOf(call.callee) : -1}`;
  const lines = instructions.flatMap((instruction, index) => {
    if (instruction.kind === "constant") return [];
    if (instruction.kind === "load") return [`const v${index} = ${load(instruction.slot)};`];
    const operands = instruction.operands.map(name);
    if (instruction.kind === "call") return [`${calleeOf(instruction)}(${operands.join(", ")});`];
    if (instruction.kind === "part") {
      const call = instructions[instruction.operands[0]!]!;
      return [`const v${index} = r_${calleeOf(call)}[${instruction.index}];`];
    }
    const [a, b, c] = operands;
    return [`const v${index} = ${templates[instruction.op](a!, b ?? "", c ?? "")};`];
  });
  return { lines, name };
}

/** A function has a place on the stack for each value, and a stack holds about 100 000. */
const mostInstructions = 20_000;

/** The kernel of a program on a memory; nothing for a program too large for it. */
export function instantiateJavaScript(
  program: Program,
  memory: Float64Array,
): ((frame: number) => void) | undefined {
  if (program.instructions.length > mostInstructions) return undefined;
  const make = new Function("m", ...Object.keys(own), emitJavaScript(program));
  return make(memory, ...Object.values(own)) as (frame: number) => void;
}

/** A program's name made fit for a stack trace. */
function identifier(name: string): string {
  return `k_${name.replace(/[^A-Za-z0-9_]/g, "_")}`;
}
