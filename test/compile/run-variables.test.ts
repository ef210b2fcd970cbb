import { describe, expect, it } from "vitest";
import { variablesOf, zeroVariables } from "../../src/compile/run-variables.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { piecewiseConstant } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const cell = defineNeuron({ name: "cell", state: { v: {} }, signals: ["drive"], dynamics: "dv/dt = drive" });
const net = network({
  populations: { input: source(1), plain: population(cell, 1), cells: population(cell, 2) },
});
const run = simulate(
  net,
  net.initialParameters(),
  {
    input: [[3, 1]],
    "plain.drive": piecewiseConstant([0], [1]),
    "cells.drive": piecewiseConstant(
      [0, 1],
      [
        [2, 3],
        [4, 5],
      ],
    ),
  },
  { until: 2 },
);

describe("run variables", () => {
  it("are parameters, spike times and values of signals; copies", () => {
    const variables = variablesOf(run);
    expect(variables.parameters).toEqual(run.parameters.values);
    expect([...variables.spikeTimes]).toEqual([1, 3]);
    expect(variables.signals.map((own) => own.map((values) => [...values]))).toEqual([[[1]], [[2, 3, 4, 5]]]);
    variables.parameters[0] = 9;
    variables.signals[0]![0]![0] = 9;
    expect(variablesOf(run).parameters[0]).toBe(0);
    expect(variablesOf(run).signals[0]![0]![0]).toBe(1);
  });

  it("have a zero of the same shape", () => {
    const zero = zeroVariables(run);
    expect(zero.parameters).toEqual(new Float64Array(run.parameters.values.length));
    expect([...zero.spikeTimes]).toEqual([0, 0]);
    expect(zero.signals.map((own) => own.map((values) => [...values]))).toEqual([[[0]], [[0, 0, 0, 0]]]);
  });
});
