import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { drawnEntries, gradientGroups } from "../../src/check/gradient-groups.ts";
import { zeroVariables } from "../../src/compile/run-variables.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { piecewiseConstant } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const cell = defineNeuron({
  name: "cell",
  state: { v: { initial: 0 } },
  parameters: { tau: { default: 2, domain: "positive" } },
  signals: ["drive"],
  dynamics: "dv/dt = (drive - v) / tau",
  input: { v: "v + weight" },
});
const net = network({
  populations: { input: source(2), a: population(cell, 1), b: population(cell, 1) },
  projections: [connect("input", "a", { weight: 1 })],
  tie: [["a.tau", "b.tau"]],
});
const drive = piecewiseConstant([0, 1], [3, -4]);
const run = simulate(
  net,
  net.initialParameters(),
  { input: [[1, Number.POSITIVE_INFINITY, 0.5], []], "a.drive": drive, "b.drive": drive },
  { until: 2 },
);
const groups = gradientGroups(run, pullback(run, zeroCotangents(run)));
const group = (name: string) => groups.find((candidate) => candidate.name === name)!;

describe("gradientGroups", () => {
  it("has tied parameters once, and sources and signals beside the parameters", () => {
    expect(groups.map(({ name }) => name)).toEqual([
      "a.tau = b.tau",
      "a.initial.v",
      "b.initial.v",
      "input→a.weight",
      "input→a.delay",
      "input (times)",
      "a.drive (signal)",
      "b.drive (signal)",
    ]);
  });

  it("takes present times only, in the order of the records", () => {
    expect([...group("input (times)").values]).toEqual([0.5, 1]);
    expect(group("input (times)").gradient).toHaveLength(2);
  });

  it("writes to the variables it names", () => {
    const variables = zeroVariables(run);
    group("a.tau = b.tau").write(variables, 0, 7);
    group("input→a.weight").write(variables, 1, 8);
    group("input (times)").write(variables, 1, 9);
    group("b.drive (signal)").write(variables, 1, 10);
    expect(variables.parameters[net.layout.row("b.tau").offset]).toBe(7);
    expect(variables.parameters[net.layout.row("input→a.weight").offset + 1]).toBe(8);
    expect([...variables.spikeTimes]).toEqual([0, 9]);
    expect(variables.signals.map((own) => own.map((values) => [...values]))).toEqual([[[0, 0]], [[0, 10]]]);
  });

  it("steps by 1/128 of the largest value, or of 1/4 where values are small and may be", () => {
    expect(group("a.tau = b.tau").step).toBe(2 / 128);
    expect(group("input→a.delay").step).toBe(0.25 / 128);
    expect(group("a.drive (signal)").step).toBe(4 / 128);
  });
});

describe("drawnEntries", () => {
  it("has those with a gradient among the first, however few they are", () => {
    const gradient = new Float64Array(1000);
    for (const entry of [17, 400, 999]) gradient[entry] = 1;
    const group = { name: "w", gradient, values: gradient, step: 1, write: () => {} };
    const drawn = drawnEntries(group, 64, 0);
    expect(new Set(drawn).size).toBe(64);
    for (const entry of [17, 400, 999]) expect(drawn.slice(0, 6)).toContain(entry);
    expect(drawnEntries(group, 4, 0)).toEqual(drawn.slice(0, 4));
    expect(drawnEntries(group, 64, 1)).not.toEqual(drawn);
    expect(drawnEntries(group, 2000, 0)).toHaveLength(1000);
  });
});
