import { describe, expect, it } from "vitest";
import {
  alphaSynapse,
  checkGradients,
  connect,
  defineNeuron,
  deltaSynapse,
  exponentialSynapse,
  firstSpikeTimes,
  lif,
  meanSquaredError,
  network,
  nmdaSynapse,
  population,
  type Synapse,
  simulate,
  source,
  stateAtTimes,
  withSynapses,
} from "../../src/index.ts";
import { morrisLecar } from "../../src/neurons/morris-lecar.ts";

const membrane = defineNeuron({
  name: "membrane",
  state: { v: { unit: "mV", initial: "eLeak" } },
  parameters: {
    capacitance: { unit: "pF", default: 200, domain: "positive" },
    gLeak: { unit: "nS", default: 10, domain: "positive" },
    eLeak: { unit: "mV", default: -70 },
    vThreshold: { unit: "mV", default: -50 },
    current: { unit: "pA", default: 0 },
  },
  dynamics: "dv/dt = (gLeak * (eLeak - v) + current) / capacitance",
  spike: { when: "v - vThreshold", reset: { v: "eLeak" } },
});
const tauMem = 20;

/** Ends of states at given times, of a cell that gets one spike of a weight at 1 ms through each of its ports. */
function answer(synapses: Readonly<Record<string, Synapse>>, weight: number, times: readonly number[]) {
  const model = withSynapses(membrane, { into: "current", synapses });
  const net = network({
    populations: { input: source(1), cell: population(model, 1) },
    projections: Object.keys(synapses).map((port) => connect("input", "cell", { name: port, port, weight })),
  });
  const run = simulate(
    net,
    net.initialParameters(),
    { input: [[1]] },
    {
      until: Math.max(...times),
      rtol: 1e-11,
      atol: 1e-11,
      samples: [{ population: "cell", times: [...times] }],
    },
  );
  const { values } = run.samples("cell");
  const names = model.states.map(({ name }) => name);
  return { at: (state: string, k: number) => values[k * names.length + names.indexOf(state)]!, model };
}

describe("withSynapses", () => {
  it("adds exponential currents, by their closed form", () => {
    const [tau, weight] = [5, 100];
    const { at } = answer({ input: exponentialSynapse({ tau }) }, weight, [4]);
    expect(at("i", 0)).toBeCloseTo(weight * Math.exp(-3 / tau), 9);
    // (w/C) (e^(−t/τ_m) − e^(−t/τ_s)) / (1/τ_s − 1/τ_m)
    const rise = (Math.exp(-3 / tauMem) - Math.exp(-3 / tau)) / (1 / tau - 1 / tauMem);
    expect(at("v", 0)).toBeCloseTo(-70 + (weight / 200) * rise, 8);
  });

  it("adds alpha functions whose peak is the weight, after their time constant", () => {
    const { at } = answer({ ampa: alphaSynapse({ tau: 4 }) }, 30, [3, 5, 9]);
    [2, 4, 8].forEach((after, k) => {
      expect(at("i_ampa", k)).toBeCloseTo(30 * (after / 4) * Math.exp(1 - after / 4), 9);
    });
    expect(at("i_ampa", 1)).toBeCloseTo(30, 9);
  });

  it("moves the membrane at once", () => {
    expect(answer({ kick: deltaSynapse() }, 3, [1]).at("v", 0)).toBeCloseTo(-67, 12);
  });

  it("adds conductances, which pull to their reversal potential", () => {
    // A conductance that hardly decays: towards (g_L E_L + g E)/(g_L + g) with a rate of (g_L + g)/C.
    const { at, model } = answer({ gaba: exponentialSynapse({ tau: 1e12, reversal: -80 }) }, 30, [6]);
    const rest = (10 * -70 + 30 * -80) / 40;
    expect(at("v", 0)).toBeCloseTo(rest + (-70 - rest) * Math.exp((-5 * 40) / 200), 8);
    const units = Object.fromEntries(
      [...model.states, ...model.parameters].map(({ name, unit }) => [name, unit]),
    );
    expect(units).toMatchObject({ g_gaba: "pA/mV", tauSyn_gaba: "ms", eSyn_gaba: "mV" });
  });

  it("blocks conductances of NMDA receptors by magnesium, as Jahr & Stevens (1990) have it", () => {
    const names = answer({ nmda: nmdaSynapse() }, 10, [2]).model.parameters.map(({ name }) => name);
    expect(names.slice(-3)).toEqual(["tauSyn_nmda", "eSyn_nmda", "magnesium_nmda"]);
    // A conductance that hardly decays, just after it begins: C dv/dt = g (0 − v) B(v) at v = −70.
    const rate = (magnesium: number): number => {
      const { at } = answer({ nmda: nmdaSynapse({ tau: 1e12, magnesium }) }, 10, [1 + 1e-5]);
      return ((at("v", 0) + 70) / 1e-5) * 200;
    };
    for (const magnesium of [0, 1, 3.57]) {
      const open = 1 / (1 + (magnesium / 3.57) * Math.exp(0.062 * 70));
      // Curvature is 1e-5 ms over some ms.
      expect(rate(magnesium) / (700 * open)).toBeCloseTo(1, 4);
    }
  });

  it("has exact gradients through synapses of all kinds side by side, and what graded spikes carry", () => {
    const synapses = {
      input: exponentialSynapse({ tau: 3 }),
      ampa: alphaSynapse({ tau: 2, reversal: 0 }),
      gaba: exponentialSynapse({ tau: 8, reversal: -80 }),
      kick: deltaSynapse(),
    };
    const model = withSynapses(membrane, { into: "current", synapses });
    const graded = defineNeuron({
      name: "graded",
      state: { u: {} },
      dynamics: "du/dt = 0.3",
      spike: { when: "u - 1", reset: { u: 0 }, payload: "0.5 + t / 20" },
    });
    const weights = { input: 60, ampa: 4, gaba: 1, kick: 0.5 };
    const net = network({
      populations: { sender: population(graded, 1), cell: population(model, 1) },
      projections: Object.entries(weights).map(([port, weight]) =>
        connect("sender", "cell", { name: port, port, weight, delay: 0.7 }),
      ),
    });
    const terms = [
      { readout: firstSpikeTimes("cell"), loss: meanSquaredError(), target: () => 9 },
      { readout: stateAtTimes("cell", "v", [15]), loss: meanSquaredError(), target: () => -60 },
    ];
    const check = checkGradients(
      net,
      { terms, until: 30, rtol: 1e-9, atol: 1e-9 },
      net.initialParameters(),
      {},
      0,
    );
    expect(check.agrees).toBe(true);
    for (const port of Object.keys(weights)) {
      const { largest, runs } = check.groups.find(({ name }) => name === `${port}.weight`)!;
      expect(largest, port).toBeGreaterThan(1e-3);
      expect(runs).toMatchObject({ discarded: 0, agrees: true });
    }
  });

  it("adds to a model that has synapses, and answers what it cannot take", () => {
    const more = withSynapses(lif, { into: "bias", synapses: { slow: exponentialSynapse({ tau: 50 }) } });
    expect(more.ports.map(({ name }) => name)).toEqual(["input", "slow"]);
    const attempt = (options: object) => () =>
      withSynapses(membrane, { into: "current", synapses: {}, ...options });
    expect(attempt({ into: "curent" })).toThrow(
      'withSynapses(membrane): there is no parameter "curent"\n  Did you mean "current"?',
    );
    const synapses = { input: exponentialSynapse({ tau: 2 }) };
    expect(() => withSynapses(lif, { into: "bias", synapses })).toThrow(
      'withSynapses(lif): the model has "i" already',
    );
    expect(() => withSynapses(morrisLecar, { into: "current", synapses: { kick: deltaSynapse() } })).toThrow(
      "withSynapses(morrisLecar): no state that an event reads is reset, so that none is known for the membrane\n" +
        '  Say which it is: { membrane: "v" }, of v, w, i.',
    );
    expect(attempt({ membrane: "u", synapses: { kick: deltaSynapse() } })).toThrow('there is no state "u"');
    expect(attempt({ synapses: { a: { tau: 3 } } })).toThrow("synapses.a");
    expect(() => exponentialSynapse({ tau: 0 })).toThrow("exponentialSynapse: tau is 0");
  });
});
