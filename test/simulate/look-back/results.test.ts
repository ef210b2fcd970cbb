import { inspect } from "node:util";
/** Spikes as lists, and results as JSON. */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../../src/adjoint/pullback.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { eif } from "../../../src/neurons/eif.ts";
import { lif } from "../../../src/neurons/lif.ts";
import { qif } from "../../../src/neurons/qif.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import type { Method } from "../../../src/solvers/method.ts";
import { dormandPrince54 } from "../../../src/solvers/tableaus/dormand-prince-54.ts";

const net = network({
  populations: { input: source(3), cell: population(lif, 2, { parameters: { bias: [3, 5] } }) },
  projections: [connect("input", "cell", { weight: 0.5 })],
});
const run = simulate(
  net,
  net.initialParameters(),
  { input: [[5, 2, Infinity], [], [2, 7]] },
  { until: 20, samples: [{ population: "cell", times: [1, 2] }] },
);

describe("spikes", () => {
  it("of a source are those given, in time order, of equal times the lowest channel first", () => {
    const { times, neurons } = run.spikes("input");
    expect([...times]).toEqual([2, 2, 5, 7]);
    expect([...neurons]).toEqual([0, 2, 0, 2]);
  });

  it("of neurons are those of spikeTimes", () => {
    const { times, neurons } = run.spikes("cell");
    expect(times).toBeInstanceOf(Float64Array);
    expect(neurons).toBeInstanceOf(Int32Array);
    expect([...times]).toEqual([...times].sort((a, b) => a - b));
    run.spikeTimes("cell").forEach((train, n) => {
      expect(train.length).toBeGreaterThan(1);
      expect(times.filter((_, k) => neurons[k] === n)).toEqual(train);
    });
    expect(() => run.spikes("cel")).toThrow('Did you mean "cell"?');
  });
});

describe("JSON", () => {
  const read = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  it("of a run is its status, statistics, spikes and samples, with lists for arrays", () => {
    const { times, neurons } = run.spikes("cell");
    const { values } = run.samples("cell");
    expect(read(run)).toMatchObject({
      status: "completed",
      until: 20,
      statistics: { acceptedSteps: run.statistics.acceptedSteps },
      spikes: { cell: { times: [...times], neurons: [...neurons] }, input: { times: [2, 2, 5, 7] } },
      samples: [{ population: "cell", states: ["v", "i"], times: [1, 2], values: [...values] }],
    });
  });

  it("of spikes, spike times, traces and samples has lists", () => {
    expect(read(run.spikes("input"))).toEqual({ times: [2, 2, 5, 7], neurons: [0, 2, 0, 2] });
    expect(read(run.spikeTimes("input"))).toEqual([[2, 5], [], [2, 7]]);
    const { times } = run.trace("cell", 0, "v");
    expect(read(run.trace("cell", 0, "v"))).toMatchObject({ times: [...times] });
    expect(read(run.samples("cell"))).toMatchObject({ times: [1, 2] });
  });

  it("of parameters has a list by name, of a gradient also what is given with a run", () => {
    const parameters = net.initialParameters();
    const written = read(parameters) as Record<string, number[]>;
    expect(Object.keys(written)).toEqual(net.layout.rows.map(({ id }) => id));
    expect(written["cell.bias"]).toEqual([3, 5]);
    expect(written["input→cell.weight"]).toEqual(Array(6).fill(0.5));
    const cotangents = zeroCotangents(run);
    cotangents.spikeTimes.fill(1);
    const gradient = pullback(run, cotangents);
    expect(read(gradient)).toEqual({
      parameters: read(Object.fromEntries(net.layout.rows.map(({ id }) => [id, [...gradient.view(id)]]))),
      inputTimes: { input: gradient.inputTimes["input"]!.map((times) => [...times]) },
      signals: {},
    });
  });

  it("can be read back into parameters", () => {
    const parameters = net.initialParameters();
    parameters.view("cell.tauMem")[0] = 17;
    const again = net.initialParameters();
    for (const [id, values] of Object.entries(read(parameters) as Record<string, number[]>))
      again.set(id, values);
    expect(again.values).toEqual(parameters.values);
  });

  it("leaves results as they were for comparisons and for workers", () => {
    expect(Object.keys(run.spikes("cell"))).toEqual(["times", "neurons", "size", "until"]);
    expect(structuredClone(run.spikes("cell"))).toEqual(run.spikes("cell"));
  });
});

describe("a console", () => {
  const net = network({
    populations: { input: source(1), cell: population(lif, 2) },
    projections: [connect("input", "cell", { weight: [[9, 1]] })],
  });
  const options = { until: 20, samples: [{ population: "cell", times: [1, 2] }] };
  const run = simulate(net, net.initialParameters(), { input: [[1]] }, options);

  it("shows of a run how it ended, by which methods, how many spikes there are, and the statistics", () => {
    const text = inspect(run);
    expect(text).toContain("status: 'completed',\n  until: 20,\n  methods: { cell: 'exactFlow' },");
    expect(text).toContain("  spikes: { input: 1, cell: 1 },");
    expect(text).toContain("samples: [ 'cell, after: 2' ]");
    expect(text).toContain("acceptedSteps: ");
    expect(text.split("\n").length).toBeLessThan(30);
  });

  it("tells the method that every population has had, in JSON, too", () => {
    const mixed = network({
      populations: { linear: population(lif, 1), plain: population(qif, 1), other: population(eif, 1) },
    });
    const methods = (method?: Method): object => {
      const own = simulate(mixed, mixed.initialParameters(), {}, { until: 1, ...(method && { method }) });
      expect(JSON.parse(JSON.stringify(own)).methods).toEqual(own.methods);
      return own.methods;
    };
    expect(methods()).toEqual({ linear: "exactFlow", plain: "taylor8", other: "tsitouras54" });
    const given = "dormandPrince54";
    expect(methods(dormandPrince54)).toEqual({ linear: given, plain: given, other: given });
  });

  it("shows parameters and gradients by name, and a network by what is in it", () => {
    expect(inspect(net.initialParameters())).toContain("'cell.tauMem': [ 20 ],");
    expect(inspect(pullback(run, zeroCotangents(run)))).toContain("'input→cell.weight': [ 0, 0 ]");
    expect(inspect(net)).toContain("populations: { input: 'source, 1', cell: 'lif, 2' }");
  });

  it("shows typed arrays as they are", () => {
    expect(inspect(run.spikeTimes("input"))).toBe("[ Float64Array(1) [ 1 ] ]");
  });
});
