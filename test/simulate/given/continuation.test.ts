/** What a run leaves, and what can be gone on from: doors, and what the analysis says of the halves. */
import { describe, expect, it } from "vitest";
import {
  adjointAt,
  checkGradients,
  connect,
  defineNeuron,
  firstSpikeTimes,
  fit,
  izhikevich,
  leakyIntegrator,
  lif,
  meanSquaredError,
  network,
  piecewiseConstant,
  population,
  predict,
  pullback,
  qif,
  type Run,
  refractory,
  type SimulateOptions,
  simulate,
  simulateBatch,
  source,
  spikeCounts,
  spikeRates,
  stateAtTimes,
  valueAndGradient,
  zeroCotangents,
} from "../../../src/index.ts";
import { exactFlow, rk4, tsitouras54 } from "../../../src/solvers/index.ts";

const net = network({
  populations: { input: source(1), cell: population(lif, 2, { parameters: { bias: [1.2, 1.5] } }) },
  projections: [connect("input", "cell", { weight: [[0.3, 0.5]], delay: 2 })],
});
const parameters = net.initialParameters();
const input = { input: [[3, 9, 11, 14]] };

describe("two halves are the whole", () => {
  const halves = (
    of: ReturnType<typeof network>,
    drive: Readonly<Record<string, number[][]>>,
    cut: number,
    options: SimulateOptions,
  ): { readonly whole: Run; readonly first: Run; readonly second: Run } => {
    const own = of.initialParameters({ seed: 3 });
    const whole = simulate(of, own, drive, options);
    const first = simulate(of, own, drive, { ...options, until: cut });
    return { whole, first, second: simulate(of, own, drive, { ...options, continueFrom: first }) };
  };

  const expectSame = (name: string, made: ReturnType<typeof halves>, tolerance: number): void => {
    const { whole, first, second } = made;
    const once = whole.spikes(name);
    const twice = [...first.spikes(name).times, ...second.spikes(name).times];
    expect(once.times.length).toBeGreaterThan(2);
    expect([...first.spikes(name).neurons, ...second.spikes(name).neurons]).toEqual([...once.neurons]);
    once.times.forEach((time, k) => {
      expect(Math.abs(twice[k]! - time)).toBeLessThan(tolerance);
    });
  };

  // e^(−a) e^(−b) for e^(−(a + b)), some roundings of v, over rates of 0.01 per ms at least.
  it.each([0, 2, 5, 10.3, 11, 13, 60])("for the exact flow of LIF neurons to rounding, cut at %d", (cut) => {
    expectSame("cell", halves(net, input, cut, { until: 60, method: exactFlow }), 1e-12);
  });

  it("for steps of a given size, cut where one ends, to rounding", () => {
    const own = network({ populations: { cell: population(qif, 2, { parameters: { bias: 1.7 } }) } });
    for (const cut of [0.25, 10, 33.5]) {
      const made = halves(own, {}, cut, { until: 120, method: rk4, stepSize: 0.25 });
      expectSame("cell", made, 1e-10);
    }
  });

  it("for Izhikevich neurons that excite each other, to the tolerance", () => {
    const own = network({
      populations: { input: source(2), cells: population(izhikevich, 3) },
      projections: [
        connect("input", "cells", {
          weight: [
            [9, 8, 7],
            [6, 9, 8],
          ],
        }),
        connect("cells", "cells", {
          weight: [
            [0, 2, 3],
            [1, 0, 2],
            [2, 1, 0],
          ],
          delay: [
            [0, 7, 3],
            [9, 0, 4],
            [5, 6, 0],
          ],
          delayPer: "synapse",
        }),
      ],
    });
    const drive = {
      input: [
        [2, 4, 6, 8, 40, 42, 44],
        [3, 5, 7, 9, 41, 43, 45],
      ],
    };
    const options = { until: 90, method: tsitouras54, rtol: 1e-11, atol: 1e-11 };
    const spike = simulate(own, own.initialParameters({ seed: 3 }), drive, options).spikes("cells").times[1]!;
    for (const cut of [5, spike, spike + 1, spike + 7]) {
      expectSame("cells", halves(own, drive, cut, options), 1e-8);
    }
  });

  it("in many pieces, with refractory periods and switches, and no more steps than cuts more", () => {
    const half = defineNeuron({
      name: "half-wave",
      state: { v: {}, w: { initial: 1 } },
      parameters: { tau: { default: 5, domain: "positive" } },
      dynamics: "dv/dt = (1.6 + max(0, sin(0.9 * t)) * w - v) / tau\n dw/dt = (abs(v - 0.5) - w) / 20",
      spike: { when: "v > 1", reset: { v: 0, w: "w + 0.1" } },
      input: { v: "v + weight" },
    });
    const own = network({
      populations: { cell: population(refractory(half, { period: 2.5, hold: ["v"] }), 1) },
    });
    const options = { rtol: 1e-10, atol: 1e-10 };
    const whole = simulate(own, own.initialParameters(), {}, { until: 60, ...options });
    let run = simulate(own, own.initialParameters(), {}, { until: 0, ...options });
    const times: number[] = [];
    let steps = 0;
    for (let until = 1.5; until <= 60; until += 1.5) {
      run = simulate(own, own.initialParameters(), {}, { until, ...options, continueFrom: run });
      times.push(...run.spikes("cell").times);
      steps += run.statistics.acceptedSteps;
    }
    expect(times.length).toBe(whole.spikes("cell").times.length);
    // Crossing rates are above 0.1 per ms.
    times.forEach((time, k) => {
      expect(Math.abs(time - whole.spikes("cell").times[k]!)).toBeLessThan(1e-7);
    });
    // The size of the next step is kept: a cut costs a step, not a new beginning.
    expect(steps).toBeLessThan(whole.statistics.acceptedSteps + 2 * 40);
  });
});

describe("what is asked of a run that goes on", () => {
  const first = simulate(net, parameters, input, { until: 10 });
  const second = simulate(net, parameters, input, {
    until: 40,
    continueFrom: first,
    samples: [{ population: "cell", times: [10, 25] }],
  });

  it.each([
    ["javascript", "nothing", {}],
    ["webassembly", "nothing", {}],
    ["javascript", "what another event reads", { count: "count + 1" }],
  ] as const)("from the time of a spike, which happens once (%s, it moves %s)", (execution, _, reset) => {
    const oscillator = defineNeuron({
      name: "oscillator",
      state: { v: { initial: -1 }, w: {} },
      discrete: { count: {} },
      parameters: { a: 1 },
      dynamics: "dv/dt = w\n dw/dt = -v * a",
      spike: { when: "v > 0.3", reset },
      ...("count" in reset && { events: { many: { when: "count - w - 1000" } } }),
    });
    for (let k = 0; k < 30; k++) {
      const cell = population(oscillator, 1, { parameters: { a: 0.5 + 0.04 * k } });
      const net = network({ populations: { cell } });
      const run = (options: Partial<SimulateOptions>) =>
        simulate(net, net.initialParameters(), {}, { until: 60, execution, ...options });
      const [whole = []] = run({}).spikeTimes("cell");
      expect(whole.length).toBeGreaterThan(5);
      for (const cut of whole) {
        const first = run({ until: cut });
        const both = [first, run({ continueFrom: first })].map((one) => one.spikeTimes("cell")[0]!.length);
        expect(both[0]! + both[1]!).toBe(whole.length);
      }
    }
  });

  it("is its own: spikes, counts, rates, traces and times absolute", () => {
    const whole = simulate(net, parameters, input, { until: 40 });
    expect([second.from, second.until, whole.from]).toEqual([10, 40, 0]);
    expect(second.spikes("input").times).toEqual(Float64Array.of(11, 14));
    expect(Math.min(...second.spikes("cell").times)).toBeGreaterThan(10);
    const count = (run: Run): number => spikeCounts("cell").read(run)[0]!;
    expect(count(first) + count(second)).toBe(count(whole));
    expect(spikeRates("cell").read(second)[0]! * 30).toBeCloseTo(count(second), 12);
    const { times, values } = second.trace("cell", 0, "v");
    expect([times[0], times.at(-1)]).toEqual([10, 40]);
    expect(values[0]).toBe(second.samples("cell").values[0]);
    expect(first.trace("cell", 0, "v").values.at(-1)).toBe(values[0]);
    expect(second.events("cell").length).toBe(second.spikes("cell").times.length);
    expect(second.approaches("cell").every(({ from }) => from >= 10)).toBe(true);
    expect(JSON.parse(JSON.stringify(second))).toMatchObject({ from: 10, until: 40 });
    expect(JSON.parse(JSON.stringify(first))).not.toHaveProperty("from");
  });

  it("refuses times before it", () => {
    const going = { until: 40, continueFrom: first };
    expect(() =>
      simulate(net, parameters, input, { ...going, samples: [{ population: "cell", times: [9] }] }),
    ).toThrow("Give times within [10, 40]");
    expect(() =>
      predict(net, parameters, [input], { ...going, readout: stateAtTimes("cell", "v", [5]) }),
    ).toThrow("Give times within [10, 40]");
    expect(() => spikeCounts("cell", { from: 5 }).read(second)).toThrow(
      "it reads the time 5 of a run from 10 until 40",
    );
    expect(() => adjointAt(second, zeroCotangents(second), { population: "cell", times: [9] })).toThrow(
      "Give times from 10 to 40",
    );
  });

  it("can be an objective, a prediction, a batch, a training and a check", async () => {
    const readout = firstSpikeTimes("cell");
    const going = { until: 40, continueFrom: first };
    const [alone] = simulateBatch(net, parameters, [input], going);
    expect(alone!.spikeTimes("cell")).toEqual(second.spikeTimes("cell"));
    const [times] = predict(net, parameters, [input], { ...going, readout });
    expect([...times!]).toEqual(second.spikeTimes("cell").map((own) => own[0]));
    const objective = { ...going, terms: [{ readout, loss: meanSquaredError() }] };
    const target = [...times!].map((time) => time - 0.5);
    const { value, gradient } = valueAndGradient(net, objective)(parameters, input, target);
    expect(value).toBeCloseTo(0.25, 12);
    expect(gradient.view("cell.initial.i").every((slope) => slope === 0)).toBe(true);
    // What is past has none.
    expect(gradient.inputTimes["input"]![0]!.subarray(0, 2)).toEqual(new Float64Array(2));
    expect(checkGradients(net, objective, parameters, input, target).agrees).toBe(true);
    const data = { inputs: [input], targets: [target] };
    const losses: number[] = [];
    for await (const { train } of fit(net, { objective, parameters, data, epochs: 3 }))
      losses.push(train.loss);
    expect(losses.at(-1)).toBeLessThan(value);
  });
});

describe("the door", () => {
  const first = simulate(net, parameters, input, { until: 10 });
  const go =
    (options: Partial<SimulateOptions>, of = net) =>
    () =>
      simulate(of, of.initialParameters(), input, { until: 20, continueFrom: first, ...options });

  it.each<[string, () => unknown]>([
    ["simulate: continueFrom is 3\n  Give what simulate returned.", go({ continueFrom: 3 as never })],
    ["simulate: continueFrom is null", go({ continueFrom: null as never })],
    [
      "simulate: continueFrom: until is 9.5, and the run ended at 10\n  Times stay as they were: give the end of the whole.",
      go({ until: 9.5 }),
    ],
    [
      "simulate: continueFrom: not all neurons of the run were followed to its end",
      go({ continueFrom: simulate(net, parameters, input, { until: 10, stopAfterSpikes: { cell: 1 } }) }),
    ],
    [
      "simulate: continueFrom: the run ended with status max-steps",
      go({
        continueFrom: simulate(net, parameters, input, { until: 10, maxSteps: 1, throwOnFailure: false }),
      }),
    ],
    [
      "simulate: continueFrom: the run is of another network: populations.cell.size is 3 here and 2 there",
      go(
        {},
        network({
          populations: { input: source(1), cell: population(lif, 3) },
          projections: [connect("input", "cell", { weight: 1, delay: 2 })],
        }),
      ),
    ],
    [
      "fit: continueFrom: until is 5, and the run ended at 10",
      () =>
        fit(net, {
          objective: {
            until: 5,
            continueFrom: first,
            terms: [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }],
          },
          data: { inputs: [input], targets: [[1, 1]] },
          epochs: 1,
        }),
    ],
  ])("%s", (message, call) => expect(call).toThrow(message));

  it("takes a run of a network that is made the same", () => {
    const twin = network({
      populations: { input: source(1), cell: population(lif, 2, { parameters: { bias: [1, 2] } }) },
      projections: [connect("input", "cell", { weight: 7, delay: 2 })],
    });
    const own = twin.initialParameters();
    own.values.set(parameters.values);
    const run = simulate(twin, own, input, { until: 30, continueFrom: first });
    const same = simulate(net, parameters, input, { until: 30, continueFrom: first });
    expect(run.spikeTimes("cell")).toEqual(same.spikeTimes("cell"));
  });
});

describe("gradients", () => {
  it("of the whole are those of the end, and of the beginning by what the state at the cut does", () => {
    const own = network({
      populations: {
        input: source(2),
        hidden: population(qif, 3, { parameters: { bias: 1.5 } }),
        output: population(leakyIntegrator, 1),
      },
      projections: [
        connect("input", "hidden", {
          weight: [
            [9, 7, 5],
            [4, 8, 9],
          ],
        }),
        connect("hidden", "output", { weight: [[1], [2], [-1]], delay: 0 }),
      ],
    });
    const p = own.initialParameters();
    const drive = {
      input: [
        [2, 12, 22],
        [4, 14, 24],
      ],
    };
    const options = { method: tsitouras54, rtol: 1e-11, atol: 1e-11 };
    const [cut, until] = [20, 40];
    const read = [{ population: "output", times: [until] }];
    const whole = simulate(own, p, drive, { until, ...options, samples: read });
    const ends = ["hidden", "output"].map((name) => ({ population: name, times: [cut] }));
    const first = simulate(own, p, drive, { until: cut, ...options, samples: ends });
    const second = simulate(own, p, drive, { until, ...options, samples: read, continueFrom: first });
    expect(first.spikes("hidden").times.length).toBeGreaterThan(1);
    expect(second.spikes("hidden").times.length).toBeGreaterThan(1);
    const ofState = (run: Run) => {
      const cotangents = zeroCotangents(run);
      cotangents.samples.get(run.samples("output"))![0] = 1;
      return cotangents;
    };
    const total = pullback(whole, ofState(whole));
    const later = pullback(second, ofState(second));
    const handed = zeroCotangents(first);
    for (const { population: name } of ends) {
      const { values } = adjointAt(second, ofState(second), {
        population: name,
        times: [cut],
        side: "before",
      });
      handed.samples.get(first.samples(name))!.set(values);
    }
    const earlier = pullback(first, handed);
    for (const { id } of own.layout.rows) {
      const largest = Math.max(...total.view(id).map(Math.abs), 1e-3);
      total.view(id).forEach((slope, k) => {
        // Two meshes of a tolerance of 1e-11, whose errors an unstable state multiplies.
        expect(Math.abs(later.view(id)[k]! + earlier.view(id)[k]! - slope) / largest, id).toBeLessThan(1e-6);
      });
    }
    expect(later.view("hidden.initial.phi")).toEqual(
      new Float64Array(later.view("hidden.initial.phi").length),
    );
  });

  it("have no part of what other signals were before", () => {
    const own = network({
      populations: {
        cell: population(
          defineNeuron({
            name: "driven",
            state: { v: {} },
            signals: ["drive"],
            dynamics: "dv/dt = drive - 0.1 * v",
            spike: { when: "v > 1", reset: { v: 0 } },
          }),
          1,
        ),
      },
    });
    const p = own.initialParameters();
    const drive = { "cell.drive": piecewiseConstant([0, 4, 8], [0.3, 0.2, 0.4]) };
    const first = simulate(own, p, drive, { until: 4, method: exactFlow });
    const whole = simulate(own, p, drive, { until: 20, method: exactFlow });
    const second = simulate(own, p, drive, { until: 20, method: exactFlow, continueFrom: first });
    // Some roundings of v, over rates of 0.1 per ms.
    second.spikes("cell").times.forEach((time, k) => {
      const expected = whole.spikes("cell").times[first.spikes("cell").times.length + k]!;
      expect(Math.abs(time - expected)).toBeLessThan(1e-13 * 20);
    });
    const cotangents = zeroCotangents(second);
    cotangents.spikeTimes.fill(1);
    const { signals } = pullback(second, cotangents);
    expect(signals["cell.drive"]![0]).toBe(0);
    expect(signals["cell.drive"]!.subarray(1).every((slope) => slope < 0)).toBe(true);
  });
});
