/**
 * Every execution of a program gives the bits of `evaluate`: on random graphs of all operations, on
 * values that are no ordinary numbers, and when a program overwrites or adds to what it reads.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Execution, executions } from "../../src/codegen/execution.ts";
import { frameOf } from "../../src/codegen/frame.ts";
import { compileKernel } from "../../src/codegen/kernel.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { type Output, schedule } from "../../src/codegen/program.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import type { Expr } from "../../src/expr/node.ts";
import {
  appliedOps,
  arbitraryGraph,
  plainNodes,
  simplifiedNodes,
  symbolNames,
} from "../support/arbitrary-expr.ts";

const outputs = ["out0", "out1", "out2"] as const;
const frame = frameOf([...symbolNames, ...outputs]);
const offset = 5;

/** Ordinary numbers and the ones where sloppy arithmetic shows. */
const anyNumber: fc.Arbitrary<number> = fc.oneof(
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.double(),
  fc.constantFrom(Number.NaN, 0, -0, Infinity, -Infinity, 5e-324, -5e-324, 2.2e-308, 1.7976931348623157e308),
);
const anyFrame = fc.array(anyNumber, { minLength: frame.size, maxLength: frame.size });

/** The slots after a run of the program from `initial`, which must leave the rest of the memory alone. */
function run(execution: Execution, program: readonly Output[], initial: readonly number[]): number[] {
  const shared = kernelMemory(offset + frame.size + offset, execution);
  const memory = shared.doubles.fill(1234.5);
  memory.set(initial, offset);
  compileKernel(schedule("random", frame, program), shared)(offset);
  expect(memory.subarray(0, offset).every((value) => value === 1234.5)).toBe(true);
  expect(memory.subarray(offset + frame.size).every((value) => value === 1234.5)).toBe(true);
  return [...memory.subarray(offset, offset + frame.size)];
}

/** The same by `evaluate` and the meaning of a store. */
function expected(program: readonly Output[], initial: readonly number[]): number[] {
  const values = Object.fromEntries(symbolNames.map((name) => [name, initial[frame.slot(name)]!]));
  const results = evaluate(
    program.map(({ expression }) => expression),
    values,
  );
  const slots = [...initial];
  program.forEach(({ slot, accumulate, expression }, k) => {
    const at = frame.slot(slot);
    // Adding the constant 0 is left out, which a sum of −0 and 0 would tell.
    if (accumulate === true && expression.op === "constant" && expression.value === 0) return;
    slots[at] = accumulate === true ? slots[at]! + results[k]! : results[k]!;
  });
  return slots;
}

function sameBits(actual: readonly number[], wanted: readonly number[]): boolean {
  return actual.length === wanted.length && actual.every((value, k) => Object.is(value, wanted[k]));
}

/** Up to five outputs of the last nodes of a graph: to outputs, to what is read, and adding to both. */
function programs(nodes: (graph: Parameters<typeof plainNodes>[0]) => Expr[]): fc.Arbitrary<Output[]> {
  const target = fc.record({
    slot: fc.constantFrom(...symbolNames, ...outputs),
    accumulate: fc.boolean(),
    back: fc.nat(5),
  });
  return fc
    .tuple(arbitraryGraph(appliedOps, anyNumber), fc.array(target, { minLength: 1, maxLength: 5 }))
    .map(([graph, targets]) => {
      const all = nodes(graph);
      return targets.map(({ slot, accumulate, back }) => ({
        slot,
        accumulate,
        expression: all[Math.max(0, all.length - 1 - back)]!,
      }));
    });
}

describe.each(executions)("%s", (execution) => {
  it.each([
    ["as they stand", plainNodes],
    ["simplified", simplifiedNodes],
  ] as const)("has the bits of evaluate on random graphs, %s", (_, nodes) => {
    fc.assert(
      fc.property(programs(nodes), anyFrame, (program, initial) => {
        const [actual, wanted] = [run(execution, program, initial), expected(program, initial)];
        if (!sameBits(actual, wanted)) expect(actual).toEqual(wanted);
      }),
      { numRuns: 800 },
    );
  });

  it("has the bits of the scalar table for every operation and every pair of special numbers", () => {
    const special = [Number.NaN, 0, -0, 1, -1, 0.5, -2, 3, Infinity, -Infinity, 5e-324, 1e308, -745.2, 709.9];
    for (const op of appliedOps) {
      // Leaves are the number 7 and the symbols v, i, tau_mem, g_e, so that picks 3, 2, 1 are v, i, tau_mem.
      const nodes = plainNodes({ numbers: [7], instructions: [{ op, picks: [3, 2, 1] }] });
      const program: Output[] = [{ slot: "out0", expression: nodes.at(-1)! }];
      for (const v of special) {
        for (const i of special) {
          for (const third of [0, -3]) {
            const initial = [v, i, third, 0, 0, 0, 0];
            const [actual, wanted] = [run(execution, program, initial), expected(program, initial)];
            expect(sameBits(actual, wanted), `${op}(${v}, ${i}, ${third})`).toBe(true);
          }
        }
      }
    }
  });

  it("keeps its bits when it has run so often that the engine recompiles it", () => {
    const ops = appliedOps.map((op, k) => ({ op, picks: [3 + (k % 4), 5, 7] as const }));
    const nodes = plainNodes({ numbers: [0.7], instructions: ops });
    const program: Output[] = nodes.slice(-24).map((expression, k) => ({
      slot: outputs[k % 3]!,
      expression,
      accumulate: k >= 3,
    }));
    const shared = kernelMemory(frame.size, execution);
    const memory = shared.doubles;
    const kernel = compileKernel(schedule("hot", frame, program), shared);
    for (let run = 0; run < 20_000; run++) {
      const initial = Float64Array.from({ length: frame.size }, (_, k) => ((run * (k + 3)) % 997) / 499 - 1);
      memory.set(initial);
      kernel(0);
      if (run % 50 === 49) expect(sameBits([...memory], expected(program, [...initial]))).toBe(true);
    }
  });
});
