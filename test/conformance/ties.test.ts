/** Several things at exactly the same time: where both one-sided derivatives agree, that is the derivative. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { connect } from "../../src/network/connect.ts";
import type { Network } from "../../src/network/network.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { ObjectiveOptions } from "../../src/objective/objective.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { spikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import type { Input } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";

/** Both one-sided derivatives of a parameter's only value, each by two steps that have to agree; undefined if they do not. */
function oneSided(value: (shift: number) => number): number | undefined {
  const h = 1e-5;
  const middle = value(0);
  const slopes = [h, h / 2, -h, -h / 2].map((shift) => (value(shift) - middle) / shift);
  const size = 1 + Math.abs(slopes[0]!);
  // What is left of second order is h; kinks are far above it.
  return slopes.every((slope) => Math.abs(slope - slopes[0]!) < 2e-4 * size) ? slopes[0] : undefined;
}

function expectDerivatives(
  net: Network,
  options: ObjectiveOptions,
  input: Input,
  ids: readonly string[],
): number {
  const f = valueAndGradient(net, options);
  const parameters = net.initialParameters();
  const { gradient } = f(parameters, input, [0]);
  let decided = 0;
  for (const id of ids) {
    const slope = oneSided((shift) => {
      const moved = parameters.copy();
      moved.set(id, parameters.view(id)[0]! + shift);
      return f(moved, input, [0]).value;
    });
    if (slope === undefined) continue;
    decided++;
    expect(Math.abs(gradient.view(id)[0]! - slope), id).toBeLessThan(1e-3 * (1 + Math.abs(slope)));
  }
  return decided;
}

it("a spike that the first of two arrivals causes has the time of that one", () => {
  const soft = defineNeuron({
    name: "soft",
    state: { v: {} },
    dynamics: "dv/dt = -v / 10",
    spike: { when: "v - 1", reset: { v: "v - 1" } },
    input: { v: "v + weight" },
  });
  const net = network({
    populations: { a: source(1), b: source(1), cell: population(soft, 1) },
    projections: [
      connect("a", "cell", { weight: [[1.2]], delay: 1, name: "first" }),
      connect("b", "cell", { weight: [[0.1]], delay: 2, name: "second" }),
    ],
  });
  const terms = [{ readout: spikeTimes("cell", { count: 1 }), loss: meanSquaredError() }];
  const f = valueAndGradient(net, { terms, until: 20 });
  const { value, gradient } = f(net.initialParameters(), { a: [[2]], b: [[1]] }, [0]);
  expect(value).toBe(9);
  expect(gradient.view("first.delay")[0]).toBe(6);
  expect(gradient.view("second.delay")[0]).toBe(0);
});

it("a timer that is due when a spike starts it anew happens before", () => {
  const timed = defineNeuron({
    name: "timed",
    state: { v: {} },
    dynamics: "dv/dt = 0",
    spike: { when: "v - 1", reset: { v: "v - 1" }, after: { period: "1", event: "late" } },
    events: { late: { emits: true, reset: { v: "v + 0.25" } } },
    input: { v: "v + weight" },
  });
  const net = network({
    populations: { a: source(1), cell: population(timed, 1) },
    projections: [connect("a", "cell", { weight: 1.125 })],
  });
  const run = simulate(net, net.initialParameters(), { a: [[1, 2]] }, { until: 4 });
  expect(run.events("cell").map(({ event, time }) => [event, time])).toEqual([
    ["spike", 1],
    ["late", 2],
    ["spike", 2],
    ["late", 3],
  ]);
});

const half = (most: number) => fc.integer({ min: 1, max: most }).map((n) => n / 2);
const jump = (...maps: Record<string, string>[]) => fc.constantFrom(...maps);
const next = (event: string, period: string) => fc.constantFrom({}, { after: { period, event } });

/** Timers that start each other, guards, and an event of delta synapses; everything at multiples of half a millisecond. */
const tied = fc.record({
  guard: fc.constantFrom({}, { while: "f < 0.5" }),
  x: jump({ w: "w + 1" }, { w: "0.5 * w", f: "1 - f" }, { w: "w + 0.5", f: "1" }, { f: "0" }),
  y: jump({ w: "w - 0.3" }, { f: "1 - f", w: "w * w" }, { f: "0", w: "w + 0.1" }),
  afterX: next("y", "pb"),
  afterY: next("x", "pc"),
  periods: fc.tuple(half(8), half(8), half(8)),
  a: fc.uniqueArray(half(16), { minLength: 1, maxLength: 3 }),
  b: fc.uniqueArray(half(16), { minLength: 1, maxLength: 3 }),
  until: fc.constantFrom(9.25, 10),
});

it("timers, arrivals and what they cause, at the same times", () => {
  let decided = 0;
  fc.assert(
    fc.property(tied, ({ guard, x, y, afterX, afterY, periods: [pa, pb, pc], a, b, until }) => {
      const period = (value: number) => ({ unit: "ms", default: value });
      const model = defineNeuron({
        name: "tied",
        state: { w: { initial: 0.3 }, u: {} },
        discrete: { f: {} },
        parameters: { pa: period(pa), pb: period(pb), pc: period(pc) },
        dynamics: "dw/dt = -w / 6 + 0.1 * u * (f < 0.5 ? 1 : 0.3)\n du/dt = -u / 4",
        events: {
          x: { ...guard, emits: true, reset: x, ...afterX },
          y: { emits: true, reset: y, ...afterY },
          z: { when: "u > 1.5", emits: false, reset: { u: "u - 1", w: "w + 0.2" } },
        },
        input: {
          a: { map: { u: "u + weight" }, after: { period: "pa", event: "x" } },
          b: { map: { w: "w + weight" }, after: { period: "pb", event: "y" } },
        },
      });
      const net = network({
        populations: { a: source(1), b: source(1), cell: population(model, 1) },
        projections: [
          connect("a", "cell", { weight: 1, port: "a" }),
          connect("b", "cell", { weight: 0.7, port: "b" }),
        ],
        trainable: ["pa", "pb", "pc"],
      });
      const terms = [{ readout: stateAtTimes("cell", "w", [9.1]), loss: meanSquaredError() }];
      const options = { terms, until, rtol: 1e-10, atol: 1e-10 };
      decided += expectDerivatives(net, options, { a: [a], b: [b] }, ["cell.pa", "cell.pb", "cell.pc"]);
    }),
    { numRuns: 100 },
  );
  expect(decided).toBeGreaterThan(150);
});
