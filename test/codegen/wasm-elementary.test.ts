/** log, log1p, pow, sin, cos, tan and atan inline: the bits of the functions, without calling them in plain ranges. */
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { frameOf } from "../../src/codegen/frame.ts";
import { compileKernel } from "../../src/codegen/kernel.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { type Program, schedule } from "../../src/codegen/program.ts";
import { emitWebAssembly } from "../../src/codegen/webassembly.ts";
import { apply, symbol } from "../../src/expr/node.ts";
import { scalar } from "../../src/expr/op.ts";

const frame = frameOf(["x", "y", "out", "second"]);
const [x, y] = [symbol("x"), symbol("y")];
const ops = ["log", "log1p", "sin", "cos", "tan", "atan", "pow"] as const;

const number = fc.oneof(
  fc.double(),
  fc.double({ min: -4, max: 4, noNaN: true }),
  fc.double({ min: 0.98, max: 1.02, noNaN: true }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constantFrom(0, -0, 1, -1, 2, -3, 32, 1 / 32, 800_000, 800_001, 2.2250738585072014e-308, 5e-324),
  fc.constantFrom(2 ** 60, 2 ** 61, Infinity, -Infinity, Number.NaN, 1.7976931348623157e308),
);

function runner(program: Program): (a: number, b: number) => Float64Array {
  const memory = kernelMemory(frame.size, "webassembly");
  const kernel = compileKernel(program, memory);
  return (a, b) => {
    memory.doubles[0] = a;
    memory.doubles[1] = b;
    kernel(0);
    return memory.doubles;
  };
}

afterEach(() => vi.restoreAllMocks());

describe.each(ops)("%s inline", (op) => {
  const program = schedule(op, frame, [{ slot: "out", expression: apply(op, op === "pow" ? [x, y] : [x]) }]);

  it("has the bits of the function", () => {
    const inline = runner(program);
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [actual, wanted] = [inline(a, b)[2], scalar[op](a, b, 0)];
        if (!Object.is(actual, wanted)) expect(actual, `${op}(${a}, ${b})`).toBe(wanted);
      }),
      { numRuns: 50_000 },
    );
  });

  it("does not call it in its ordinary range", () => {
    const calls = vi.spyOn(scalar, op).mockImplementation(() => Number.NaN);
    const inline = runner(program);
    for (const a of [1e-200, 0.3, 1, 3, 700_000]) expect(inline(a, 1.25)[2]).not.toBeNaN();
    expect(calls).not.toHaveBeenCalled();
  });
});

describe("sine and cosine of one angle", () => {
  const [sine, cosine] = [apply("sin", [x]), apply("cos", [x])];
  const pair = (first: typeof sine, second: typeof sine): Program =>
    schedule("pair", frame, [
      { slot: "out", expression: first },
      { slot: "second", expression: second },
    ]);

  it("have the bits of either, whichever comes first", () => {
    const [there, back] = [runner(pair(sine, cosine)), runner(pair(cosine, sine))];
    fc.assert(
      fc.property(number, (a) => {
        const wanted = [scalar.sin(a, 0, 0), scalar.cos(a, 0, 0)];
        const [forward, backward] = [there(a, 0), back(a, 0)];
        expect(Object.is(forward[2], wanted[0]) && Object.is(forward[3], wanted[1])).toBe(true);
        expect(Object.is(backward[2], wanted[1]) && Object.is(backward[3], wanted[0])).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it("share their reduction: the pair takes fewer bytes than two angles do", () => {
    const apart = pair(sine, apply("cos", [y]));
    expect(emitWebAssembly(pair(sine, cosine))!.length).toBeLessThan(0.8 * emitWebAssembly(apart)!.length);
  });

  it("shares nothing where the angles differ, and pairs each sine once", () => {
    const inner = apply("cos", [sine]);
    const program = schedule("nest", frame, [
      { slot: "out", expression: apply("add", [inner, apply("mul", [cosine, sine])]) },
    ]);
    const run = runner(program);
    const [s, c] = [scalar.sin(0.7, 0, 0), scalar.cos(0.7, 0, 0)];
    expect(run(0.7, 0)[2]).toBe(scalar.cos(s, 0, 0) + c * s);
  });
});
