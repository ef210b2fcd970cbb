/** Step programs against the step over numbers, and their derivatives against each other and differences. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Program } from "../../src/codegen/program.ts";
import { explicitStepMap } from "../../src/compile/explicit-step-map.ts";
import {
  barSlot,
  crossingRateSlot,
  dotSlot,
  eventEndSlot,
  neuronFrame,
  nextSlot,
  slopeSlot,
} from "../../src/compile/slots.ts";
import type { StepMap } from "../../src/compile/step-map.ts";
import { stepProgram, stepPullbackProgram } from "../../src/compile/step-programs.ts";
import { constant, symbol } from "../../src/expr/node.ts";
import { vjp } from "../../src/expr/vjp.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { numberAlgebra } from "../../src/numeric/algebra.ts";
import { weightedMaximumNorm } from "../../src/numeric/norm.ts";
import { explicitRungeKuttaStep } from "../../src/solvers/explicit-runge-kutta.ts";
import * as solvers from "../../src/solvers/index.ts";
import type { ButcherTableau } from "../../src/solvers/tableau.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { defaultsOf, evaluateAt, richModel as model, oneFrame, type Values } from "../support/one-frame.ts";

const tableaus = Object.values(solvers).filter(
  (value): value is ButcherTableau => typeof value === "object" && "solutionStages" in value,
);
const states = model.states.map(({ name }) => name);
const slopes = model.signals.map(slopeSlot);
const parameters = model.parameters.map(({ name }) => name);
/** Everything that a step is a function of. */
const inputs = [...states, "t", "$h", ...parameters, ...model.signals, ...slopes];
const tolerances = { $rtol: 1e-6, $atol: 1e-7 };

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 0, max: 1e6 })).map((n) => min + ((max - min) * n) / 1e6);

/** A frame in a region where the model is tame: every derivative of f is at most of size 1. */
const anyFrame: fc.Arbitrary<Values> = fc
  .record({
    v: number(-1, 1),
    w: number(-1, 1),
    count: number(0, 2),
    t: number(0, 10),
    $h: number(0.05, 0.8),
    tau: number(2, 6),
    vReset: number(-1, 0),
    vThreshold: number(0.5, 1),
    a: number(-1, 1),
    idle: number(-1, 1),
    drive: number(-1, 1),
    ramp: number(-1, 1),
    [slopeSlot("drive")]: number(-1, 1),
    [slopeSlot("ramp")]: number(-1, 1),
  })
  .map((values) => ({ ...defaultsOf(model), ...values, ...tolerances }));

const directions = fc.array(number(-1, 1), { minLength: inputs.length + 8, maxLength: inputs.length + 8 });

const stateOf = (frame: Values): number[] => states.map((name) => frame[name]!);

function numberStep(tableau: ButcherTableau, frame: Values) {
  return explicitRungeKuttaStep(
    numberAlgebra,
    tableau,
    (_, y, elapsed) => evaluateAt(model, model.derivatives, frame, y, elapsed),
    frame["t"]!,
    stateOf(frame),
    frame["$h"]!,
  );
}

const named = (names: readonly string[], slot: (name: string) => string, values: readonly number[]): Values =>
  Object.fromEntries(names.map((name, k) => [slot(name), values[k]!]));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, k) => sum + x * b[k]!, 0);

describe.each(tableaus)("a step of $name", (tableau) => {
  const cell = oneFrame(model, tableau);

  it("is the step over numbers", () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        cell.write(frame);
        cell.kernels.step(0);
        const { y1 } = numberStep(tableau, frame);
        // Other order of the same operations (reciprocals): some ten roundings per stage, seven stages.
        cell.read(states.map(nextSlot)).forEach((value, i) => {
          expect(Math.abs(value - y1[i]!)).toBeLessThan(3e-14);
        });
        expect(cell.read([nextSlot("count")])).toEqual([frame["count"]]);
        expect(cell.read(states)).toEqual(stateOf(frame));
      }),
      { numRuns: 40 },
    );
  });

  it("has at least the error of all states but the discrete ones in units of the tolerance, 0 without an estimate", () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        cell.write(frame);
        cell.kernels.step(0);
        const { y1, error, coarseError } = numberStep(tableau, frame);
        const [norm] = cell.read(["$errorNorm"]);
        if (error === undefined) {
          expect(norm).toBe(0);
          return;
        }
        const weighted = (values: readonly number[]): number =>
          weightedMaximumNorm(numberAlgebra, values.slice(0, 2), stateOf(frame), y1, {
            rtol: tolerances.$rtol,
            atol: [10 * tolerances.$atol, tolerances.$atol],
          });
        const fine = weighted(error);
        const coarse = coarseError === undefined ? 0 : weighted(coarseError);
        const wanted = fine ** 2 / Math.sqrt(fine ** 2 + 0.01 * coarse ** 2);
        // The error is a difference that loses digits: 1e-15 absolute over a tolerance of at least 1e-7. Event
        // functions that are not affine may add to it: event-error.test.ts.
        expect(norm!).toBeGreaterThan(wanted - 1e-7 - 1e-10 * wanted);
      }),
      { numRuns: 40 },
    );
  });

  it("gives event functions at its end, and locating adds the rate along the computed map", () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        model.events.forEach(({ name, when }, e) => {
          cell.write(frame);
          cell.kernels.step(0);
          const plain = cell.memory.slice();
          const [end] = cell.read([eventEndSlot(name)]);
          const wanted = evaluateAt(model, [when], frame, cell.read(states.map(nextSlot)), frame["$h"]);
          expect(Math.abs(end! - wanted[0]!)).toBeLessThan(1e-14);
          cell.kernels.locate[e]!(0);
          const [rate] = cell.read([crossingRateSlot(name)]);
          const slot = cell.programs.frame.slot(crossingRateSlot(name));
          cell.memory.forEach((value, k) => {
            if (k !== slot) expect(value).toBe(plain[k]);
          });
          const endAt = (h: number): number => {
            cell.write({ $h: h });
            cell.kernels.step(0);
            return cell.read([eventEndSlot(name)])[0]!;
          };
          const h = frame["$h"]!;
          // Third derivatives of size 10 give 1e-10·10/6, rounding 1e-15/1e-5.
          expect(Math.abs(rate! - (endAt(h + 1e-5) - endAt(h - 1e-5)) / 2e-5)).toBeLessThan(2e-9);
        });
      }),
      { numRuns: 10 },
    );
  });
});

describe("derivatives of a step", () => {
  const cell = oneFrame(model, tsitouras54);
  const tangents = cell.kernels.tangents();
  const pullbacks = cell.kernels.pullbacks(parameters);
  const added = [...parameters, ...model.signals, ...slopes];
  const clear = (): void =>
    cell.write(named([...states, "t", "$h", ...added], barSlot, new Array(99).fill(0)));

  it.each([
    ["of the controller", "step"],
    ["to a target time", "target"],
  ] as const)("forwards and backwards are transposes, for a step %s", (_, kind) => {
    fc.assert(
      fc.property(anyFrame, directions, (frame, random) => {
        const dots: Record<string, number> = Object.fromEntries(inputs.map((name, k) => [name, random[k]!]));
        if (kind === "step") dots["$h"] = 0;
        const bars = random.slice(inputs.length, inputs.length + states.length);
        cell.write(frame);
        clear();
        cell.write({
          ...named(states, barSlot, bars),
          ...named(
            inputs,
            dotSlot,
            inputs.map((name) => dots[name]!),
          ),
        });
        pullbacks[kind](0);
        const pulled = cell.read(inputs.map(barSlot));
        const terms = pulled.map((bar, k) => bar * dots[inputs[k]!]!);
        tangents.step(0);
        const forward = dot(bars, cell.read(states.map(dotSlot)));
        const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
        // A few hundred operations on both sides, each relative to the size of the terms.
        expect(Math.abs(forward - dot(terms, new Array(99).fill(1)))).toBeLessThan(1e-13 * (size + 1));
      }),
      { numRuns: 200 },
    );
  });

  it("agree with central differences in every input", () => {
    fc.assert(
      fc.property(anyFrame, directions, (frame, random) => {
        const bars = random.slice(0, states.length);
        cell.write(frame);
        clear();
        cell.write(named(states, barSlot, bars));
        pullbacks.target(0);
        const pulled = cell.read(inputs.map(barSlot));
        inputs.forEach((name, k) => {
          const value = (shift: number): number => {
            cell.write({ ...frame, [name]: frame[name]! + shift });
            cell.kernels.step(0);
            return dot(bars, cell.read(states.map(nextSlot)));
          };
          const central = (d: number): number => (value(d) - value(-d)) / (2 * d);
          const slope = (4 * central(1e-3) - central(2e-3)) / 3;
          // Fifth derivatives of size 100 give 4e-12·100/30, rounding 1e-15/1e-3.
          expect(Math.abs(pulled[k]! - slope), name).toBeLessThan(3e-11);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("only wanted parameters get cotangents, signals always do, and both are added to", () => {
    const some = cell.kernels.pullbacks(["a"]);
    const reset = Object.fromEntries(added.map((name) => [barSlot(name), 1000]));
    const [frame] = fc.sample(anyFrame, { numRuns: 1, seed: 1 });
    for (const kernel of [some.step, some.target, ...some.event]) {
      cell.write({ ...frame!, ...named(states, barSlot, [1, 1, 1]), ...reset, "$bar.$event": 1 });
      kernel(0);
      for (const name of parameters) {
        const [bar] = cell.read([barSlot(name)]);
        if (name === "a") expect(Math.abs(bar! - 1000)).toBeGreaterThan(1e-6);
        else expect(bar).toBe(1000);
      }
      for (const name of [...model.signals, ...slopes]) {
        const [bar] = cell.read([barSlot(name)]);
        expect(Math.abs(bar! - 1000), name).toBeLessThan(100);
      }
    }
  });
});

describe("a step to the root of an event", () => {
  const cell = oneFrame(model, tsitouras54);
  const tangents = cell.kernels.tangents();
  const pullbacks = cell.kernels.pullbacks(parameters);
  const others = inputs.filter((name) => name !== "$h");
  const added = [...parameters, ...model.signals, ...slopes];

  const pullEvent = (frame: Values, e: number, bars: readonly number[], timeBar: number): number[] => {
    cell.write({ ...frame, ...named(added, barSlot, new Array(99).fill(0)) });
    cell.write({ ...named(states, barSlot, bars), "$bar.$event": timeBar });
    pullbacks.event[e]!(0);
    return cell.read(others.map(barSlot));
  };
  /** The rate of event e, away from 0 where the event has no derivative. */
  const rateOf = (frame: Values, e: number): number => {
    cell.write(frame);
    cell.kernels.locate[e]!(0);
    return cell.read([crossingRateSlot(model.events[e]!.name)])[0]!;
  };

  it("is pulled back by the formula: μ = (t̄* + ȳ*·Φ_h)/D, v = ȳ* − μ g_y through Φ, −μ g_p and −μ g_t", () => {
    fc.assert(
      fc.property(anyFrame, directions, fc.nat(model.events.length - 1), (frame, random, e) => {
        fc.pre(Math.abs(rateOf(frame, e)) > 0.05);
        const { when } = model.events[e]!;
        const bars = random.slice(0, states.length);
        const timeBar = random[5]!;
        const actual = pullEvent(frame, e, bars, timeBar);

        cell.write({ ...frame, ...named(inputs, dotSlot, new Array(99).fill(0)), [dotSlot("$h")]: 1 });
        cell.kernels.step(0);
        const y1 = cell.read(states.map(nextSlot));
        tangents.step(0);
        const phiH = cell.read(states.map(dotSlot));
        const h = frame["$h"]!;
        const names = [...states, "t", ...parameters, ...model.signals];
        const gradient = evaluateAt(model, vjp([when], [constant(1)], names.map(symbol)), frame, y1, h);
        const g: Values = Object.fromEntries(names.map((name, k) => [name, gradient[k]!]));
        const gy = states.map((name) => g[name]!);
        const drift = model.signals.reduce((sum, s) => sum + g[s]! * frame[slopeSlot(s)]!, g["t"]!);
        const rate = dot(gy, phiH) + drift;
        const mu = (timeBar + dot(bars, phiH)) / rate;
        cell.write({ ...frame, ...named(added, barSlot, new Array(99).fill(0)) });
        cell.write(
          named(
            states,
            barSlot,
            bars.map((bar, i) => bar - mu * gy[i]!),
          ),
        );
        pullbacks.step(0);
        const wanted = cell.read(others.map(barSlot)).map((bar, k) => {
          const name = others[k]!;
          if (states.includes(name)) return bar;
          const signal = model.signals.find((s) => slopeSlot(s) === name);
          return bar - mu * (signal === undefined ? g[name]! : g[signal]! * h);
        });
        // Rounding of a few hundred operations on numbers of size |μ| ≤ 100.
        actual.forEach((bar, k) => {
          expect(Math.abs(bar - wanted[k]!), others[k]!).toBeLessThan(1e-13 * (10 + Math.abs(mu) * 10));
        });
      }),
      { numRuns: 200 },
    );
  });

  it("forwards and backwards are transposes, the moved time included", () => {
    fc.assert(
      fc.property(anyFrame, directions, fc.nat(model.events.length - 1), (frame, random, e) => {
        const rate = rateOf(frame, e);
        fc.pre(Math.abs(rate) > 0.05);
        const dots = random.slice(0, others.length);
        const bars = random.slice(others.length, others.length + states.length);
        const timeBar = random[others.length + states.length]!;
        const pulled = pullEvent(frame, e, bars, timeBar);
        // The sweep hands t̄* to the start of the step.
        pulled[others.indexOf("t")]! += timeBar;
        cell.write({ ...frame, ...named(others, dotSlot, dots) });
        tangents.event[e]!(0);
        const [stepDot] = cell.read([dotSlot("$h")]);
        const timeDot = dots[others.indexOf("t")]! + stepDot!;
        const forward = dot(bars, cell.read(states.map(dotSlot))) + timeBar * timeDot;
        expect(Math.abs(forward - dot(pulled, dots))).toBeLessThan(1e-12 * (1 + 1 / Math.abs(rate)));
      }),
      { numRuns: 200 },
    );
  });

  it("moves as the root does when it is located again after a change of any input", () => {
    let checked = 0;
    fc.assert(
      fc.property(anyFrame, (frame) => {
        const e = 0;
        const { name } = model.events[e]!;
        /** Newton on h ↦ g(Φ(h)). */
        const root = (at: Values): number => {
          let h = 0.5;
          for (let k = 0; k < 30; k++) {
            cell.write({ ...at, $h: h });
            cell.kernels.locate[e]!(0);
            const [g, rate] = cell.read([eventEndSlot(name), crossingRateSlot(name)]);
            h -= g! / rate!;
          }
          return h;
        };
        // Between start and end of a step of size 0.5, with room for the differences.
        const middle = { ...frame, $h: 0.5 };
        cell.write(middle);
        cell.kernels.locate[e]!(0);
        const [v1, rate] = cell.read([nextSlot("v"), crossingRateSlot(name)]);
        fc.pre(rate! > 0.1);
        const placed: Values = { ...middle, vThreshold: v1! };
        const bars = pullEvent(placed, e, [0, 0, 0], 1);
        // Newton's method is plain here: where the rate changes much nearby it may find another root.
        const moves = others.flatMap((input) =>
          [-2e-3, 2e-3].map((d) => root({ ...placed, [input]: placed[input]! + d })),
        );
        fc.pre(moves.every((h) => Math.abs(h - 0.5) < 0.1));
        others.forEach((input, k) => {
          const central = (d: number): number =>
            (root({ ...placed, [input]: placed[input]! + d }) -
              root({ ...placed, [input]: placed[input]! - d })) /
            (2 * d);
          const slope = (4 * central(1e-3) - central(2e-3)) / 3;
          const error = Math.abs(slope - central(1e-3));
          // The extrapolation gains h², here to 1e-6 of the correction it makes; rounding of the root 1e-15/D/1e-3.
          expect(Math.abs(bars[k]! - slope), input).toBeLessThan(1e-10 / rate! + 1e-2 * error);
        });
        checked++;
      }),
      { numRuns: 20 },
    );
    expect(checked).toBeGreaterThanOrEqual(20);
  });
});

describe("the stages of the dense output", () => {
  const frameOf = ({ graph, bernstein }: StepMap) => neuronFrame(graph.model, bernstein);

  it("are left out of the step of a model without events, and of every pullback", () => {
    // One sine a stage that is kept; k13 … k16 serve the dense output alone.
    const quiet = explicitStepMap(
      defineNeuron({ name: "quiet", state: { x: {} }, dynamics: "dx/dt = sin(x)" }),
      dormandPrince853,
    );
    const firing = explicitStepMap(
      defineNeuron({
        name: "firing",
        state: { x: {} },
        dynamics: "dx/dt = sin(x)",
        spike: { when: "x - 2", reset: { x: 0 } },
      }),
      dormandPrince853,
    );
    const sines = ({ instructions }: Program): number =>
      instructions.filter((instruction) => instruction.kind === "apply" && instruction.op === "sin").length;
    expect(sines(stepProgram(quiet, frameOf(quiet)))).toBe(12);
    expect(sines(stepProgram(firing, frameOf(firing)))).toBe(16);
    const [a, b] = [quiet, firing].map((map) => stepPullbackProgram(map.graph, frameOf(map), [], true));
    expect(a!.instructions.length).toBe(b!.instructions.length);
  });
});
