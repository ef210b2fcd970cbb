/**
 * What every exported neuron model must do. Nothing to do for a new one: it is driven by what the
 * catalogue exports, with an input that is raised until the model fires.
 */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { executions } from "../../src/codegen/execution.ts";
import type { Run } from "../../src/compile/run.ts";
import { contains } from "../../src/domain.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { parseUnit, printUnit } from "../../src/expr/units.ts";
import { connect } from "../../src/network/connect.ts";
import { type Network, network } from "../../src/network/network.ts";
import type { Parameters } from "../../src/network/parameters.ts";
import { population, source } from "../../src/network/population.ts";
import * as catalogue from "../../src/neurons/catalogue.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { piecewiseConstant } from "../../src/simulate/given/input.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { recordKind } from "../../src/tape/tape.ts";

const models: readonly NeuronModel[] = Object.values(catalogue);

const until = 60;

/** Two input spikes to the neurons; all weights of all ports are `strength` times 1, 1.1, 1.2, … per neuron. */
function driven(model: NeuronModel, size: number, strength: number): Network {
  const row = Array.from({ length: size }, (_, n) => strength * (1 + 0.1 * n));
  return network({
    populations: { input: source(1), cell: population(model, size) },
    projections: model.ports.map((port) =>
      connect("input", "cell", {
        port: port.name,
        name: port.name,
        weights: Object.fromEntries(port.channels.map((channel) => [channel, [row]])),
      }),
    ),
  });
}

function run(
  net: Network,
  model: NeuronModel,
  parameters: Parameters,
  options: Partial<SimulateOptions> = {},
): Run {
  const signals = model.signals.map((signal) => [`cell.${signal}`, piecewiseConstant([0], [1])] as const);
  const sources = net.populations.filter(({ definition }) => definition.kind === "source");
  const spikes = sources.map(({ name }) => [name, [[1, 6.5]]] as const);
  return simulate(net, parameters, Object.fromEntries([...spikes, ...signals]), { until, ...options });
}

const emitting = (model: NeuronModel): boolean => model.events.some(({ emits }) => emits);
const bits = ({ tape }: Run): number[][] => [
  [...tape.state.data.subarray(0, tape.state.length)],
  [...tape.time.data.subarray(0, tape.time.length)],
  [...tape.spikes.time.data.subarray(0, tape.spikes.time.length)],
];

/** The weakest of 1, 2, 4, … that makes every neuron of the model fire, twice as much to be away from grazing. */
function strengthFor(model: NeuronModel): number {
  for (let strength = 1; strength < 1e4; strength *= 2) {
    const net = driven(model, 1, strength);
    if (run(net, model, net.initialParameters()).spikeTimes("cell")[0]!.length > 0) return 2 * strength;
  }
  return Number.NaN;
}

describe.each(models)("$name", (model) => {
  const strength = emitting(model) ? strengthFor(model) : 10;

  it("declares units that exist, and scales its states", () => {
    for (const { name, unit } of [...model.states, ...model.parameters]) {
      if (unit !== "") expect(printUnit(parseUnit(unit, name)), name).toBe(unit);
    }
    for (const { scale } of model.states) expect(scale).toBeGreaterThan(0);
  });

  it("has default parameters in their domains, and time constants that are positive times", () => {
    for (const { name, domain, default: value, unit } of model.parameters) {
      expect(contains(domain, value), name).toBe(true);
      if (/^tau/.test(name)) expect([domain, unit]).toEqual(["positive", "ms"]);
    }
  });

  it("starts below its event functions, and stays finite without input", () => {
    const net = network({ populations: { cell: population(model, 1) } });
    const result = run(net, model, net.initialParameters(), {
      samples: [{ population: "cell", times: [0, until] }],
    });
    expect([...result.samples("cell").values].every(Number.isFinite)).toBe(true);
    const frame: Record<string, number> = {
      t: 0,
      ...Object.fromEntries(model.signals.map((name) => [name, 0])),
    };
    for (const { name, default: value } of model.parameters) frame[name] = value;
    model.states.forEach(({ name }, i) => {
      frame[name] = result.samples("cell").values[i]!;
    });
    for (const value of evaluate(
      model.events.map(({ when }) => when),
      frame,
    ))
      expect(value).toBeLessThan(0);
  });

  it.runIf(emitting(model))("fires under strong input", () => {
    expect(strength).toBeLessThan(1e4);
    const net = driven(model, 3, strength);
    const trains = run(net, model, net.initialParameters()).spikeTimes("cell");
    for (const train of trains) expect(train.length).toBeGreaterThan(0);
  });

  it("has the same bits in every execution, steps and gradients", () => {
    const net = driven(model, 2, strength);
    const [one, ...others] = executions.map((execution) => {
      const result = run(net, model, net.initialParameters(), {
        execution,
        samples: [{ population: "cell", times: [until] }],
      });
      expect(result.program.execution).toBe(execution);
      const cotangents = zeroCotangents(result);
      cotangents.spikeTimes.fill(1);
      for (const bars of cotangents.samples.values()) bars.fill(0.5);
      return [...bits(result), [...pullback(result, cotangents).values]];
    });
    for (const other of others) expect(other).toEqual(one);
    expect(one![1]!.length).toBeGreaterThan(5);
  });

  it("leaves the condition of its spike below or at zero after the reset, unless the reset does not write it", () => {
    const names = model.states.map(({ name }) => name);
    const net = driven(model, 1, strength);
    const { tape } = run(net, model, net.initialParameters());
    const frame: Record<string, number> = Object.fromEntries(
      model.parameters.map(({ name, default: value }) => [name, value]),
    );
    for (const signal of model.signals) frame[signal] = 1;
    let resets = 0;
    for (let record = 0; record < tape.kind.length; record++) {
      if (tape.kind.data[record] !== recordKind.reset) continue;
      resets++;
      const event = model.events[tape.spikes.event.data[tape.reference.data[record]!]!]!;
      frame["t"] = tape.time.data[record]!;
      names.forEach((name, i) => {
        frame[name] = tape.state.data[tape.stateStart.data[record]! + i]!;
      });
      const after = evaluate(event.reset, frame);
      const [g] = evaluate([event.when], {
        ...frame,
        ...Object.fromEntries(names.map((name, i) => [name, after[i]!])),
      });
      if (event.repeats && event.emits) expect(g).toBeLessThanOrEqual(0);
    }
    expect(resets > 0).toBe(emitting(model));
  });

  it("does not care how its neurons are numbered", () => {
    const net = driven(model, 3, strength);
    const order = [2, 0, 1];
    const parameters = net.initialParameters();
    const permuted = parameters.copy();
    const weights = net.layout.rows.filter(({ kind }) => kind === "weight").map(({ id }) => id);
    for (const id of weights)
      permuted.set(
        id,
        order.map((n) => parameters.view(id)[n]!),
      );
    const samples = [{ population: "cell", times: [20] }];
    const [plain, mixed] = [parameters, permuted].map((values) => run(net, model, values, { samples }));
    const states = model.states.length;
    order.forEach((from, to) => {
      expect(mixed!.spikeTimes("cell")[to]).toEqual(plain!.spikeTimes("cell")[from]);
      for (let i = 0; i < states; i++) {
        expect(mixed!.samples("cell").values[to * states + i]).toBe(
          plain!.samples("cell").values[from * states + i],
        );
      }
    });
  });
});

// The step of a neuron at rest has no error, so nothing bounds its size, and the derivative of one
// step of 100 ms is a polynomial in 100 ms/τ far outside its range: 11.4 and 25,000 instead of −1.3 and −0.003.
it("the gradient of a neuron that rests for long before its first input is that of differences", () => {
  const net = network({
    populations: { input: source(1), cell: population(catalogue.lif, 1) },
    projections: [connect("input", "cell", { weight: 20 })],
  });
  const parameters = net.initialParameters();
  const spike = (id: string, value: number): Run => {
    const moved = parameters.copy();
    moved.set(id, value);
    return simulate(net, moved, { input: [[100]] }, { until: 200 });
  };
  for (const id of ["cell.bias", "cell.initial.i"]) {
    const base = spike(id, 0);
    const cotangents = zeroCotangents(base);
    cotangents.spikeTimes[base.spikeTrains("cell").records[0]!] = 1;
    const time = (value: number): number => spike(id, value).spikeTimes("cell")[0]![0]!;
    const slope = (time(1e-2) - time(-1e-2)) / 2e-2;
    expect(Math.abs(pullback(base, cotangents).view(id)[0]! - slope), id).toBeLessThan(
      0.01 * Math.abs(slope),
    );
  }
});
