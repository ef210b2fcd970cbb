/** Gradients that can be derived by hand: dynamics on which every method is exact, or closed forms. */
import { describe, expect, it } from "vitest";
import { type Gradient, pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import type { Run } from "../../src/compile/run.ts";
import { tracedLoss } from "../../src/losses/traced-loss.ts";
import { connect } from "../../src/network/connect.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { maximum } from "../../src/readouts/maximum.ts";
import { stateAtSpikes } from "../../src/readouts/state-at-spikes.ts";
import { type Input, piecewiseConstant, piecewiseLinear } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";

/** v' = slope: every Runge–Kutta method is exact up to rounding. */
const ramp = (change: Partial<NeuronDefinition> = {}): NeuronDefinition => ({
  name: "ramp",
  state: { v: { initial: 0 } },
  parameters: { slope: 0.5, th: 1, vr: 0.2, c: 0.1 },
  dynamics: "dv/dt = slope",
  spike: { when: "v - th", reset: { v: "vr" } },
  input: { v: "v + weight" },
  ...change,
});

function driven(definition: NeuronDefinition, weight = 0.3, delay = 1): Network {
  return network({
    populations: { input: source(1), cell: population(defineNeuron(definition), 1) },
    projections: [connect("input", "cell", { weight, delay })],
  });
}

/** The gradient of the time of spike `k` of the only neuron. */
function ofSpike(run: Run, k: number): Gradient {
  const cotangents = zeroCotangents(run);
  cotangents.spikeTimes[run.spikeTrains("cell").records[k]!] = 1;
  return pullback(run, cotangents);
}

/** The gradient of the first state of the only neuron at its first sample. */
function ofSample(run: Run, side: "after" | "before" = "after"): Gradient {
  const cotangents = zeroCotangents(run);
  cotangents.samples.get(run.samples("cell", side) as Run["sampleTables"][number])![0] = 1;
  return pullback(run, cotangents);
}

const at = (gradient: Gradient, name: string): number => gradient.view(name)[0]!;

describe("reverse sweep", () => {
  it("of the time at which a ramp crosses: th/slope", () => {
    const net = driven(ramp());
    const run = simulate(net, net.initialParameters(), { input: [[]] }, { until: 3 });
    expect(run.spikeTimes("cell")[0]![0]).toBeCloseTo(2, 12);
    const gradient = ofSpike(run, 0);
    expect(at(gradient, "cell.th")).toBeCloseTo(2, 10);
    expect(at(gradient, "cell.slope")).toBeCloseTo(-4, 10);
    expect(at(gradient, "cell.initial.v")).toBeCloseTo(-2, 10);
    expect(at(gradient, "cell.vr")).toBe(0);
  });

  it("of a second spike after a reset that reads state, time and parameters", () => {
    // v ← vr + c·v·t with v = th:  t2 = t1 + (th − vr − c·th·t1)/slope,  t1 = th/slope.
    const net = driven(ramp({ spike: { when: "v - th", reset: { v: "vr + c * v * t" } } }));
    const run = simulate(net, net.initialParameters(), { input: [[]] }, { until: 4 });
    expect(run.spikeTimes("cell")[0]![1]).toBeCloseTo(3.2, 12);
    const gradient = ofSpike(run, 1);
    expect(at(gradient, "cell.vr")).toBeCloseTo(-2, 10);
    expect(at(gradient, "cell.c")).toBeCloseTo(-4, 10);
    // dt2/dth = 1/s + (1 − c·t1 − c·th/s)/s
    expect(at(gradient, "cell.th")).toBeCloseTo(2 + 2 * (1 - 0.2 - 0.2), 10);
  });

  it("of a spike after an arrival: only the weight shifts it, not the arrival's time", () => {
    const net = driven(ramp());
    const run = simulate(net, net.initialParameters(), { input: [[0.2]] }, { until: 2 });
    const gradient = ofSpike(run, 0);
    expect(at(gradient, "input→cell.weight")).toBeCloseTo(-2, 10);
    expect(at(gradient, "input→cell.delay")).toBeCloseTo(0, 10);
    expect(gradient.inputTimes["input"]![0]![0]).toBeCloseTo(0, 10);
  });

  it("of a spike that an arrival makes: its time is the arrival's", () => {
    const net = driven(ramp(), 0.8);
    const run = simulate(net, net.initialParameters(), { input: [[0.2]] }, { until: 2 });
    expect(run.spikeTimes("cell")[0]![0]).toBe(1.2);
    const gradient = ofSpike(run, 0);
    expect(at(gradient, "input→cell.delay")).toBe(1);
    expect(gradient.inputTimes["input"]![0]![0]).toBe(1);
    for (const name of ["input→cell.weight", "cell.th", "cell.slope", "cell.initial.v"])
      expect(at(gradient, name)).toBeCloseTo(0, 14);
  });

  it("of a sample after a reset: the run is shorter the later the spike was", () => {
    // v(s) = vr + slope·(s − th/slope)
    const net = driven(ramp());
    const samples = [{ population: "cell", times: [2.5] }];
    const run = simulate(net, net.initialParameters(), { input: [[]] }, { until: 3, samples });
    expect(run.samples("cell").values[0]).toBeCloseTo(0.45, 12);
    const gradient = ofSample(run);
    expect(at(gradient, "cell.vr")).toBeCloseTo(1, 10);
    expect(at(gradient, "cell.th")).toBeCloseTo(-1, 10);
    expect(at(gradient, "cell.slope")).toBeCloseTo(2.5, 10);
  });

  it("of two simultaneous arrivals: each has its own derivative", () => {
    // v ← v + w·(1 − v) twice: the weights commute, the times have v' = 0 between them.
    const definition = ramp({
      dynamics: "dv/dt = slope",
      spike: { when: "v - 9" },
      input: { v: "v + weight * (1 - v)" },
    });
    const net = network({
      populations: { input: source(2), cell: population(defineNeuron(definition), 1) },
      projections: [connect("input", "cell", { weight: [[0.3], [0.6]] })],
    });
    const samples = [{ population: "cell", times: [2] }];
    const run = simulate(net, net.initialParameters(), { input: [[1], [1]] }, { until: 2, samples });
    const gradient = ofSample(run);
    // v(2) = s + 1 − (1 − w1)(1 − w2)(1 − s)
    expect([...gradient.view("input→cell.weight")].map((x) => x.toFixed(10))).toEqual([
      "0.2000000000",
      "0.3500000000",
    ]);
    // The later an arrival, the more of the drive it scales: v(2) = … − w1·(1 − w2)·s·t1 − w2·s·t2.
    expect(gradient.inputTimes["input"]![0]![0]).toBeCloseTo(-0.3 * 0.4 * 0.5, 10);
    expect(gradient.inputTimes["input"]![1]![0]).toBeCloseTo(-0.6 * 0.5, 10);
  });
});

/** Right and left differences of full simulations. */
function oneSided(f: (x: number) => number, x: number): [number, number] {
  const step = 1e-5;
  return [(f(x + step) - f(x)) / step, (f(x) - f(x - step)) / step];
}

describe("reverse sweep past a state at rest where its rate is infinitely steep", () => {
  it.each(["sqrt(x)", "sqrt(abs(x))", "x^0.5", "abs(x)^0.7"])(
    "%s: spikes that it has no part in have their derivatives, and a kick of it has none",
    (power) => {
      const net = driven({
        name: "steep",
        state: { v: {}, x: {} },
        parameters: { drive: 0.3, th: 1, k: 0.3 },
        dynamics: `dv/dt = drive + x - 0.1*v \n dx/dt = -k*${power}`,
        spike: { when: "v > th", reset: { v: 0 } },
        input: { v: "v + weight" },
      });
      const run = simulate(net, net.initialParameters(), { input: [[]] }, { until: 10 });
      // From 0 to th it takes 10 log(3 / (3 − th)), at th = 1 4.0547: d/d(drive) = 100 (1/3 − 1/2), d/d(th) = 10/2.
      for (const spike of [0, 1]) {
        const gradient = ofSpike(run, spike);
        expect(at(gradient, "cell.drive")).toBeCloseTo(((spike + 1) * -100) / 6, 6);
        expect(at(gradient, "cell.th")).toBeCloseTo((spike + 1) * 5, 6);
        expect(at(gradient, "cell.initial.v")).toBeCloseTo(-10 / 3, 6);
        expect(at(gradient, "cell.k")).toBeCloseTo(0, 12);
        expect(at(gradient, "cell.initial.x")).toBeNaN();
      }
    },
  );
});

describe("reverse sweep where things coincide", () => {
  const leaky: NeuronDefinition = {
    name: "leaky",
    state: { v: {}, i: {} },
    signals: ["drive"],
    dynamics: "dv/dt = -v / 4 + i + drive\n di/dt = -i / 3",
    input: { i: "i + weight" },
  };

  it("an arrival at a breakpoint of a signal had the gradient of moving the breakpoint too", () => {
    const net = driven(leaky, 1, 0);
    const samples = [{ population: "cell", times: [10] }];
    const runAt = (time: number): Run =>
      simulate(
        net,
        net.initialParameters(),
        { input: [[time]], "cell.drive": piecewiseConstant([0, 5], [0.2, 1.3]) },
        { until: 10, samples, rtol: 1e-11, atol: 1e-11 },
      );
    const [right, left] = oneSided((time) => runAt(time).samples("cell").values[0]!, 5);
    const found = ofSample(runAt(5)).inputTimes["input"]![0]![0]!;
    // The jump is in i, so the two one-sided derivatives are the same; O(1e-5) differences.
    expect(found).toBeCloseTo(right, 4);
    expect(found).toBeCloseTo(left, 4);
  });

  it("jumps that read a linear signal saw its value at the start of the last step", () => {
    const definition: NeuronDefinition = {
      ...leaky,
      dynamics: "dv/dt = 0\n di/dt = 0",
      input: { v: "v + weight * drive" },
    };
    const net = driven(definition, 2, 0);
    const samples = [{ population: "cell", times: [4] }];
    const input: Input = { input: [[3]], "cell.drive": piecewiseLinear([0, 4], [1, 5]) };
    const run = simulate(net, net.initialParameters(), input, { until: 4, samples });
    expect(run.samples("cell").values[0]).toBe(8);
    const gradient = ofSample(run);
    expect(gradient.inputTimes["input"]![0]![0]).toBe(2);
    expect([...gradient.signals["cell.drive"]!]).toEqual([0.5, 1.5]);
  });

  it("two events with the same root ended the run as grazing", () => {
    const definition = ramp({
      state: { v: {}, n: {} },
      dynamics: "dv/dt = slope\n dn/dt = 0",
      spike: { when: "2 * v - 2 * th", reset: { n: "n + 1" } },
      events: { other: { when: "v - th", reset: { n: "3 * n" } }, third: { when: "th * v - th^2" } },
    });
    const net = network({ populations: { cell: population(defineNeuron(definition), 1) } });
    const samples = [{ population: "cell", times: [3] }];
    const run = simulate(net, net.initialParameters(), {}, { until: 3, samples });
    const { time, event } = run.tape.spikes;
    expect([...event.data.subarray(0, event.length)]).toEqual([0, 1, 2]);
    // In the order of declaration: n ← n + 1, then n ← 3·n.
    expect(run.samples("cell").values[1]).toBe(3);
    for (let record = 0; record < 3; record++) {
      expect(time.data[record]).toBeCloseTo(2, 12);
      const cotangents = zeroCotangents(run);
      cotangents.spikeTimes[record] = 1;
      expect(at(pullback(run, cotangents), "cell.slope")).toBeCloseTo(-4, 8);
    }
  });

  it("an event at its own root lost its derivative when a spike arrived at the same time", () => {
    const definition = ramp({
      state: { v: {}, i: {} },
      dynamics: "dv/dt = slope - v + i\n di/dt = -i",
      parameters: { slope: 2, th: 1, vr: 0, c: 0 },
      input: { i: "i + weight" },
    });
    const model = defineNeuron(definition);
    const net = network({
      populations: { first: population(model, 1), cell: population(model, 1) },
      projections: [connect("first", "cell", { weight: 0.5 })],
    });
    const runAt = (slope: number): Run => {
      const parameters = net.initialParameters();
      parameters.set("cell.slope", slope);
      return simulate(net, parameters, {}, { until: 1, rtol: 1e-9, atol: 1e-9 });
    };
    // The neuron's own event is in round 0, the arrival in round 1: the derivative from the right.
    const [right] = oneSided((slope) => runAt(slope).spikeTimes("cell")[0]![0]!, 2);
    const gradient = ofSpike(runAt(2), 0);
    expect(at(gradient, "cell.slope")).toBeCloseTo(right, 4);
    expect(at(gradient, "first.slope")).toBeCloseTo(0, 7);
  });

  it("an event at a breakpoint leaves the breakpoint where it is", () => {
    const definition = ramp({
      signals: ["drive"],
      parameters: { th: 0.5 },
      dynamics: "dv/dt = drive",
      spike: { when: "v - th", reset: { v: 0 } },
    });
    const net = driven(definition);
    const samples = [{ population: "cell", times: [1.1] }];
    const input: Input = { input: [[]], "cell.drive": piecewiseConstant([0, 1], [0.5, 2]) };
    const run = simulate(net, net.initialParameters(), input, { until: 1.2, samples });
    expect(run.spikeTimes("cell")[0]![0]).toBe(1);
    // v(1.1) = 2·(1.1 − t*) if t* ≥ 1, with dt*/dth = 1/2 there; 0.5·(1 − t*) + 0.2 with dt*/dth = 2 before: −1 both.
    expect(at(ofSample(run), "cell.th")).toBeCloseTo(-1, 10);
  });
});

describe("reverse sweep of what is observed behind the last record of a neuron", () => {
  const value = tracedLoss({ formula: "value", over: "sum" });

  it("a state after the spike that ends the run is where it was reset to, whenever that is", () => {
    const net = network({
      populations: { input: source(1), cell: population(lif, 1) },
      projections: [connect("input", "cell", { weight: 9 })],
      trainable: ["cell.vReset", "cell.vThreshold", "cell.tauMem", "input→cell.weight"],
    });
    const readout = stateAtSpikes("cell", "v", { count: 2, side: "after", silentValue: 0 });
    const of = valueAndGradient(net, { terms: [{ readout, loss: value }], until: 30 });
    const { value: sum, gradient } = of(net.initialParameters(), { input: [[1, 5, 6, 9]] }, [0, 0]);
    expect(sum).toBe(0);
    expect(gradient.view("cell.vReset")[0]).toBeCloseTo(2, 12);
    const others = ["cell.vThreshold", "cell.tauMem", "input→cell.weight"].flatMap((id) => [
      ...gradient.view(id),
    ]);
    for (const slope of [...others, ...gradient.inputTimes["input"]![0]!]) expect(slope).toBeCloseTo(0, 12);
  });

  it("a maximum that an arrival at the end of the run makes moves with its time", () => {
    // v(10) = w1·e^(−(10 − t1)/τ) + w2, of which the later arrival, at t2 = 10, sees the first less the later it comes.
    const trace = defineNeuron({
      name: "trace",
      state: { v: {} },
      parameters: { tau: { default: 6, domain: "positive" } },
      dynamics: "dv/dt = -v/tau",
      input: { v: "v + weight" },
    });
    const net = network({
      populations: { input: source(2), cell: population(trace, 1) },
      projections: [connect("input", "cell", { weight: [[2], [3]] })],
    });
    const of = valueAndGradient(net, { terms: [{ readout: maximum("cell", "v"), loss: value }], until: 10 });
    const { value: highest, gradient } = of(net.initialParameters(), { input: [[4], [10]] }, [0]);
    const left = Math.exp(-1);
    expect(highest).toBeCloseTo(2 * left + 3, 12);
    expect([...gradient.view("input→cell.weight")]).toEqual([expect.closeTo(left, 12), 1]);
    expect(gradient.inputTimes["input"]![0]![0]).toBeCloseTo((2 * left) / 6, 12);
    expect(gradient.inputTimes["input"]![1]![0]).toBeCloseTo((-2 * left) / 6, 12);
  });
});
