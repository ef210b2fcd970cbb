/** Steps that begin with what the step before them left: the bits of those that compute it. */
import { describe, expect, it } from "vitest";
import { interpret } from "../../src/codegen/interpreter.ts";
import type { Program } from "../../src/codegen/program.ts";
import { chainedStep } from "../../src/compile/chained-step.ts";
import { arrivingNames } from "../../src/compile/slots.ts";
import { stepMap } from "../../src/compile/step-maps.ts";
import { switchedModel } from "../../src/compile/switches.ts";
import { withoutSeries } from "../../src/compile/taylor-coefficients.ts";
import * as catalogue from "../../src/neurons/catalogue.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { qif } from "../../src/neurons/qif.ts";
import { isSeries, type Method } from "../../src/solvers/method.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor6, taylor8, taylor10 } from "../../src/solvers/taylor-series.ts";
import { defaultsOf, oneFrame } from "../support/one-frame.ts";

function chained(model: NeuronModel, method: Method) {
  const cell = oneFrame(model, method, "interpreter");
  const { frame, model: own } = cell.programs;
  const found = chainedStep(stepMap(model, method, "a test").map, frame);
  const states = own.states.map(({ name }) => name);
  const run = (program: Program): void => interpret(program, cell.memory)(0);
  return { cell, found, states, run };
}

const methods = {
  bogackiShampine32,
  tsitouras54,
  dormandPrince54,
  dormandPrince853,
  taylor6,
  taylor8,
  taylor10,
};

describe("a chained step", () => {
  it("begins with the derivatives at the state, and leaves those at its end", () => {
    const { cell, found, run } = chained(qif, tsitouras54);
    const rate = (phi: number, i: number): number => {
      const [c, s] = [Math.cos(Math.PI * phi), Math.sin(Math.PI * phi)];
      return (c * (c + s / Math.PI) + (s * s * i) / Math.PI ** 2) / 20;
    };
    cell.write({ ...defaultsOf(qif), phi: 0.4, i: 1.5, $h: 0.8, $rtol: 1e-6, $atol: 1e-6, $reach: 1 });
    run(found!.begin);
    // Roundings of a handful of terms below 1.
    expect(cell.read(["$carried.0"])[0]).toBeCloseTo(rate(0.4, 1.5), 15);
    expect(cell.read(["$carried.1"])[0]).toBeCloseTo(-1.5 / 5, 15);
    run(found!.step);
    const [phi, i] = cell.read(["$next.phi", "$next.i"]) as [number, number];
    expect(cell.read(["$carried.0"])[0]).toBeCloseTo(rate(phi, i), 15);
    expect(cell.read(["$carried.1"])[0]).toBeCloseTo(-i / 5, 15);
  });

  for (const [name, method] of Object.entries(methods)) {
    it(`has the bits of the step, and of the next, of every neuron: ${name}`, () => {
      let found = 0;
      for (const [what, model] of Object.entries(catalogue)) {
        if (isSeries(method) && withoutSeries(switchedModel(model)) !== undefined) continue;
        const own = chained(model, method);
        if (own.found === undefined) continue;
        found++;
        const slots = new Set(own.cell.programs.step().stores.map(({ slot }) => slot));
        const { cell, states, run } = own;
        cell.write({ ...defaultsOf(model), t: 3, $h: 0.05, $rtol: 1e-6, $atol: 1e-6, $reach: 1 });
        states.forEach((state, k) => {
          cell.write({ [state]: model.states[k]!.scale * (0.3 + 0.1 * k) });
        });
        run(own.found.begin);
        for (let step = 0; step < 5; step++) {
          run(own.found.step);
          const carried = cell.memory.slice();
          cell.kernels.step(0);
          for (const slot of slots) expect(carried[slot], `${what}, step ${step}`).toBe(cell.memory[slot]);
          states.forEach((state) => {
            cell.write({ [state]: cell.read([`$next.${state}`])[0]! });
          });
          run(own.found.begin);
          for (const { slot } of own.found.begin.stores)
            expect(carried[slot], `${what}, step ${step}`).toBe(cell.memory[slot]);
          // Something arrives at every port.
          model.ports.forEach((own, port) => {
            cell.write(Object.fromEntries(arrivingNames(own).map((name) => [name, 0.3])));
            cell.kernels.input[port]!(0);
          });
          run(own.found.beginAgain);
          const again = cell.memory.slice();
          run(own.found.begin);
          for (const { slot } of own.found.begin.stores)
            expect(again[slot], `${what}, after an arrival at step ${step}`).toBe(cell.memory[slot]);
        }
      }
      expect(found).toBeGreaterThan(isSeries(method) ? 4 : 5);
    });
  }

  it("leaves how long the next may be alone where the last stage is another", () => {
    const { cell, found } = chained(qif, heun);
    const slots = found!.begin.stores.map(({ slot }) => slot);
    expect(slots).toEqual([cell.programs.frame.slot("$stepCap")]);
  });

  it("leaves that where functions are shared in a call, of as many equal parts", () => {
    const names = Array.from({ length: 80 }, (_, k) => `v${k}`);
    const model = defineNeuron({
      name: "chain",
      state: Object.fromEntries(names.map((name) => [name, {}])),
      dynamics: names
        .map((name) => `d${name}/dt = exp(-${name}) - 1 / (2 + exp(${name} / 3)) - ${name}`)
        .join("\n"),
    });
    const { cell, found } = chained(model, tsitouras54);
    expect(found!.step.instructions.some(({ kind }) => kind === "call")).toBe(true);
    expect(found!.begin.stores.map(({ slot }) => slot)).toEqual([cell.programs.frame.slot("$stepCap")]);
  });

  it("is none where nothing is dear, and where time or signals tell the derivatives", () => {
    const of = (dynamics: string, signals: string[] = []) =>
      chained(defineNeuron({ name: "m", state: { v: {} }, signals, dynamics }), tsitouras54).found;
    expect(of("dv/dt = exp(-v)")).toBeDefined();
    expect(of("dv/dt = 1 - v^2")).toBeUndefined();
    expect(of("dv/dt = t * exp(-v)")).toBeUndefined();
    expect(of("dv/dt = x * exp(-v)", ["x"])).toBeUndefined();
  });
});
