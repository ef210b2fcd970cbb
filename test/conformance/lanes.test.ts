/** A program on two frames at once gives both the bits that it gives each of them alone. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { allowsLanes } from "../../src/codegen/execution.ts";
import { frameOf } from "../../src/codegen/frame.ts";
import { compileKernel } from "../../src/codegen/kernel.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { type Output, type Program, schedule } from "../../src/codegen/program.ts";
import { hasLanes } from "../../src/codegen/wasm-program.ts";
import { statements } from "../../src/codegen/wasm-statements.ts";
import { local } from "../../src/codegen/wasm-terms.ts";
import { instantiateRoutine } from "../../src/codegen/webassembly.ts";
import type { AppliedOp } from "../../src/expr/op.ts";
import {
  appliedOps,
  arbitraryGraph,
  plainNodes,
  simplifiedNodes,
  symbolNames,
} from "../support/arbitrary-expr.ts";

const outputs = ["out0", "out1", "out2"] as const;
const frame = frameOf([...symbolNames, ...outputs]);
const { size } = frame;
const special = [
  Number.NaN,
  0,
  -0,
  1,
  -1,
  0.5,
  -2,
  3,
  Infinity,
  -Infinity,
  5e-324,
  1e308,
  -745.2,
  709.9,
  1e6,
];
const anyNumber = fc.oneof(
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.double(),
  fc.constantFrom(...special),
);
const anyFrame = fc.array(anyNumber, { minLength: size, maxLength: size });

/** Two frames of a memory after a program, in lanes and one by one. */
interface Executions {
  together(frames: readonly (readonly number[])[]): number[];
  alone(frames: readonly (readonly number[])[]): number[];
}

/**
 * @param moved    slots that lie in variables while the program runs
 * @param isApart  whether it has a function of its own
 */
function executionsOf(program: Program, moved: readonly number[] = [], isApart = false): Executions {
  const memory = kernelMemory(3 * size, "webassembly");
  const { doubles } = memory;
  const pair = instantiateRoutine(
    [program],
    (body, _, runPair) => {
      const s = statements(body);
      const other = body.take("i32");
      local(0)(body);
      body.i32(16 * size);
      body.op("i32.add");
      body.set(other);
      const places = new Map(moved.map((slot) => [slot, s.variable("v128")] as const));
      expect(hasLanes(program)).toBe(true);
      runPair(program, other, moved.length > 0 ? places : undefined);
    },
    memory,
    isApart ? [program] : [],
  )!;
  const one = compileKernel(program, memory);
  const after = (frames: readonly (readonly number[])[], run: () => void): number[] => {
    doubles.fill(1234.5);
    frames.forEach((values, k) => {
      doubles.set(values, 2 * k * size);
    });
    run();
    return [...doubles];
  };
  return {
    together: (frames) => after(frames, () => pair(0)),
    alone: (frames) =>
      after(frames, () => {
        one(0);
        one(2 * size);
      }),
  };
}

function single(op: AppliedOp): Output[] {
  // Leaves are the number 7 and the symbols v, i, tau_mem, g_e, so that picks 3, 2, 1 are v, i, tau_mem.
  const nodes = plainNodes({ numbers: [7], instructions: [{ op, picks: [3, 2, 1] }] });
  return [{ slot: "out0", expression: nodes.at(-1)! }];
}

it("this environment has lanes", () => {
  expect(allowsLanes()).toBe(true);
});

it("adds to each frame its own", () => {
  const { together } = executionsOf(schedule("sum", frame, single("add")));
  const rest = Array<number>(size - 2).fill(0);
  const [v, i, out] = [frame.slot("v"), frame.slot("i"), frame.slot("out0")];
  const values = together([
    [1, 10, ...rest],
    [2, 20, ...rest],
  ]);
  expect([v, i]).toEqual([0, 1]);
  expect([values[out], values[2 * size + out]]).toEqual([11, 22]);
});

it("has the bits of every operation for every pair of special numbers, beside another pair", () => {
  for (const op of appliedOps) {
    const { together, alone } = executionsOf(schedule("single", frame, single(op)));
    const rest = Array<number>(size - 3).fill(0);
    const pairs = special.flatMap((v) => special.map((i) => [v, i, v > 0 ? -3 : 0, ...rest]));
    for (let k = 0; k < pairs.length; k++) {
      // Beside an ordinary pair, and beside one that is not.
      for (const beside of [[0.3, 0.7, 0, ...rest], pairs[(7 * k + 1) % pairs.length]!]) {
        for (const frames of [
          [pairs[k]!, beside],
          [beside, pairs[k]!],
        ])
          expect(together(frames), `${op}(${frames})`).toEqual(alone(frames));
      }
    }
  }
});

it.each([
  ["as they stand", plainNodes],
  ["simplified", simplifiedNodes],
] as const)("has the bits of random graphs, %s, whatever they overwrite and add to", (_, nodes) => {
  const target = fc.record({
    slot: fc.constantFrom(...symbolNames, ...outputs),
    accumulate: fc.boolean(),
    back: fc.nat(5),
  });
  const programs = fc
    .tuple(arbitraryGraph(appliedOps, anyNumber), fc.array(target, { minLength: 1, maxLength: 5 }))
    .map(([graph, targets]) => {
      const all = nodes(graph);
      const chosen = targets.map(({ slot, accumulate, back }) => ({
        slot,
        accumulate,
        expression: all[Math.max(0, all.length - 1 - back)]!,
      }));
      return schedule("random", frame, chosen);
    });
  fc.assert(
    fc.property(programs, anyFrame, anyFrame, fc.boolean(), (program, first, second, isApart) => {
      const { together, alone } = executionsOf(program, [], isApart);
      for (const frames of [
        [first, second],
        [second, first],
      ])
        expect(together(frames)).toEqual(alone(frames));
    }),
    { numRuns: 800 },
  );
});

it("reads and writes variables in the place of slots", () => {
  const program = schedule("moved", frame, [
    { slot: "out0", expression: single("cos")[0]!.expression, accumulate: true },
    { slot: "v", expression: single("add")[0]!.expression },
  ]);
  const moved = ["v", "out1"].map((name) => frame.slot(name));
  const { together } = executionsOf(program, moved);
  const values = together([Array<number>(size).fill(1), Array<number>(size).fill(2)]);
  // v is a variable, at first 0: cos 0 is added to what is there, and v itself stays as it was.
  expect([values[frame.slot("out0")], values[2 * size + frame.slot("out0")]]).toEqual([2, 3]);
  expect([values[frame.slot("v")], values[2 * size + frame.slot("v")]]).toEqual([1, 2]);
});
