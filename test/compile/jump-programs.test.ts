import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileKernel } from "../../src/codegen/kernel.ts";
import {
  effectsOf,
  initialJump,
  inputJump,
  jumpPullbackProgram,
  jumpTangentProgram,
  resetJump,
} from "../../src/compile/jump-programs.ts";
import { barSlot, channelsOf, dotSlot, eventValueSlot } from "../../src/compile/slots.ts";
import { switchedModel } from "../../src/compile/switches.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { defaultsOf, evaluateAt, richModel as model, oneFrame, type Values } from "../support/one-frame.ts";

const cell = oneFrame(model, tsitouras54);
const { frame } = cell.programs;
const states = model.states.map(({ name }) => name);
const channels = channelsOf(model);
const parameters = [...model.parameters.map(({ name }) => name), "initial.w", "initial.count"];
const names = [...states, "t", ...channels, ...parameters, ...model.signals];

const anyValue = fc.double({ min: -2, max: 2, noNaN: true });
const anyFrame: fc.Arbitrary<Values> = fc.record(Object.fromEntries(names.map((name) => [name, anyValue])));
const directions = fc.array(anyValue, { minLength: names.length + 3, maxLength: names.length + 3 });

describe("what happens at an instant", () => {
  it("the initial state is what the model and its numbers say", () => {
    cell.write({ ...defaultsOf(model), vReset: -0.7, "initial.w": 0.25 });
    cell.kernels.initial(0);
    expect(cell.read(states)).toEqual([-0.7, 0.25, 1]);
  });

  it("every right-hand side of a reset sees the values before it", () => {
    cell.write({ ...defaultsOf(model), v: 3, w: 1, count: 5, t: 0, drive: 0, ramp: 0 });
    cell.kernels.reset[0]!(0);
    expect(cell.read(states)).toEqual([-0.5, 1 + 0.4 * 3, 6]);
  });

  it("every right-hand side of an arrival sees the values before it", () => {
    cell.write({ v: 2, w: 3, count: 1, t: 0, drive: 0.5, pull: 4, gain: 10 });
    cell.kernels.input[1]!(0);
    expect(cell.read(states)).toEqual([2 - 4 * 3, 3 + 4 * 10 * 0.5, 1]);
  });

  it("event values are those of the event functions, one for each direction of `either`", () => {
    const values = { ...defaultsOf(model), v: 2, w: 3, count: 1, t: 1, drive: 0.5, ramp: 0.25 };
    cell.write(values);
    cell.kernels.eventValues(0);
    const wanted = evaluateAt(
      model,
      model.events.map(({ when }) => when),
      values,
      [2, 3, 1],
    );
    expect(cell.read(model.events.map(({ name }) => eventValueSlot(name)))).toEqual(wanted);
    expect(wanted[1]).toBe(-wanted[2]!);
  });
});

const jumps = [
  initialJump(model),
  ...model.events.map((_, e) => resetJump(model, e)),
  ...model.ports.map((_, port) => inputJump(model, port)),
];

describe.each(jumps.map((jump, k) => [`${jump.name} ${k}`, jump] as const))(
  "derivatives of %s",
  (_, jump) => {
    const pullback = compileKernel(jumpPullbackProgram(model, frame, jump, parameters), cell.kernelMemory);
    const tangent = compileKernel(jumpTangentProgram(model, frame, jump, parameters), cell.kernelMemory);
    const own = [...states, "t", ...jump.channels, ...parameters, ...model.signals];

    it("forwards and backwards are transposes", () => {
      fc.assert(
        fc.property(anyFrame, directions, (values, random) => {
          const dots = Object.fromEntries(names.map((name, k) => [name, random[k]!]));
          const bars = random.slice(names.length);
          cell.write(values);
          for (const name of names) cell.write({ [barSlot(name)]: 0, [dotSlot(name)]: dots[name]! });
          states.forEach((name, i) => {
            cell.write({ [barSlot(name)]: bars[i]! });
          });
          pullback(0);
          const pulled = cell.read(own.map(barSlot)).map((bar, k) => bar * dots[own[k]!]!);
          tangent(0);
          const pushed = cell.read(states.map(dotSlot)).map((dot, i) => dot * bars[i]!);
          const sum = (terms: readonly number[]): number => terms.reduce((a, b) => a + b, 0);
          const size = sum([...pulled, ...pushed].map(Math.abs));
          expect(Math.abs(sum(pulled) - sum(pushed))).toBeLessThanOrEqual(1e-14 * size + 1e-300);
        }),
      );
    });

    it("replaces the bars of states, time and channels and adds to those of parameters and signals", () => {
      cell.write({ ...Object.fromEntries(names.map((name) => [name, 0.5])) });
      for (const name of names) cell.write({ [barSlot(name)]: 1000 });
      for (const name of states) cell.write({ [barSlot(name)]: 1 });
      pullback(0);
      for (const name of [...states, "t", ...jump.channels]) {
        expect(Math.abs(cell.read([barSlot(name)])[0]!), name).toBeLessThan(100);
      }
      for (const name of [...parameters, ...model.signals]) {
        expect(Math.abs(cell.read([barSlot(name)])[0]! - 1000), name).toBeLessThan(100);
      }
    });

    it("leaves the bars of parameters alone that are not wanted", () => {
      const some = compileKernel(jumpPullbackProgram(model, frame, jump, []), cell.kernelMemory);
      for (const name of parameters) cell.write({ [barSlot(name)]: 1000 });
      some(0);
      expect(cell.read(parameters.map(barSlot))).toEqual(parameters.map(() => 1000));
    });
  },
);

describe("effectsOf", () => {
  it("says which event functions depend on a state that the jump writes", () => {
    // Events: spike (v), turn and its opposite (v, w), line (v, w).
    expect(effectsOf(switchedModel(model), resetJump(model, 0)).touches).toEqual([true, true, true, true]);
    expect(effectsOf(switchedModel(model), resetJump(model, 1)).touches).toEqual([false, true, true, true]);
    expect(effectsOf(switchedModel(model), resetJump(model, 3)).touches).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(effectsOf(switchedModel(model), inputJump(model, 0)).touches).toEqual([true, true, true, true]);
  });

  it("agrees with the model on which events may repeat at one instant", () => {
    model.events.forEach(({ repeats }, e) => {
      expect(effectsOf(switchedModel(model), resetJump(model, e)).touches[e]).toBe(repeats);
    });
  });
});
