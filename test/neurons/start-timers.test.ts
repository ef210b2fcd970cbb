import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { connect, defineNeuron, network, population, simulate, source } from "../../src/index.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import { networkFromDescription } from "../../src/io/network-from-description.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";

/** τ v' = I − v to 1, then a refractory period by hand; each spike also starts an echo that is sent, later the more w it had. */
const definition: NeuronDefinition = {
  name: "timed",
  state: { v: {} },
  discrete: { refractory: {}, w: { initial: 1 } },
  parameters: { tau: 10, current: 2, tRef: { unit: "ms", default: 3 }, lag: { unit: "s", default: 0.002 } },
  dynamics: "dv/dt = refractory > 0 ? 0 : (current - v) / tau",
  spike: {
    when: "v - 1",
    while: "refractory == 0",
    reset: { v: 0, refractory: 1 },
    after: [
      { period: "tRef", event: "release" },
      { period: "lag * w", event: "echo" },
    ],
  },
  events: {
    release: { reset: { refractory: 0, w: "w + 1" } },
    echo: { emits: true },
  },
  input: { start: { map: {}, after: { period: "weight", event: "echo" } } },
};
const timed = defineNeuron(definition);
const once = 10 * Math.log(2);

describe("timers of a definition", () => {
  const net = network({
    populations: { in: source(1), cell: population(timed, 1) },
    projections: [connect("in", "cell", { weight: 0.5 })],
  });
  const run = simulate(net, net.initialParameters(), { in: [[1]] }, { until: 25, rtol: 1e-10, atol: 1e-10 });
  const events = run.events("cell").map(({ event, time }) => [event, time] as const);

  it("happen their periods after what starts them", () => {
    const expected = [
      ["echo", 1.5],
      ["spike", once],
      ["echo", once + 2],
      ["release", once + 3],
      ["spike", 2 * once + 3],
      ["release", 2 * once + 6],
      // w was 2 before the second spike.
      ["echo", 2 * once + 3 + 4],
      ["spike", 3 * once + 6],
    ] as const;
    const inOrder = expected.filter(([, time]) => time <= 25);
    expect(events.map(([event]) => event)).toEqual(inOrder.map(([event]) => event));
    // 1e-10 over the crossing rate of 0.1 per ms, three times.
    inOrder.forEach(([, time], k) => {
      expect(Math.abs(events[k]![1] - time)).toBeLessThan(1e-8);
    });
    expect(run.statistics.neverArmed).toEqual([]);
  });

  it("have derivatives: of a period in the unit of its formula, of an arrival that starts one, of its weight", () => {
    const gradientOf = (event: string, nth: number) => {
      const cotangents = zeroCotangents(run);
      const index = timed.events.findIndex(({ name }) => name === event);
      const { spikes } = run.tape;
      const records = [...Array(spikes.time.length).keys()].filter((k) => spikes.event.data[k] === index);
      cotangents.spikeTimes[records[nth]!] = 1;
      return pullback(run, cotangents);
    };
    const late = gradientOf("echo", 2);
    expect(late.view("cell.tRef")[0]).toBeCloseTo(1, 8);
    // 2 lags of 1000 ms per s.
    expect(late.view("cell.lag")[0]).toBeCloseTo(2000, 5);
    expect(late.view("cell.initial.w")[0]).toBeCloseTo(2, 8);
    expect(late.view("cell.tau")[0]).toBeCloseTo(2 * Math.log(2), 8);
    const early = gradientOf("echo", 0);
    expect(early.view("in→cell.weight")[0]).toBeCloseTo(1, 12);
    expect(early.inputTimes["in"]![0]![0]).toBeCloseTo(1, 12);
    expect(early.view("cell.tRef")[0]).toBe(0);
  });

  it("are saved and read", () => {
    const again = networkFromDescription(describeNetwork(net));
    const other = simulate(
      again,
      again.initialParameters(),
      { in: [[1]] },
      { until: 25, rtol: 1e-10, atol: 1e-10 },
    );
    expect(other.events("cell").map(({ event, time }) => [event, time])).toEqual(events);
  });

  it("a start replaces the one that is pending", () => {
    const parameters = net.initialParameters();
    parameters.set("in→cell.weight", 2);
    const input = { in: [[1, 2.5]] };
    const { events: all } = simulate(net, parameters, input, { until: 9 });
    expect(all("cell").filter(({ event }) => event === "echo")[0]!.time).toBe(4.5);
  });

  it("of a negative period end the run and say so", () => {
    const parameters = net.initialParameters();
    parameters.set("in→cell.weight", -1);
    expect(() => simulate(net, parameters, { in: [[1]] }, { until: 25 })).toThrow(
      /negative-period\): neuron 0 of "cell" starts the timer of event "echo" for -1 ms/,
    );
  });
});

describe("a timer whose event has a guard", () => {
  /** An arrival starts an echo, which is sent while w is positive. */
  const guarded = (w: number, period: number) => {
    const model = defineNeuron({
      name: "guarded",
      state: { v: {} },
      discrete: { w: { initial: w }, count: {} },
      dynamics: "dv/dt = -v / 10",
      spike: { when: "v - 1", reset: { v: 0 } },
      events: { echo: { emits: true, while: "w > 0", reset: { count: "count + 1" } } },
      input: {
        start: { map: {}, after: { period: "weight", event: "echo" } },
        open: { map: { w: "w + weight" } },
      },
    });
    const net = network({
      populations: { in: source(1), key: source(1), cell: population(model, 1) },
      projections: [
        connect("in", "cell", { weight: period, port: "start" }),
        connect("key", "cell", { weight: 1, port: "open" }),
      ],
    });
    return simulate(net, net.initialParameters(), { in: [[2]], key: [[5]] }, { until: 10 });
  };

  it("of period 0 happens at once, with the derivatives of what started it", () => {
    const run = guarded(1, 0);
    expect([...run.spikeTimes("cell")[0]!]).toEqual([2]);
    expect(run.statistics.neverArmed).not.toContainEqual(expect.objectContaining({ event: "echo" }));
    const cotangents = zeroCotangents(run);
    cotangents.spikeTimes[run.spikeTrains("cell").records[0]!] = 1;
    const gradient = pullback(run, cotangents);
    expect(gradient.view("in→cell.weight")[0]).toBe(1);
    expect(gradient.inputTimes["in"]![0]![0]).toBe(1);
  });

  it("waits for the guard if it is over before", () => {
    expect([...guarded(0, 0).spikeTimes("cell")[0]!]).toEqual([5]);
    expect([...guarded(0, 1.5).spikeTimes("cell")[0]!]).toEqual([5]);
    expect([...guarded(0, 4).spikeTimes("cell")[0]!]).toEqual([6]);
  });

  it("of a negative period ends the run, guard or not", () => {
    expect(() => guarded(1, -1)).toThrow(/negative-period.*"echo" for -1 ms/);
    expect(() => guarded(0, -1)).toThrow(/negative-period.*"echo" for -1 ms/);
  });
});

describe("a definition with timers answers clearly:", () => {
  const attempt = (change: object) => () =>
    defineNeuron({ ...definition, spike: { ...definition.spike, ...change } });

  it.each([
    [
      { after: { period: 1, event: "relase" } },
      'a timer starts "relase", which is no event\n  Did you mean "release"?',
    ],
    [{ after: { event: "release" } }, "spike.after has no period"],
    [{ after: { period: 1, event: "release", every: 1 } }, 'unknown key "every" in spike.after'],
    [{ after: 3 }, "which is no event"],
    [{ after: { period: "tau * v", event: "release" } }, undefined],
    [{ while: "v > 0" }, 'spike.while depends on "v", which changes between events'],
    [{ while: "refractory" }, "spike.while is no condition"],
  ])("%j", (change, message) => {
    if (message === undefined) expect(attempt(change)).not.toThrow();
    else expect(attempt(change)).toThrow(message);
  });

  it("an event that has both a condition and a timer, or neither", () => {
    const events = { ...definition.events, release: { when: "v - 2" } };
    expect(() => defineNeuron({ ...definition, events })).toThrow(
      "events.release has a condition, and a timer starts it",
    );
    expect(() => defineNeuron({ ...definition, events: { ...definition.events, lone: {} } })).toThrow(
      "events.lone has no condition",
    );
  });
});
