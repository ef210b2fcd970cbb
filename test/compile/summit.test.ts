/** The largest value of an event function in a step of an exact flow, against many of its values there. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bernsteinSlot,
  eventEndSlot,
  eventMarginSlot,
  eventPeakSlot,
  guessSlot,
  summitSlot,
} from "../../src/compile/slots.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { number } from "../support/arbitrary-network.ts";
import { defaultsOf, oneFrame } from "../support/one-frame.ts";

/** Both states in the threshold, a bias, and one state of each sign of coupling. */
const mixed = defineNeuron({
  name: "mixed",
  state: { v: {}, i: {} },
  parameters: { tauMem: 20, tauSyn: 5, bias: 0, gain: 1, share: 0, th: 1 },
  dynamics: "di/dt = (bias - i) / tauSyn\ndv/dt = (gain * i + bias - v) / tauMem",
  spike: { when: "v + share * i - th", reset: { v: "0" } },
});

const single = defineNeuron({
  name: "single",
  state: { v: {} },
  parameters: { tauMem: 20, bias: 0, th: 1 },
  dynamics: "dv/dt = (bias - v) / tauMem",
  spike: { when: "v - th", reset: { v: "0" } },
});

const of = (dynamics: string, state: readonly string[], more: Partial<NeuronDefinition> = {}): NeuronModel =>
  defineNeuron({
    name: "other",
    state: Object.fromEntries(state.map((name) => [name, {}])),
    parameters: { th: 1 },
    dynamics,
    spike: { when: "v - th", reset: { v: "0" } },
    ...more,
  });
const currents = "di/dt = -i / 5\ndv/dt = (i - v) / 20";
const others = {
  moving: of(currents, ["v", "i"], { spike: { when: "v - th - 0.01 * t", reset: { v: "0" } } }),
  jumping: of(currents, ["v", "i"], {
    discrete: { n: {} },
    spike: { when: "v - th * (1 + n)", reset: { v: "0", n: "n + 1" } },
  }),
  twoSynapses: of("de/dt = -e / 5\ndi/dt = -i / 9\ndv/dt = (e - i - v) / 20", ["v", "e", "i"]),
  pair: of("dw/dt = (v - w) / 100\ndv/dt = (-v - w) / 20", ["v", "w"]),
  signalled: of("dv/dt = (drive - v) / 20", ["v"], { signals: ["drive"] }),
};

const slotsOf = (model: NeuronModel) => {
  const { name } = model.events[0]!;
  return [
    eventPeakSlot(name),
    eventMarginSlot(name),
    summitSlot(name),
    guessSlot(name),
    bernsteinSlot(name, 0),
  ] as const;
};

function look(model: NeuronModel) {
  const frame = oneFrame(model, exactFlow);
  const end = eventEndSlot(model.events[0]!.name);
  return (values: Readonly<Record<string, number>>, h: number) => {
    frame.write({ ...defaultsOf(model), t: 0, $rest: 0, ...values, $h: h });
    frame.kernels.step(0);
    frame.kernels.summit[0]!(0);
    const [peak, margin, share, guess, start] = frame.read(slotsOf(model));
    const at = (elapsed: number): number => {
      frame.write({ $h: elapsed });
      frame.kernels.step(0);
      return frame.read([end])[0]!;
    };
    return { peak: peak!, margin: margin!, share: share!, guess: guess!, start: start!, at };
  };
}

const cases = fc.record({
  v: number(-2, 2),
  i: number(-3, 3),
  bias: number(-1, 1.5),
  gain: fc.oneof(fc.constant(1), number(-2, 2)),
  share: fc.oneof(fc.constant(0), number(-0.5, 0.5)),
  tauMem: number(1, 40),
  // Equal to that of the membrane, or next to it, or not.
  ratio: fc.oneof(fc.constant(1), number(1 - 1e-8, 1 + 1e-8), number(0.05, 3)),
  th: number(-1, 1.5),
  h: fc.oneof(number(1e-6, 1), number(1, 300)),
});

describe("the summit of an event function", () => {
  it("is above all of its values, and one of them", () => {
    const inspect = look(mixed);
    let inside = 0;
    fc.assert(
      fc.property(cases, ({ ratio, h, ...values }) => {
        const tauSyn = ratio * values.tauMem;
        const { peak, margin, share, start, at } = inspect({ ...values, tauSyn }, h);
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThanOrEqual(1);
        const values200 = Array.from({ length: 201 }, (_, k) => at((h * k) / 200));
        expect(Math.abs(values200[0]! - start)).toBeLessThanOrEqual(margin);
        expect(Math.max(...values200)).toBeLessThanOrEqual(peak + margin);
        const top = Math.max(values200[0]!, values200[200]!, at(share * h));
        expect(Math.abs(top - peak)).toBeLessThanOrEqual(margin);
        if (share === 1) return;
        inside++;
        // Nearer to the maximum than the values above: next to it on either side the function is not higher.
        for (const step of [1e-2, 1e-4, 1e-6]) {
          expect(at(share * h * (1 - step))).toBeLessThanOrEqual(peak + margin);
          expect(at(Math.min(1, share * (1 + step)) * h)).toBeLessThanOrEqual(peak + margin);
        }
      }),
      { numRuns: 2000 },
    );
    expect(inside).toBeGreaterThan(300);
  });

  it("tells of a crossing where it is, to within a few per cent where nothing is far", () => {
    const inspect = look(mixed);
    let crossings = 0;
    fc.assert(
      fc.property(cases, number(0.1, 1), number(0.5, 2), ({ ratio: _, h: _h, ...values }, part, ratio) => {
        const h = part * values.tauMem;
        const { peak, margin, share, guess, start, at } = inspect(
          { ...values, tauSyn: ratio * values.tauMem },
          h,
        );
        if (!(start < -margin && peak > 0.05)) return;
        crossings++;
        let [low, high] = [0, share * h];
        for (let k = 0; k < 60; k++) {
          const middle = 0.5 * (low + high);
          if (at(middle) < 0) low = middle;
          else high = middle;
        }
        expect(Math.abs(guess * h - high)).toBeLessThan(0.05 * share * h);
      }),
      { numRuns: 2000 },
    );
    expect(crossings).toBeGreaterThan(100);
  });

  it("of one state alone is at an end, and its crossing known", () => {
    const inspect = look(single);
    // (1.5 − 0.5 e^{−t/20}) = 1.2 … at t = 20 log(0.5/0.3) from v = 1.
    const { peak, share, guess } = inspect({ v: 1, bias: 1.5, th: 1.2 }, 100);
    expect(share).toBe(1);
    expect(Math.abs(peak - (0.3 - 0.5 * Math.exp(-5)))).toBeLessThan(1e-15);
    expect(Math.abs(guess * 100 - 20 * Math.log(5 / 3))).toBeLessThan(1e-13);
  });

  it.each([
    ["lif", lif, true],
    ["a bias, and both states in the threshold", mixed, true],
    ["one state", single, true],
    ["a threshold that moves", others.moving, false],
    ["a threshold that jumps", others.jumping, true],
    ["two synapses of their own", others.twoSynapses, false],
    ["a pair", others.pair, false],
    ["a signal", others.signalled, false],
  ] as const)("of %s is known: %s", (_, model, isKnown) => {
    expect(oneFrame(model, exactFlow).kernels.summit[0] !== undefined).toBe(isKnown);
    expect(oneFrame(model, tsitouras54).kernels.summit[0]).toBeUndefined();
  });
});
