import { describe, expect, it } from "vitest";
import { checkGradients } from "../../src/check/check-gradients.ts";
import { ModelError, OptionError } from "../../src/errors.ts";
import {
  defineNeuron,
  exactFlow,
  lif,
  meanSquaredError,
  network,
  piecewiseLinear,
  population,
  refractory,
  type SimulateOptions,
  simulate,
  stateAtTimes,
  tsitouras54,
  withIntegral,
} from "../../src/index.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import { networkFromDescription } from "../../src/io/network-from-description.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";

/** τ v' = I − v, with spikes at 1 that take 1 away: τ (v(T) + spikes) = I T − ∫ v. */
const driven = defineNeuron({
  name: "driven",
  state: { v: { unit: "mV", scale: 0.1 } },
  parameters: { tau: { unit: "ms", default: 10, domain: "positive" }, current: { unit: "mV", default: 2.2 } },
  dynamics: "tau * dv/dt = current - v",
  spike: { when: "v - 1 mV", reset: { v: "v - 1 mV" } },
  input: { v: "v + weight" },
});
const until = 45;

function atEnd(model: NeuronModel, options: Partial<SimulateOptions> = {}) {
  const net = network({ populations: { cell: population(model, 1) } });
  const samples = [{ population: "cell", times: [until] }];
  const run = simulate(net, net.initialParameters(), {}, { until, samples, ...options });
  const { states, values } = run.samples("cell");
  const [times = []] = run.spikeTimes("cell");
  return { spikes: times.length, ...Object.fromEntries(states.map((name, k) => [name, values[k]!])) } as {
    readonly spikes: number;
    readonly [state: string]: number;
  };
}

describe("withIntegral", () => {
  it("integrates a state over spikes, as exactly as the state itself", () => {
    const model = withIntegral(driven, { name: "area", of: "v" });
    for (const method of [tsitouras54, exactFlow]) {
      const { v, area, spikes } = atEnd(model, { method, rtol: 1e-10, atol: 1e-10 });
      expect(spikes).toBeGreaterThan(4);
      // Both sides are of the size of 100, and good to the tolerance of each step.
      expect(Math.abs(area! - (2.2 * until - 10 * (v! + spikes)))).toBeLessThan(1e-7);
    }
  });

  it("integrates a formula of states, parameters, time and switches", () => {
    const formula = "max(0, v - 0.5 mV) * t / tau";
    const { excess } = atEnd(withIntegral(driven, { name: "excess", of: formula }), {
      rtol: 1e-9,
      atol: 1e-9,
    });
    // The same by the trapezoidal rule over a fine trace: kinks and jumps cost 1e-5 at its ends.
    const net = network({ populations: { cell: population(driven, 1) } });
    const run = simulate(net, net.initialParameters(), {}, { until, rtol: 1e-9, atol: 1e-9 });
    const { times, values } = run.trace("cell", 0, "v", { spacing: 0.01 });
    const at = (k: number): number => (Math.max(0, values[k]! - 0.5) * times[k]!) / 10;
    let sum = 0;
    for (let k = 1; k < times.length; k++) sum += ((at(k) + at(k - 1)) / 2) * (times[k]! - times[k - 1]!);
    expect(Math.abs(excess! - sum)).toBeLessThan(1e-4 * sum);
  });

  it("has a gradient, through spikes and through a switch of the formula alone", () => {
    for (const of of ["v ** 2", "v > 0.3 mV ? v - 0.3 mV : 0 mV"]) {
      const net = network({
        populations: { cell: population(withIntegral(driven, { name: "area", of }), 1) },
      });
      const readout = stateAtTimes("cell", "area", [17, until]);
      const objective = { terms: [{ readout, loss: meanSquaredError() }], until };
      const { agrees } = checkGradients(net, objective, net.initialParameters(), {}, [1, 2]);
      expect(agrees).toBe(true);
    }
  });

  it("integrates signals, which none of its units hold for", () => {
    const model = defineNeuron({
      name: "fed",
      state: { v: {} },
      signals: ["drive"],
      dynamics: "dv/dt = drive - v",
    });
    const net = network({
      populations: { cell: population(withIntegral(model, { name: "charge", of: "drive" }), 1) },
    });
    const input = { "cell.drive": piecewiseLinear([0, 10, 20], [0, 2, 1]) };
    const samples = [{ population: "cell", times: [30] }];
    const run = simulate(net, net.initialParameters(), input, { until: 30, samples });
    expect(run.samples("cell").values[1]).toBeCloseTo(10 + 15 + 10, 12);
  });

  it("is converted to the unit that is asked for, and refused in another", () => {
    const rough = atEnd(withIntegral(driven, { name: "area", of: "v" }));
    const volts = atEnd(withIntegral(driven, { name: "area", of: "v", unit: "V*s", scale: 1e-6 }));
    expect(volts["area"]).toBeCloseTo(rough["area"]! * 1e-6, 9);
    expect(() => withIntegral(driven, { name: "area", of: "v", unit: "mV" })).toThrow(ModelError);
    expect(() => withIntegral(driven, { name: "area", of: "v", unit: "mV" })).toThrow(/units do not agree/);
  });

  it("takes a function of symbols, and several integrals", () => {
    const once = withIntegral(driven, { name: "area", of: ({ v }) => v! });
    const twice = withIntegral(once, { name: "time", of: 1 });
    // By one method: the exact flow of the one is shorter than Runge–Kutta steps, that of the other is not.
    const method = tsitouras54;
    const { area, time } = atEnd(twice, { method });
    expect(area).toBe(atEnd(once, { method })["area"]);
    expect(time).toBeCloseTo(until, 12);
  });

  it("is printed with the model", () => {
    expect(String(withIntegral(driven, { name: "area", of: "2 * v" }))).toMatch(
      /area.* = 0 at the start[\s\S]*2 \* v/,
    );
  });

  it("goes on in a refractory period, inside the wrapper and outside", () => {
    const inside = atEnd(refractory(withIntegral(driven, { name: "time", of: "1" }), { period: 3 }));
    const outside = atEnd(
      withIntegral(refractory(driven, { period: 2 }), { name: "quiet", of: "refractory" }),
    );
    expect(inside["time"]).toBeCloseTo(until, 12);
    // The last spike is long before the end.
    expect(outside["quiet"]).toBeCloseTo(2 * outside.spikes, 9);
  });

  it("is saved and loaded with the network, beside discrete states too", () => {
    const model = withIntegral(refractory(lif, { period: 2 }), { name: "area", of: "v * i" });
    const net = network({ populations: { cell: population(model, 1, { parameters: { bias: 2 } }) } });
    const again = networkFromDescription(describeNetwork(net), "a file");
    const samples = [{ population: "cell", times: [30] }];
    const [a, b] = [net, again].map((one) =>
      simulate(one, one.initialParameters(), {}, { until: 30, samples }).samples("cell"),
    );
    expect(b!.states).toEqual(a!.states);
    expect([...b!.values]).toEqual([...a!.values]);
  });

  it("answers what it cannot take", () => {
    const attempt = (options: object) => () => withIntegral(driven, { name: "area", of: "v", ...options });
    expect(attempt({ name: "v" })).toThrow('withIntegral(driven): the model has "v" already');
    expect(attempt({ name: "weight" })).toThrow(/has "weight" already/);
    expect(attempt({ name: "t" })).toThrow(ModelError);
    expect(attempt({ of: "v + w" })).toThrow(/unknown symbol "w" in of, line 1, column 5/);
    expect(attempt({ of: undefined })).toThrow("withIntegral(driven): of is undefined");
    expect(attempt({ scale: 0 })).toThrow(OptionError);
    expect(attempt({ unit: "furlong" })).toThrow(ModelError);
    expect(attempt({ from: 3 })).toThrow(/unknown option "from"/);
    expect(() => withIntegral({} as never, { name: "area", of: "v" })).toThrow(/no neuron model/);
  });
});
