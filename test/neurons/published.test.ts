/** Equations of published models, in the notations of papers, Brian2, NESTML and NEURON. */
import { describe, expect, it } from "vitest";
import { parseEquations } from "../../src/expr/equations.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { symbol } from "../../src/expr/node.ts";
import { printEquations } from "../../src/expr/print-equations.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { initialName, initialValues } from "../../src/neurons/initial-values.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { piecewiseConstant } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { conductanceBased } from "../support/published/conductance-based.ts";
import { currents } from "../support/published/currents.ts";
import type { Published } from "../support/published/entry.ts";
import { integrateAndFire } from "../support/published/integrate-and-fire.ts";
import { reduced } from "../support/published/reduced.ts";

const all = [...conductanceBased, ...currents, ...integrateAndFire, ...reduced];

function statesOf({ at, signals = [] }: Published): string[] {
  return Object.keys(at).filter((name) => name !== "t" && !signals.includes(name));
}

function modelOf(entry: Published): NeuronModel {
  const { equations, units = {}, parameters, signals = [], at, initial = {} } = entry;
  const unit = (name: string) => (units[name] === undefined ? {} : { unit: units[name] });
  return defineNeuron({
    name: entry.name,
    state: Object.fromEntries(
      statesOf(entry).map((name) => [
        name,
        { ...unit(name), initial: initial[name] ?? at[name]!, scale: 10 },
      ]),
    ),
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, { ...unit(name), default: value }]),
    ),
    signals: Object.fromEntries(signals.map((name) => [name, unit(name)])),
    dynamics: equations,
  });
}

/** A hundred operations of a few ulp each, in sums whose terms are at most a thousand times the result. */
const tolerance = 1e-10;

describe("published models", () => {
  it("are many, in four notations", () => {
    expect(all.length).toBeGreaterThanOrEqual(45);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const notation of ["paper", "Brian2", "NESTML", "NEURON"]) {
      expect(all.filter((entry) => entry.notation === notation).length, notation).toBeGreaterThan(1);
    }
  });

  it.each(all.map((entry) => [`${entry.name} (${entry.notation})`, entry] as const))("%s", (_, entry) => {
    const model = modelOf(entry);
    const states = statesOf(entry);
    const values = { t: 0, ...entry.parameters, ...entry.at };
    const wanted = entry.rates(values);
    expect(Object.keys(wanted).sort()).toEqual([...states].sort());
    evaluate(model.derivatives, values).forEach((rate, k) => {
      const name = states[k]!;
      expect(Math.abs(rate - wanted[name]!), `d${name}/dt ${rate}`).toBeLessThanOrEqual(
        tolerance * Math.abs(wanted[name]!),
      );
    });

    const starts = entry.starts?.(values) ?? {};
    expect(Object.keys(starts).sort()).toEqual(Object.keys(entry.initial ?? {}).sort());
    const given = Object.fromEntries(states.map((name) => [initialName(name), entry.at[name]!]));
    evaluate(initialValues(model.states), { ...entry.parameters, ...given }).forEach((start, k) => {
      const value = starts[states[k]!] ?? entry.at[states[k]!]!;
      expect(Math.abs(start - value)).toBeLessThanOrEqual(tolerance * Math.abs(value));
    });

    const derivatives = new Map(states.map((name, k) => [name, model.derivatives[k]!]));
    const names = [...states, ...Object.keys(entry.parameters), ...model.signals, "t"];
    const read = parseEquations(printEquations(derivatives), {
      where: "here",
      block: "dynamics",
      states,
      known: new Map(names.map((name) => [name, symbol(name)])),
    });
    for (const [name, expr] of derivatives) expect(read.derivatives.get(name)).toEqual(expr);

    const net = network({ populations: { cell: population(model, 1) } });
    const input = Object.fromEntries(
      model.signals.map((name) => [`cell.${name}`, piecewiseConstant([0], [entry.at[name]!])]),
    );
    const run = simulate(net, net.initialParameters(), input, {
      until: 1,
      samples: [{ population: "cell", times: [1] }],
    });
    expect(run.status).toBe("completed");
    expect([...run.samples("cell").values].every(Number.isFinite)).toBe(true);
  });
});
