import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { ModelError } from "../../src/errors.ts";
import {
  atMostOneSpike,
  connect,
  defineNeuron,
  hodgkinHuxley,
  lif,
  network,
  population,
  refractory,
  simulate,
  source,
  withIntegral,
} from "../../src/index.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import { networkFromDescription } from "../../src/io/network-from-description.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";

/** τ v' = I − v, θ = 1: from 0 it takes τ ln(I / (I − 1)). */
const driven = defineNeuron({
  name: "driven",
  state: { v: {}, x: { initial: 1 } },
  parameters: { tau: { default: 10, domain: "positive" }, current: 2 },
  dynamics: "dv/dt = (current - v) / tau \n dx/dt = -x / 5",
  spike: { when: "v - 1", reset: { v: 0 } },
  input: { v: "v + weight" },
});

const until = 40;
const options = { until, rtol: 1e-10, atol: 1e-10, samples: [{ population: "cell", times: [until] }] };

function alone(model: NeuronModel, parameters = {}) {
  const net = network({ populations: { cell: population(model, 1, { parameters }) } });
  return { net, run: simulate(net, net.initialParameters(), {}, options) };
}

/** An arrival starts an echo, which is sent. */
const echoing = defineNeuron({
  name: "echoing",
  state: { v: {} },
  dynamics: "dv/dt = -v / 10",
  spike: { when: "v - 1", reset: { v: 0 } },
  events: { echo: { emits: true } },
  input: { start: { map: {}, after: { period: "weight", event: "echo" } } },
});

function echoes(model: NeuronModel, weight: number, times: readonly number[]): readonly number[] {
  const net = network({
    populations: { in: source(1), cell: population(model, 1) },
    projections: [connect("in", "cell", { weight })],
  });
  return [...simulate(net, net.initialParameters(), { in: [times] }, { until: 20 }).spikeTimes("cell")[0]!];
}

describe("what a wrapped model sends by a timer", () => {
  const wrapped = refractory(echoing, { period: 3, blockInput: true, hold: ["v"] });

  it("is sent after its period, 0 included, and once in atMostOneSpike", () => {
    expect(echoes(echoing, 0, [1, 8])).toEqual([1, 8]);
    expect(echoes(wrapped, 0, [1, 8])).toEqual([1, 8]);
    expect(echoes(wrapped, 0.5, [1, 8])).toEqual([1.5, 8.5]);
    expect(echoes(atMostOneSpike(echoing), 0, [1, 8])).toEqual([1]);
  });

  it("is started by no arrival that is blocked, the one at its own time and one when it is long over included", () => {
    // The arrival at 2 comes before what is due then, and starts it anew.
    expect(echoes(wrapped, 1, [1, 2, 3.5, 9])).toEqual([3, 10]);
    expect(echoes(wrapped, 1, [1, 3, 9])).toEqual([2, 10]);
    expect(echoes(wrapped, 0, [1, 1, 3])).toEqual([1]);
  });

  it("of a negative period ends the run also in the refractory one", () => {
    const open = refractory(echoing, { period: 3, hold: ["v"] });
    expect(() => echoes(open, -1, [1])).toThrow(/negative-period.*"echo" for -1 ms/);
  });
});

describe("refractory", () => {
  it("spikes a period later, with the derivatives of that", () => {
    const { run } = alone(refractory(driven, { period: 3 }));
    const once = 10 * Math.log(2);
    const [times] = run.spikeTimes("cell");
    expect(times).toHaveLength(4);
    times!.forEach((time, k) => {
      // Tolerance: 1e-10 over a rate of 0.1 per ms, per spike.
      expect(Math.abs(time - (once + k * (once + 3)))).toBeLessThan(1e-8);
    });
    // The third spike: 3 times to threshold, two periods.
    const cotangents = zeroCotangents(run);
    cotangents.spikeTimes[run.spikeTrains("cell").records[2]!] = 1;
    const gradient = pullback(run, cotangents);
    expect(gradient.view("cell.tRef")[0]).toBeCloseTo(2, 8);
    expect(gradient.view("cell.tau")[0]).toBeCloseTo(3 * Math.log(2), 8);
    // d/dI ln(I/(I − 1)) = 1/I − 1/(I − 1)
    expect(gradient.view("cell.current")[0]).toBeCloseTo(3 * 10 * (1 / 2 - 1), 7);
  });

  it("a period of 0 is none, and has the right derivative", () => {
    const { run } = alone(refractory(driven, { period: 0 }));
    const plain = alone(driven).run;
    expect(run.spikeTimes("cell")[0]!.length).toBe(plain.spikeTimes("cell")[0]!.length);
    run.spikeTimes("cell")[0]!.forEach((time, k) => {
      expect(time).toBeCloseTo(plain.spikeTimes("cell")[0]![k]!, 8);
    });
    const cotangents = zeroCotangents(run);
    cotangents.spikeTimes[run.spikeTrains("cell").records[3]!] = 1;
    expect(pullback(run, cotangents).view("cell.tRef")[0]).toBeCloseTo(3, 8);
  });

  it("holds the membrane only, and does not count its timer as an event that was silent", () => {
    const { run } = alone(refractory(driven, { period: 3 }));
    const [v, x] = run.samples("cell").values;
    expect(x).toBeCloseTo(Math.exp(-until / 5), 9);
    const last = run.spikeTimes("cell")[0]!.at(-1)!;
    expect(v).toBeCloseTo(2 * (1 - Math.exp(-(until - last - 3) / 10)), 8);
    expect(run.statistics.neverArmed).toEqual([]);
  });

  it("an arrival in the period acts, or is lost", () => {
    const at = (blockInput: boolean, again = 2): readonly number[] => {
      const model = refractory(driven, { period: 3, blockInput });
      const net = network({
        populations: { in: source(1), cell: population(model, 1, { parameters: { current: 0 } }) },
        projections: [connect("in", "cell", { weight: 1.5 })],
      });
      // The first makes it spike; the second carries v over the threshold in the period.
      const run = simulate(net, net.initialParameters(), { in: [[1, again]] }, options);
      return [...run.spikeTimes("cell")[0]!];
    };
    expect(at(true)).toEqual([1]);
    // Arrivals come before timers: at the very end of the period it is lost, and an ulp behind that it is not.
    expect(at(true, 4)).toEqual([1]);
    expect(at(true, 4 + 2 ** -50)).toEqual([1, 4 + 2 ** -50]);
    const [first, second] = at(false);
    expect(first).toBe(1);
    // It is held at 1.5 until the period is over.
    expect(second).toBeCloseTo(4, 12);
  });

  describe("where no reset takes the condition away", () => {
    const spikes = (model: NeuronModel, parameters = {}): number[] => [
      ...alone(model, parameters).run.spikeTimes("cell")[0]!,
    ];
    const ramp = (direction: "rising" | "either") =>
      defineNeuron({
        name: "ramp",
        state: { v: {}, w: {} },
        dynamics: "dv/dt = 0.3 \n dw/dt = 0",
        spike: { when: "v > 1", direction },
      });

    it.each([0, 0.5, 5, 50])("what stays above spikes once, with a period of %d", (period) => {
      for (const hold of [[], ["w"]]) {
        const times = spikes(refractory(ramp("rising"), { period, hold }));
        expect(times).toHaveLength(1);
        expect(times[0]).toBeCloseTo(10 / 3, 9);
      }
    });

    it("a membrane that is held at its threshold, and one of several that are sent, are refused", () => {
      expect(() => refractory(ramp("rising"), { period: 1, hold: ["v"] })).toThrow(
        'refractory(ramp): hold keeps v where "spike" happens, and its reset sets nothing of that\n  Leave it out of hold, or reset it.',
      );
      expect(() => refractory(ramp("either"), { period: 1, hold: [] })).toThrow(
        'refractory(ramp): "spike" and "spike (falling)" are sent, and the reset of "spike" sets nothing of its condition\n  Send one, in one direction, or reset what the condition of each reads.',
      );
      const both = defineNeuron({
        name: "both",
        state: { v: {}, u: {} },
        dynamics: "dv/dt = 1 \n du/dt = 1",
        spike: { when: "v > 1", reset: { v: 0 } },
        events: { high: { when: "u > 2", emits: true } },
      });
      expect(() => refractory(both, { period: 1 })).toThrow(
        '"spike" and "high" are sent, and the reset of "high" sets nothing of its condition',
      );
    });

    it("an action potential longer than the period is one spike", () => {
      const own = { current: 10 };
      const plain = spikes(hodgkinHuxley, own);
      expect(plain.length).toBeGreaterThan(1);
      for (const period of [0, 0.5, 1]) {
        const model = refractory(hodgkinHuxley, { period, hold: [] });
        const times = spikes(model, own);
        expect(times).toHaveLength(plain.length);
        const read = networkFromDescription(
          describeNetwork(network({ populations: { cell: population(model, 1, { parameters: own }) } })),
        );
        const again = simulate(read, read.initialParameters(), {}, options).spikeTimes("cell")[0];
        expect([...again!]).toEqual(times);
        expect(spikes(withIntegral(model, { name: "slow", of: "1 / 1 ms" }), own)).toHaveLength(plain.length);
        // Steps end at the end of the period, too. Tolerance of the run: 1e-10 of 60 mV over a rise of 100 mV/ms.
        times.forEach((time, k) => {
          expect(Math.abs(time - plain[k]!)).toBeLessThan(1e-7);
        });
      }
    });

    it("what falls and rises in the period is not seen, and what does so after it is, with its gradient", () => {
      const wave = defineNeuron({
        name: "wave",
        state: { v: {} },
        parameters: { height: 0.5 },
        dynamics: "dv/dt = cos(t)",
        spike: { when: "v > height" },
      });
      const rises = [0, 1, 2, 3, 4, 5, 6].map((k) => Math.asin(0.5) + 2 * Math.PI * k);
      const near = (times: readonly number[], wanted: readonly (number | undefined)[]): void => {
        expect(times).toHaveLength(wanted.length);
        times.forEach((time, k) => {
          expect(time).toBeCloseTo(wanted[k]!, 8);
        });
      };
      near(spikes(refractory(wave, { period: 1, hold: [] })), rises);
      near(
        spikes(refractory(wave, { period: 7, hold: [] })),
        [0, 2, 4, 6].map((k) => rises[k]),
      );
      const { run } = alone(refractory(wave, { period: 7, hold: [] }));
      const cotangents = zeroCotangents(run);
      cotangents.spikeTimes[run.spikeTrains("cell").records[1]!] = 1;
      const gradient = pullback(run, cotangents);
      // sin t = height
      expect(gradient.view("cell.height")[0]).toBeCloseTo(1 / Math.cos(Math.asin(0.5)), 7);
      // One step ends at the end of the period, so that errors of steps, 1e-10, depend on it.
      expect(gradient.view("cell.tRef")[0]).toBeCloseTo(0, 8);
    });
  });

  it("is saved and read, and trained from a period of 0", () => {
    const model = refractory(lif, { period: 2 });
    const net = network({ populations: { cell: population(model, 2) }, trainable: ["tRef"] });
    expect(describeNetwork(networkFromDescription(describeNetwork(net)))).toEqual(describeNetwork(net));
  });

  it("says which names are taken, what is no state, and what sends nothing", () => {
    const twice = () => refractory(refractory(driven, { period: 1 }), { period: 1 });
    expect(twice).toThrow(ModelError);
    expect(twice).toThrow('refractory(driven): the model has "refractory" already');
    expect(() => refractory(driven, { period: 1, hold: ["V"] })).toThrow('Did you mean "v"?');
    expect(() => refractory(driven, {} as never)).toThrow("period is undefined");
    expect(() => refractory(driven, { period: -1 })).toThrow("period is -1");
    const silent = defineNeuron({ name: "silent", state: { v: {} }, dynamics: "dv/dt = -v" });
    expect(() => refractory(silent, { period: 1 })).toThrow("the model sends no event");
    expect(() => refractory(undefined as never, { period: 1 })).toThrow("is no neuron model");
  });
});

describe("atMostOneSpike", () => {
  it("spikes once, and goes on or stands still", () => {
    const on = alone(atMostOneSpike(driven)).run;
    const still = alone(atMostOneSpike(driven, { freeze: true })).run;
    for (const run of [on, still]) expect(run.spikeTimes("cell")[0]).toHaveLength(1);
    const once = 10 * Math.log(2);
    expect(on.samples("cell").values[0]).toBeCloseTo(2 * (1 - Math.exp(-(until - once) / 10)), 8);
    expect(still.samples("cell").values[0]).toBe(0);
    expect(still.samples("cell").values[1]).toBeCloseTo(Math.exp(-once / 5), 8);
  });
});
