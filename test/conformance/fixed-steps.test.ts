/**
 * Steps of one size: nothing but what happens ends a step early, and what happens is what the computed map of
 * those steps says. The oracle is a loop of its own that scans every step densely.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { numberAlgebra } from "../../src/numeric/algebra.ts";
import { explicitRungeKuttaStep } from "../../src/solvers/explicit-runge-kutta.ts";
import type { ButcherTableau } from "../../src/solvers/tableau.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { euler } from "../../src/solvers/tableaus/euler.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { recordKind } from "../../src/tape/tape.ts";
import { run, times } from "../support/one-cell.ts";

const until = 12;

/** A driven, damped oscillator; an event is where u (or a curved function) rises through a level. */
interface Oscillator {
  readonly damping: number;
  readonly force: number;
  readonly level: number;
  readonly curved: boolean;
  readonly kick: number;
  readonly stepSize: number;
  readonly method: ButcherTableau;
}

const thousandths = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 1000 * min, max: 1000 * max }).map((value) => value / 1000);
const oscillators: fc.Arbitrary<Oscillator> = fc.record({
  damping: thousandths(0, 1),
  force: thousandths(0, 2),
  level: thousandths(-1, 1),
  curved: fc.boolean(),
  kick: thousandths(-1, 1),
  stepSize: thousandths(0.15, 1.3),
  method: fc.constantFrom(euler, heun, rk4, bogackiShampine32, tsitouras54),
});

const models = [false, true].map((curved) =>
  defineNeuron({
    name: "oscillator",
    state: { u: {}, w: { initial: 1 } },
    parameters: { damping: 0, force: 0, level: 0, kick: 0 },
    dynamics: "du/dt = w\n dw/dt = -u - damping * w + force * u * exp(-u^2)",
    spike: {
      when: curved ? "u + 0.2 * u * w - level" : "u - level",
      reset: { u: "u - 0.3", w: "w + kick" },
    },
  }),
);

function networkOf({ damping, force, level, curved, kick }: Oscillator) {
  const parameters = { damping, force, level, kick };
  return network({ populations: { cell: population(models[curved ? 1 : 0]!, 1, { parameters }) } });
}

/** Spike times, and how near the nearest doubtful value of g is to zero. */
function scan({ damping, force, level, curved, kick, stepSize, method }: Oscillator) {
  const field = (_: number, [u, w]: readonly number[]): number[] => [
    w!,
    -u! - damping * w! + force * u! * Math.exp(-(u! ** 2)),
  ];
  const g = ([u, w]: readonly number[]): number => u! + (curved ? 0.2 * u! * w! : 0) - level;
  const cells = 60;
  const found: number[] = [];
  let doubt = Number.POSITIVE_INFINITY;
  let y: readonly number[] = [0, 1];
  let t = 0;
  let armed = g(y) < 0;
  while (t < until && found.length < 60) {
    const size = Math.min(stepSize, until - t);
    const after = (h: number) => explicitRungeKuttaStep(numberAlgebra, method, field, t, y, h).y1;
    const value = (h: number): number => g(after(h));
    let [before, here] = [g(y), g(y)];
    let crossing = Number.NaN;
    for (let k = 1; k <= cells && Number.isNaN(crossing); k++) {
      const [low, high] = [(size * (k - 1)) / cells, (size * k) / cells];
      const next = value(high);
      // An extremum near zero, or a zero near an end of the step, may be seen differently.
      if ((here - before) * (next - here) <= 0) doubt = Math.min(doubt, Math.abs(here));
      if (k === 1 && found.length > 0) doubt = Math.min(doubt, Math.abs(here));
      if (k === cells) doubt = Math.min(doubt, Math.abs(next));
      if (armed && next >= 0) crossing = bisect(value, low, high);
      if (next < 0) armed = true;
      [before, here] = [here, next];
    }
    const h = Number.isNaN(crossing) ? size : crossing;
    y = after(h);
    t = h === until - t ? until : t + h;
    if (Number.isNaN(crossing)) continue;
    found.push(t);
    y = [y[0]! - 0.3, y[1]! + kick];
    armed = g(y) < 0;
    // A reset that does not clear the condition fires again at once: another matter.
    if (!armed) return { found, doubt: 0 };
  }
  return { found, doubt };
}

function bisect(value: (h: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (low + high);
    if (value(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

it("end where they should or where something happens, which is what a scan of the same steps says", () => {
  let events = 0;
  fc.assert(
    fc.property(oscillators, (oscillator) => {
      const { found, doubt } = scan(oscillator);
      fc.pre(doubt > 1e-5 && found.length < 60);
      const { stepSize, method } = oscillator;
      const result = run(networkOf(oscillator), {}, { until, stepSize, method });
      expect(times(result)).toHaveLength(found.length);
      times(result).forEach((time, k) => {
        expect(Math.abs(time - found[k]!)).toBeLessThan(1e-9);
      });
      const { kind, stepSize: sizes } = result.tape;
      for (let record = 0; record < kind.length; record++) {
        if (kind.data[record] === recordKind.step) expect(sizes.data[record]).toBe(stepSize);
      }
      events += found.length;
    }),
    { numRuns: 50 },
  );
  expect(events).toBeGreaterThan(75);
});
