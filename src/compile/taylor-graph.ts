/** A step by the Taylor series of the solution, traced into expressions. */
import { UnsupportedError } from "../errors.ts";
import { abs, add, div, eq, min, mul, pow, select, zero } from "../expr/build.ts";
import { type Expr, symbol } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { beforeLastShare, type TaylorSeries } from "../solvers/taylor-series.ts";
import { errorNorm } from "./error-norm.ts";
import { stepSizeSlot, timeSlot } from "./slots.ts";
import { at, type EstimatedGraph } from "./step-graph.ts";
import { switchedModel } from "./switches.ts";
import { taylorCoefficients, withoutSeries } from "./taylor-coefficients.ts";

export interface TaylorGraph extends EstimatedGraph {
  /** By state, the coefficients of h^(order − 1) and h^order. */
  readonly last: readonly (readonly [Expr, Expr])[];
  readonly order: number;
}

/** @throws UnsupportedError if something in the model has no series */
export function taylorGraph(
  definition: NeuronModel,
  { name, order }: TaylorSeries,
  where: string,
): TaylorGraph {
  const model = switchedModel(definition);
  const lacking = withoutSeries(model);
  if (lacking !== undefined) {
    const hint = "Leave the method out, or give a Runge–Kutta method, such as tsitouras54.";
    throw new UnsupportedError(`${name}: ${where}`, `${lacking} of what moves has no Taylor series`, hint);
  }
  const t = symbol(timeSlot);
  const h = symbol(stepSizeSlot);
  const y0 = model.states.map((state) => symbol(state.name));
  const coefficient = taylorCoefficients(model);
  const powers: Expr[] = [h];
  while (powers.length < order) powers.push(mul(powers.at(-1)!, h));
  const termsOf = (value: Expr): Expr[] => powers.map((power, k) => mul(coefficient(value, k + 1), power));
  const terms = y0.map(termsOf);
  // The smallest first.
  const total = (value: Expr, own: readonly Expr[]): Expr =>
    add(
      value,
      own.reduceRight((sum, term) => add(sum, term)),
    );
  const y1 = y0.map((value, i) => total(value, terms[i]!));
  return {
    model,
    t,
    h,
    y0,
    y1,
    order,
    dense: () => terms,
    denseDegree: order,
    isMap: true,
    error: terms.map((own) => add(abs(own[order - 1]!), mul(beforeLastShare, abs(own[order - 2]!)))),
    coarseError: undefined,
    last: y0.map((value) => [coefficient(value, order - 1), coefficient(value, order)]),
    cancelling: terms.map((own) => own.reduceRight<Expr>((sum, term) => add(sum, abs(term)), zero)),
    eventsEnd: model.events.map((event) => at(model, event.when, y1, h)),
    integrated: (value) => {
      const own = termsOf(value);
      return {
        end: total(value, own),
        values: [
          value,
          add(
            value,
            own.reduce((sum, term) => add(sum, abs(term)), zero),
          ),
        ],
      };
    },
  };
}

/** Where the last power alone would have the error of a tenth of the tolerance, or that before it. */
export function taylorInitialStep({ model, y0, last, order }: TaylorGraph): Expr {
  const [before, highest] = [0, 1].map((k) =>
    errorNorm(
      model,
      last.map((own) => own[k]!),
      y0,
      y0,
    ),
  );
  const size = (norm: Expr, power: number): Expr =>
    select(eq(norm, 0), Number.POSITIVE_INFINITY, pow(div(0.1, norm), 1 / power));
  return min(size(highest!, order), size(mul(beforeLastShare, before!), order - 1));
}
