/** A Runge–Kutta step of a model, traced into expressions. */
import { exprAlgebra } from "../expr/algebra.ts";
import { one } from "../expr/build.ts";
import { jvp } from "../expr/jvp.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { substitute } from "../expr/substitute.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { denseCoefficients } from "../solvers/dense-output.ts";
import { explicitRungeKuttaStep } from "../solvers/explicit-runge-kutta.ts";
import type { ButcherTableau } from "../solvers/tableau.ts";
import { slopeSlot, stepSizeSlot, timeSlot } from "./slots.ts";
import { at, type EstimatedGraph, type StepGraph, surroundings, vectorField } from "./step-graph.ts";
import { switchedModel } from "./switches.ts";

/** A step of a Runge–Kutta method, with its stages. */
export interface RungeKuttaGraph extends EstimatedGraph {
  readonly tableau: ButcherTableau;
  readonly k: readonly (readonly Expr[])[];
}

export function isRungeKutta(graph: StepGraph): graph is RungeKuttaGraph {
  return "tableau" in graph;
}

export function rungeKuttaGraph(definition: NeuronModel, tableau: ButcherTableau): RungeKuttaGraph {
  const model = switchedModel(definition);
  const t = symbol(timeSlot);
  const h = symbol(stepSizeSlot);
  const y0 = model.states.map((state) => symbol(state.name));
  const f = vectorField(model);
  const step = explicitRungeKuttaStep(exprAlgebra, tableau, f, t, y0, h);
  const y1 = model.states.map((state, i) => (state.discrete ? y0[i]! : step.y1[i]!));
  const signals = model.signals.map(symbol);
  const slopes = model.signals.map((signal) => symbol(slopeSlot(signal)));
  const names = model.states.map((_, i) => symbol(`$rate.${i}`));
  return {
    model,
    tableau,
    t,
    h,
    y0,
    y1,
    k: step.k,
    dense: () => y0.map((_, i) => denseCoefficients(exprAlgebra, tableau, h, step.k, i)),
    denseDegree: tableau.denseDegree,
    isMap: false,
    error: step.error,
    coarseError: step.coarseError,
    eventsEnd: model.events.map((event) => at(model, event.when, y1, h)),
    integrated: (given) => {
      const rate = jvp([given], [t, ...y0, ...signals], [one, ...names, ...slopes])[0]!;
      const values: Expr[] = [];
      const beside = explicitRungeKuttaStep(
        exprAlgebra,
        tableau,
        (_, y, elapsed) => {
          const state = y.slice(0, y0.length);
          const k = f(t, state, elapsed);
          const around = surroundings(model, state, elapsed);
          const [value, along] = substitute(
            [given, rate],
            new Map([...around, ...names.map((name, i) => [name.name, k[i]!] as const)]),
          );
          values.push(value!);
          return [...k, along!];
        },
        t,
        [...y0, given],
        h,
      );
      return { end: beside.y1[y0.length]!, values };
    },
  };
}
