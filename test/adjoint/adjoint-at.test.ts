import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import {
  adjointAt,
  allSpikeTimes,
  type Cotangents,
  connect,
  defineNeuron,
  exactFlow,
  firstSpikeTimes,
  type Input,
  lif,
  type Network,
  network,
  piecewiseLinear,
  population,
  pullback,
  qif,
  type Readout,
  refractory,
  type SimulateOptions,
  simulate,
  source,
  stateAtTimes,
  uniform,
  zeroCotangents,
} from "../../src/index.ts";

type Run = ReturnType<typeof simulate>;

/** Cotangents of what a readout reads, 1, 2, 3, … */
function read(run: Run, ...readouts: readonly Readout[]): Cotangents {
  const cotangents = zeroCotangents(run);
  for (const readout of readouts) {
    readout.pullback(
      run,
      readout.read(run).map((_, k) => k + 1),
      cotangents,
    );
  }
  return cotangents;
}

function runOf(net: Network, input: Input, options: SimulateOptions): Run {
  return simulate(net, net.initialParameters({ seed: 1 }), input, options);
}

const alone = (model: Parameters<typeof population>[0]): Network =>
  network({ populations: { cell: population(model, 1) } });

/** v' = −v / 8. */
const leak = defineNeuron({
  name: "leak",
  state: { v: { initial: 1 } },
  dynamics: "dv/dt = -v / 8",
  input: { v: "v + weight" },
});
/** v' = 1/2, with spikes at 1, 2, 3 …: a kick by ε moves all that follow by −2 ε. */
const ramp = defineNeuron({
  name: "ramp",
  state: { v: {} },
  dynamics: "dv/dt = 0.5",
  spike: { when: "v - 1", reset: { v: "v - 1" } },
});

describe("adjointAt", () => {
  it("is e^(−(T − t)/τ) before a sample at T, and 0 behind, in one step as in many", () => {
    const samples = [{ population: "cell", times: [10, 25] }];
    const times = [0, 3, 10, 10.5, 24, 25, 29];
    for (const options of [{ method: exactFlow }, { rtol: 1e-9, atol: 1e-9 }]) {
      const run = runOf(alone(leak), {}, { until: 30, samples, ...options });
      const cotangents = read(run, stateAtTimes("cell", "v", [10, 25]));
      for (const side of ["after", "before"] as const) {
        const { values, states } = adjointAt(run, cotangents, { population: "cell", times, side });
        expect(states).toEqual(["v"]);
        times.forEach((time, k) => {
          const sees = (sample: number): boolean => (side === "before" ? time <= sample : time < sample);
          const wanted = [10, 25].reduce(
            (sum, sample, n) => sum + (sees(sample) ? (n + 1) * Math.exp((time - sample) / 8) : 0),
            0,
          );
          // Exact flow: some roundings. Runge–Kutta: the tolerance of a few steps.
          expect(Math.abs(values[k]! - wanted)).toBeLessThan("method" in options ? 1e-14 : 1e-8);
        });
      }
    }
  });

  it("tells a left limit from what is read after an instant", () => {
    const net = network({
      populations: { in: source(1), cell: population(leak, 1) },
      projections: [connect("in", "cell", { weight: 1 })],
    });
    const samples = [{ population: "cell", times: [10], side: "before" as const }];
    const run = runOf(net, { in: [[10]] }, { until: 30, samples });
    const cotangents = read(run, stateAtTimes("cell", "v", [10], { side: "before" }));
    const at = (side: "after" | "before") =>
      adjointAt(run, cotangents, { population: "cell", times: [10], side }).values[0];
    expect(at("before")).toBe(1);
    expect(at("after")).toBe(0);
  });

  it("starts from the state that a kick meets, inside the step from which a sample branches", () => {
    // v = 1/(1 + t), and a kick at t does (v(T)/v(t))² to v(T).
    const square = defineNeuron({
      name: "square",
      state: { v: { initial: 1 } },
      dynamics: "dv/dt = -v * v",
    });
    const ends = Array.from({ length: 20 }, (_, k) => 0.2 + 0.173 * k);
    const samples = [{ population: "cell", times: ends }];
    const run = runOf(alone(square), {}, { until: 4, samples, rtol: 1e-9, atol: 1e-9 });
    const readout = stateAtTimes("cell", "v", ends);
    const early = ends.map((end) => end - 0.05);
    // Some of these times have a step of their own around both of them.
    const steps = run.tape.time.data.slice(0, run.tape.kind.length);
    expect(ends.some((end) => steps.every((time) => time < end - 0.07 || time > end))).toBe(true);
    ends.forEach((end, k) => {
      const cotangents = zeroCotangents(run);
      readout.pullback(
        run,
        Float64Array.from(ends, (_, n) => (n === k ? 1 : 0)),
        cotangents,
      );
      const { values } = adjointAt(run, cotangents, { population: "cell", times: [early[k]!] });
      // Derivatives of steps that are good to the tolerance are to some times that.
      expect(Math.abs(values[0]! - ((1 + early[k]!) / (1 + end)) ** 2)).toBeLessThan(1e-7);
    });
  });

  it("at the beginning of a run that goes on, before it, is the influence of the state that it was left", () => {
    const net = alone(leak);
    const first = runOf(net, {}, { until: 4 });
    const samples = [{ population: "cell", times: [12] }];
    const run = runOf(net, {}, { until: 20, samples, continueFrom: first });
    const cotangents = read(run, stateAtTimes("cell", "v", [12]));
    for (const side of ["before", "after"] as const) {
      const { values } = adjointAt(run, cotangents, { population: "cell", times: [4], side });
      expect(Math.abs(values[0]! - Math.exp(-(12 - 4) / 8))).toBeLessThan(1e-14);
    }
  });

  it("moves every spike behind the kick, and none before", () => {
    const run = runOf(alone(ramp), {}, { until: 7 });
    const [spikes = []] = run.spikeTimes("cell");
    expect(spikes).toHaveLength(3);
    const cotangents = read(run, allSpikeTimes("cell")); // 1, 2, 3
    const times = [0, 1, spikes[0]!, 3, spikes[1]!, 5.9, spikes[2]!, 6.5, 7];
    const at = (side: "after" | "before"): number[] => [
      ...adjointAt(run, cotangents, { population: "cell", times, side }).values,
    ];
    const close = (found: number[], wanted: number[]): void => {
      for (const [k, value] of found.entries()) expect(Math.abs(value - wanted[k]!)).toBeLessThan(1e-12);
    };
    close(at("before"), [-12, -12, -12, -10, -10, -6, -6, 0, 0]);
    close(at("after"), [-12, -12, -10, -10, -6, -6, 0, 0, 0]);
  });

  it("goes through switches: on each side the spike comes earlier by the kick over the rate there", () => {
    const switched = defineNeuron({
      name: "switched",
      state: { v: {} },
      dynamics: "dv/dt = v < 0.5 ? 0.25 : 0.1",
      spike: { when: "v - 1", reset: { v: 0 } },
    });
    const run = runOf(alone(switched), {}, { until: 8 });
    const cotangents = read(run, firstSpikeTimes("cell"));
    const { values } = adjointAt(run, cotangents, { population: "cell", times: [0, 1.9, 2.1, 6.9, 7.1] });
    for (const [k, wanted] of [-4, -4, -10, -10, 0].entries()) {
      expect(Math.abs(values[k]! - wanted)).toBeLessThan(1e-11);
    }
  });

  it("is the gradient to the initial values before everything at t = 0", () => {
    for (const model of [lif, qif, refractory(lif, { period: 2 })]) {
      const net = network({
        populations: { in: source(3), cell: population(model, 4) },
        projections: [
          connect("in", "cell", { weight: uniform(2, 5) }),
          connect("cell", "cell", { weight: uniform(-1, 1), delay: 0.7 }),
        ],
      });
      const samples = [{ population: "cell", times: [11, 20] }];
      const run = runOf(net, { in: [[0, 4], [2, 9], [3]] }, { until: 40, samples });
      const state = model.states[0]!.name;
      const cotangents = read(run, allSpikeTimes("cell"), stateAtTimes("cell", state, [11, 20]));
      const gradient = pullback(run, cotangents);
      const { values, states } = adjointAt(run, cotangents, {
        population: "cell",
        times: [0],
        side: "before",
      });
      states.forEach((name, i) => {
        const id = `cell.initial.${name}`;
        // Initial values that are formulas are no parameters.
        if (!net.layout.rows.some((row) => row.id === id)) return;
        const view = gradient.view(id);
        const sum = [0, 1, 2, 3].reduce((total, n) => total + values[n * states.length + i]!, 0);
        const wanted = view.reduce((total, slope) => total + slope, 0);
        // The same numbers in another order of summation.
        expect(Math.abs(sum - wanted)).toBeLessThan(1e-12 * Math.max(1, ...values.map(Math.abs)));
      });
    }
  });

  /** A network whose cells also get spikes without weight at the times of kicks, and the gradient to these weights. */
  function kicked(
    model: typeof lif,
    port: string,
    times: readonly number[],
    options: Partial<SimulateOptions>,
  ) {
    const of = (kicks: readonly number[]) => {
      const net = network({
        populations: {
          in: source(2),
          kick: source(kicks.length),
          cell: population(model, 3),
          out: population(lif, 2),
        },
        projections: [
          connect("in", "cell", {
            port: "in",
            weight: [
              [1.1, 0.9, 0.5],
              [0.4, 0.8, 1],
            ],
          }),
          connect("kick", "cell", { port, weight: kicks.map(() => [0, 0, 0]) }),
          connect("cell", "cell", { port: "in", weight: 0.2, delay: 1.3, name: "again" }),
          connect("cell", "out", { weight: 2.5, delay: 0.6 }),
        ],
      });
      const samples = [{ population: "out", times: [30] }];
      const input = {
        in: [
          [1, 5, 12],
          [2, 8],
        ],
        kick: kicks.map((time) => [time]),
        ...(model.signals.length === 0
          ? {}
          : { "cell.drive": piecewiseLinear([0, 11, 20], [0.2, 1.2, 0.9]) }),
      };
      const run = runOf(net, input, { until: 40, samples, ...options });
      return { run, cotangents: read(run, allSpikeTimes("out"), stateAtTimes("out", "v", [30])) };
    };
    // A source has a channel at least.
    const withKicks = of(times);
    const name = withKicks.run.program.network.projections[1]!.name;
    const weights = pullback(withKicks.run, withKicks.cotangents).view(`${name}.weight`);
    return { with: withKicks, without: of([Number.POSITIVE_INFINITY]), weights };
  }

  const two = defineNeuron({
    name: "two",
    state: { v: {}, i: {} },
    parameters: { tau: 9 },
    signals: ["drive"],
    dynamics: "dv/dt = (i * (2 + drive) + v * v / 4 - v) / tau + 0.02 * sin(t) \n di/dt = -i / 5",
    spike: { when: "v - 0.6", reset: { v: "v / 4 - i / 10" } },
    input: {
      in: { map: { i: "i + weight" } },
      toV: { map: { v: "v + weight" } },
      toI: { map: { i: "i + weight" } },
    },
  });
  const times = [0.5, 1.5, 5, 7.7, 11, 13.3, 19, 26];

  it.each([
    ["v", "toV"],
    ["i", "toI"],
  ] as const)("is what a spike without weight would do that adds to %s", (state, port) => {
    const { with: own, without, weights } = kicked(two, port, times, { rtol: 1e-9, atol: 1e-9 });
    expect(own.run.spikes("cell").times.length).toBeGreaterThan(4);
    expect(own.run.spikes("out").times.length).toBeGreaterThan(0);
    const at = (given: typeof own, side: "after" | "before") => {
      const { values, states } = adjointAt(given.run, given.cotangents, { population: "cell", times, side });
      const i = states.indexOf(state);
      return (k: number, n: number): number => values[(n * states.length + i) * times.length + k]!;
    };
    const largest = Math.max(...weights.map(Math.abs));
    expect(largest).toBeGreaterThan(0.1);
    const [same, other] = [at(own, "after"), at(without, "after")];
    times.forEach((_, k) => {
      for (let n = 0; n < 3; n++) {
        const wanted = weights[k * 3 + n]!;
        // In the run that has the kicks they are ends of steps: exact. Their order in the instant of 5, where the
        // other spike adds to i after them, does not matter.
        expect(Math.abs(same(k, n) - wanted)).toBeLessThan(1e-11 * largest);
        // The other run has other steps: both are good to the tolerance, through a few spikes.
        expect(Math.abs(other(k, n) - wanted)).toBeLessThan(1e-5 * largest);
      }
    });
  });

  it("is what a kick does in exact flow, also inside its long steps", () => {
    const linear = defineNeuron({
      name: "linear",
      state: { v: {}, i: {} },
      dynamics: "dv/dt = (2 * i - v) / 9 \n di/dt = -i / 5",
      spike: { when: "v - 0.3", reset: { v: 0 } },
      input: { in: { map: { i: "i + weight" } }, toV: { map: { v: "v + weight" } } },
    });
    const { without, weights } = kicked(linear, "toV", times, { method: exactFlow });
    expect(without.run.spikes("cell").times.length).toBeGreaterThan(3);
    const { values, states } = adjointAt(without.run, without.cotangents, { population: "cell", times });
    const largest = Math.max(...weights.map(Math.abs));
    expect(largest).toBeGreaterThan(0.1);
    times.forEach((_, k) => {
      for (let n = 0; n < 3; n++) {
        const found = values[n * states.length * times.length + k]!;
        // Rounding of spike times, through a few spikes whose crossing rates are above 0.01.
        expect(Math.abs(found - weights[k * 3 + n]!)).toBeLessThan(1e-9 * largest);
      }
    });
  });

  it("is 0 behind the end of a run that was left early, and changes no gradient", () => {
    const options = { until: 40, stopAfterSpikes: { cell: 1 }, endEarly: true };
    const run = runOf(alone(ramp), {}, options);
    expect(run.spikeTimes("cell")[0]).toHaveLength(1);
    const cotangents = read(run, firstSpikeTimes("cell"));
    const before = pullback(run, cotangents).values.slice();
    const [spike] = run.spikeTimes("cell")[0]!;
    const { values } = adjointAt(run, cotangents, { population: "cell", times: [1, spike!, 2.1, 40] });
    expect([...values]).toEqual([expect.closeTo(-2, 12), 0, 0, 0]);
    expect(pullback(run, cotangents).values).toEqual(before);
  });

  it("is 0 right behind the last spike that was read, whatever its time rounds to", () => {
    const size = 30;
    const bias = Array.from({ length: size }, (_, n) => 1.5 + n / 7);
    const net = network({ populations: { cell: population(lif, size, { parameters: { bias } }) } });
    const run = runOf(net, {}, { until: 40, stopAfterSpikes: { cell: 1 }, endEarly: true });
    const spikes = run.spikeTimes("cell").map(([first]) => first!);
    const cotangents = read(run, firstSpikeTimes("cell"));
    const at = (side: "after" | "before") => {
      const { values, states } = adjointAt(run, cotangents, { population: "cell", times: spikes, side });
      return spikes.map((_, n) => values[(n * states.length + states.indexOf("v")) * size + n]!);
    };
    expect(at("after")).toEqual(Array(size).fill(0));
    expect(at("before").every((value) => value < 0)).toBe(true);
  });

  it("is there for a run without duration", () => {
    const run = runOf(alone(leak), {}, { until: 0, samples: [{ population: "cell", times: [0] }] });
    const cotangents = read(run, stateAtTimes("cell", "v", [0]));
    const at = (side: "after" | "before") =>
      adjointAt(run, cotangents, { population: "cell", times: [0], side }).values[0];
    expect([at("before"), at("after")]).toEqual([1, 0]);
  });

  it("answers what it cannot tell", () => {
    const net = network({ populations: { in: source(1), cell: population(leak, 1) } });
    const run = runOf(net, { in: [[]] }, { until: 5 });
    const cotangents = zeroCotangents(run);
    const attempt = (options: object) => () =>
      adjointAt(run, cotangents, { population: "cell", times: [1], ...options });
    expect(attempt({ population: "sell" })).toThrow(/there is no population "sell"\n {2}Did you mean "cell"/);
    expect(attempt({ population: "in" })).toThrow('adjointAt: "in" is a source, which has no states');
    expect(attempt({ times: [1, 6] })).toThrow(
      "adjointAt: times[1] is 6\n  Give times from 0 to 5, the end of the run.",
    );
    expect(attempt({ times: [-1] })).toThrow(OptionError);
    expect(attempt({ times: undefined })).toThrow(OptionError);
    expect(attempt({ times: [Symbol("t")] })).toThrow(
      "adjointAt: times[0] is Symbol(t)\n  Give times from 0",
    );
    expect(attempt({ side: "both" })).toThrow(/side is "both"/);
    expect(() => adjointAt({} as never, cotangents, { population: "cell", times: [] })).toThrow(
      "adjointAt: what it is given is no run",
    );
    const short = { ...cotangents, spikeTimes: new Float64Array(3) };
    expect(() => adjointAt(run, short, { population: "cell", times: [] })).toThrow(ShapeError);
    expect(attempt({ times: [] })().values).toHaveLength(0);
  });
});
