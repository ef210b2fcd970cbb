/**
 * The library's neurons against numbers that come from elsewhere: formulas as published, spike times and derivatives in
 * extended precision, and an integrator that shares nothing with the library.
 */
import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import {
  adaptiveLif,
  adex,
  connect,
  defineNeuron,
  deltaSynapse,
  egru,
  fitzHughNagumo,
  gif,
  hindmarshRose,
  hodgkinHuxley,
  mat2,
  morrisLecar,
  type NeuronModel,
  network,
  population,
  pullback,
  quadratic,
  resonateAndFire,
  simulate,
  source,
  traubMiles,
  twoCompartment,
  wangBuzsaki,
  withShortTermPlasticity,
  withSynapses,
  zeroCotangents,
} from "../../src/index.ts";
import { extrapolatedStep, type Spiking, spikeTimesOf } from "../support/extrapolation.ts";
import { conductanceBased } from "../support/published/conductance-based.ts";
import { integrateAndFire } from "../support/published/integrate-and-fire.ts";
import { reduced } from "../support/published/reduced.ts";
import { referenceText } from "../support/reference-networks.ts";

type Numbers = Readonly<Record<string, number>>;

/** One cell without input. */
function cell(model: NeuronModel, parameters: Numbers, initial: Numbers, until: number, tolerance = 1e-11) {
  const net = network({ populations: { cell: population(model, 1, { parameters, initial }) } });
  return simulate(net, net.initialParameters(), {}, { until, rtol: tolerance, atol: tolerance });
}

function publishedAs(name: string) {
  return [...conductanceBased, ...integrateAndFire, ...reduced].find((entry) => entry.name === name)!;
}

describe("formulas are those of the papers", () => {
  it.each([
    [
      wangBuzsaki,
      "fast-spiking interneuron",
      { capacitance: "Cm", eLeak: "EL", gLeak: "gL", current: "Iapp", eNa: "ENa", eK: "EK" },
      {},
    ],
    [
      morrisLecar,
      "barnacle muscle fibre",
      {
        v: "V",
        w: "N",
        capacitance: "C",
        gLeak: "gL",
        eLeak: "VL",
        eCa: "VCa",
        eK: "VK",
        v1: "V1",
        v2: "V2",
        v3: "V3",
        v4: "V4",
        phi: "φ",
        current: "I",
      },
      {},
    ],
    [hindmarshRose, "bursting in three variables", { v: "x", w: "y", vRest: "x1", current: "I" }, {}],
    [
      adex,
      "adaptive exponential integrate-and-fire",
      { v: "vm", capacitance: "C", gLeak: "gL", eLeak: "EL", vT: "VT", slopeFactor: "DeltaT", tauW: "tauw" },
      { current: 1000, w: 50 },
    ],
    [resonateAndFire, "resonate-and-fire", { omega: "ω" }, {}],
    [
      mat2,
      "integrate-and-fire with a multi-timescale threshold",
      {
        v: "V",
        theta1: "θ1",
        theta2: "θ2",
        tauMem: "τ_m",
        tau1: "τ1",
        tau2: "τ2",
        resistance: "R",
        current: "I",
      },
      {},
    ],
  ] as const)("$name", (model, name, names, numbers) => {
    const entry = publishedAs(name);
    const values: Numbers = { ...entry.parameters, ...entry.at };
    const known: Record<string, number> = { t: 0, ...numbers };
    const nameOf = (own: string): string => (names as Readonly<Record<string, string>>)[own] ?? own;
    for (const { name: own, default: value } of model.parameters) {
      known[own] ??= (model === resonateAndFire && own === "current" ? 0 : values[nameOf(own)]) ?? value;
    }
    for (const { name: own } of model.states) known[own] ??= values[nameOf(own)] ?? 0;
    const rates = evaluate(model.derivatives, known);
    const wanted = entry.rates(values);
    let compared = 0;
    model.states.forEach(({ name: own }, k) => {
      const rate = wanted[nameOf(own)];
      if (rate === undefined) return;
      compared++;
      // In adex, w is in pA there and in nA here.
      const scale = model === adex && own === "w" ? 1000 : 1;
      expect(Math.abs(rates[k]! - scale * rate), own).toBeLessThan(1e-10 * Math.abs(scale * rate));
    });
    expect(compared).toBe(Object.keys(wanted).length);
  });
});

describe("spike times and derivatives in extended precision", () => {
  it.each([
    [
      adex,
      {
        capacitance: 200,
        gLeak: 11,
        eLeak: -70,
        vT: -50,
        slopeFactor: 2,
        vReset: -58,
        a: 3,
        tauW: 300,
        b: 0,
        vPeak: 0,
        current: 420,
      },
      { v: -70, w: 5 },
      [18.7160483080138329, 30.5619003071323043, 42.4970860847287346, 54.5201168638537798],
      [-0.0655852612975481, -0.111800154489023, -0.159074735437603, -0.207393582561104],
    ],
    [quadratic, { bias: 0.3 }, { v: -1 }, [47.2097054068472104], [-93.1650367870594341]],
    [hodgkinHuxley, { current: 10 }, {}, [1.90097195165735604, 16.8225826496148092], []],
  ] as const)("$name", (model, parameters, initial, times, slopes) => {
    const run = cell(model, parameters, initial, times.at(-1)! + 0.5);
    const found = run.spikeTimes("cell")[0]!;
    times.forEach((time, k) => {
      // 100 (rtol + ε) scale/D of the state's errors by the crossing rate, and those of the spikes before.
      expect(Math.abs(found[k]! - time) / time).toBeLessThan(1e-8);
    });
    slopes.forEach((slope, k) => {
      const cotangents = zeroCotangents(run);
      cotangents.spikeTimes[run.spikeTrains("cell").records[k]!] = 1;
      const drive = model === adex ? "cell.current" : "cell.bias";
      expect(Math.abs(pullback(run, cotangents).view(drive)[0]! / slope - 1)).toBeLessThan(1e-7);
    });
  });
});

/** A field of the model's own derivatives, but integrated otherwise. */
function asSpiking(model: NeuronModel, parameters: Numbers): Spiking {
  const known = {
    t: 0,
    ...Object.fromEntries(model.parameters.map((own) => [own.name, own.default])),
    ...parameters,
  };
  const names = model.states.map(({ name }) => name);
  const [event] = model.events;
  const named = (values: readonly number[]): Numbers =>
    Object.fromEntries(names.map((name, k) => [name, values[k]!]));
  return {
    field: (y) => named(evaluate(model.derivatives, { ...known, ...y })),
    start: startOf(model, parameters),
    when: (y) => evaluate([event!.when], { ...known, ...y })[0]!,
    reset: (y) => named(evaluate(event!.reset, { ...known, ...y })),
  };
}

describe("an integrator of order 16", () => {
  it("is one", () => {
    const { y } = extrapolatedStep(({ y: own }) => ({ y: -own! }), { y: 1 }, 0.5);
    expect(Math.abs(y! - Math.exp(-0.5))).toBeLessThan(1e-14);
  });

  it.each([
    [wangBuzsaki, { current: 2 }, 17, 0.05],
    [traubMiles, { current: 800 }, 8, 0.02],
    [morrisLecar, { current: 120 }, 90, 0.5],
    [fitzHughNagumo, { current: 0.5 }, 60, 0.25],
    [hindmarshRose, { current: 2 }, 22, 0.05],
    [adaptiveLif, { bias: 1.5 }, 100, 0.5],
    [gif, { current: 1.5, a: 0.005 }, 100, 0.5],
    [twoCompartment, { bias: 1.2, biasDendrite: 1.5 }, 100, 0.5],
    [resonateAndFire, { current: 0.8 }, 40, 0.25],
  ] as const)("finds the spikes of $name", (model, parameters, until, size) => {
    const run = cell(model, parameters, {}, until, 1e-12);
    const found = [...run.spikeTimes("cell")[0]!];
    const expected = spikeTimesOf(asSpiking(model, parameters), until, size);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toHaveLength(expected.length);
    found.forEach((time, k) => {
      expect(Math.abs(time - expected[k]!), `spike ${k}`).toBeLessThan(1e-7);
    });
  });
});

function startOf(model: NeuronModel, parameters: Numbers): Numbers {
  const net = network({ populations: { cell: population(model, 1, { parameters }) } });
  const samples = [{ population: "cell", times: [0] }];
  const { values } = simulate(net, net.initialParameters(), {}, { until: 0, samples }).samples("cell");
  return Object.fromEntries(model.states.map(({ name }, k) => [name, values[k]!]));
}

describe("withShortTermPlasticity", () => {
  /** What a regular presynaptic train adds to a membrane without leak, spike by spike. */
  function released(
    options: Parameters<typeof withShortTermPlasticity>[1],
    interval: number,
    count: number,
  ): number[] {
    const clock = withShortTermPlasticity(
      defineNeuron({
        name: "clock",
        state: { phase: {} },
        parameters: { interval: { default: interval, domain: "positive" } },
        dynamics: "dphase/dt = 1 / interval",
        spike: { when: "phase - 1", reset: { phase: "phase - 1" } },
      }),
      options,
    );
    const sum = withSynapses(
      defineNeuron({
        name: "sum",
        state: { v: {} },
        parameters: { current: 0 },
        dynamics: "dv/dt = 0 * v + current",
      }),
      { into: "current", membrane: "v", synapses: { input: deltaSynapse() } },
    );
    const net = network({
      populations: { clock: population(clock, 1), sum: population(sum, 1) },
      projections: [connect("clock", "sum", { weight: 1 })],
    });
    const times = Array.from({ length: count }, (_, k) => (k + 1.5) * interval);
    const run = simulate(
      net,
      net.initialParameters(),
      {},
      {
        until: (count + 1) * interval,
        rtol: 1e-12,
        atol: 1e-12,
        samples: [{ population: "sum", times }],
      },
    );
    const { values } = run.samples("sum");
    return Array.from(values, (value, k) => value - (values[k - 1] ?? 0));
  }

  it("depresses as the recursion says", () => {
    const [interval, count] = [50, 6];
    const found = released({ release: 0.5, tauRecovery: 800 }, interval, count);
    let resources = 1;
    found.forEach((amount) => {
      // Full before the first spike, it recovers for an interval before each of the others.
      expect(amount).toBeCloseTo(0.5 * resources, 10);
      resources = 1 - (1 - 0.5 * resources) * Math.exp(-interval / 800);
    });
  });

  it("facilitates as the recursion says", () => {
    const [interval, count] = [20, 8];
    const found = released({ release: 0.1, tauRecovery: 100, tauFacilitation: 1000 }, interval, count);
    let [resources, utilization] = [1, 0.1];
    found.forEach((amount) => {
      utilization += 0.1 * (1 - utilization);
      expect(amount).toBeCloseTo(utilization * resources, 10);
      resources = 1 - (1 - resources * (1 - utilization)) * Math.exp(-interval / 100);
      utilization = 0.1 + (utilization - 0.1) * Math.exp(-interval / 1000);
    });
    expect(found[3]!).toBeGreaterThan(found[0]!);
  });
});

it("egru is that of the reference network, with its gradients", () => {
  const file = JSON.parse(referenceText("egru_feedforward"));
  const { weights } = file.topology;
  const { tau_mem, tau_syn, theta } = file.parameters;
  const bias = (first: number, count: number) =>
    Object.fromEntries(
      ["u", "r", "z"].map((gate) => [
        `bias${gate.toUpperCase()}`,
        file.bias[gate].slice(first, first + count),
      ]),
    );
  const layer = (first: number, count: number) =>
    population(egru, count, {
      parameters: { tauMem: tau_mem, tauSyn: tau_syn, threshold: theta, ...bias(first, count) },
    });
  const between = (name: string) =>
    Object.fromEntries(["u", "r", "z"].map((gate) => [`w${gate.toUpperCase()}`, weights[gate][name]]));
  const net = network({
    populations: { input: source(4), hidden: layer(0, 6), output: layer(6, 2) },
    projections: [
      connect("input", "hidden", { weights: between("input_to_hidden") }),
      connect("hidden", "output", { weights: between("hidden_to_output") }),
    ],
  });
  const options = { until: file.horizon, rtol: 1e-11, atol: 1e-11 };
  const run = simulate(net, net.initialParameters(), { input: file.inputs.spike_times }, options);
  const cotangents = zeroCotangents(run);
  const { start, records } = run.spikeTrains("output");
  let value = 0;
  for (const { neuron, index, coefficient } of file.loss.spike_time_terms) {
    const record = records[start[neuron - 6]! + index]!;
    cotangents.spikeTimes[record] = coefficient;
    value += coefficient * run.tape.spikes.time.data[record]!;
  }
  expect(Math.abs(value - file.loss.value)).toBeLessThan(1e-8);
  const gradient = pullback(run, cotangents);
  for (const gate of ["u", "r", "z"]) {
    for (const [name, id] of [
      ["input_to_hidden", "input→hidden"],
      ["hidden_to_output", "hidden→output"],
    ] as const) {
      const expected: number[] = file.gradients.weights[gate][name].flat();
      const largest = Math.max(...expected.map(Math.abs));
      gradient.view(`${id}.w${gate.toUpperCase()}`).forEach((slope, k) => {
        expect(Math.abs(slope - expected[k]!)).toBeLessThan(1e-6 * largest);
      });
    }
  }
});
