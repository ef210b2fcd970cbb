/** A step by the Taylor series of the solution, traced into expressions. */
import { UnsupportedError } from "../errors.ts";
import { abs, add, div, max, mul, sub, zero } from "../expr/build.ts";
import { type Expr, symbol, symbolsOf } from "../expr/node.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { beforeLastShare, type TaylorSeries } from "../solvers/taylor-series.ts";
import { stepSizeSlot, timeSlot } from "./slots.ts";
import { at, type EstimatedGraph, vectorField } from "./step-graph.ts";
import { switchedModel } from "./switches.ts";
import { taylorCoefficients, withoutSeries } from "./taylor-coefficients.ts";

/** @throws UnsupportedError if something in the model has no series */
export function taylorGraph(
  definition: NeuronModel,
  { name, order }: TaylorSeries,
  where: string,
): EstimatedGraph {
  const model = switchedModel(definition);
  const lacking = withoutSeries(model);
  if (lacking !== undefined) {
    const hint = "Leave the method out, or give a Runge–Kutta method, such as tsitouras54.";
    throw new UnsupportedError(`${name}: ${where}`, `${lacking}, of what moves, has no Taylor series`, hint);
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
  const defects = checksOf(model).map((theta) =>
    defectsAt(model, theta === 1 ? y1 : undefined, terms, theta),
  );
  return {
    model,
    t,
    h,
    y0,
    y1,
    dense: () => terms,
    denseDegree: order,
    isMap: true,
    error: terms.map((own, i) => {
      const last = add(abs(own[order - 1]!), mul(beforeLastShare, abs(own[order - 2]!)));
      return defects.reduce((error, at) => max(error, div(abs(at[i]!), order + 1)), last);
    }),
    coarseError: undefined,
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

/**
 * Where in a step the series is held against the equations. At its end, because coefficients at one point do not tell
 * where they do not: all may vanish, as at a zero of high order, and a series ends at its radius of convergence. Of
 * a field that moves with the time also between, as a method with stages would.
 */
function checksOf({ derivatives }: NeuronModel): readonly number[] {
  return symbolsOf(derivatives).has(timeSlot) ? [1 / 3, 2 / 3, 1] : [1];
}

/** h p' − h f(p) for the polynomial p that is the step, at θ h; of what the series leaves out (n + 1) times the error at the end. */
function defectsAt(
  model: NeuronModel,
  end: readonly Expr[] | undefined,
  terms: readonly (readonly Expr[])[],
  theta: number,
): Expr[] {
  const h = symbol(stepSizeSlot);
  const y =
    end ??
    terms.map((own, i) => {
      const change = own.reduceRight<Expr>((sum, term) => mul(theta, add(term, sum)), zero);
      return add(symbol(model.states[i]!.name), change);
    });
  const field = vectorField(model)(symbol(timeSlot), y, mul(theta, h));
  return terms.map((own, i) => {
    const rate = own.reduceRight<Expr>((sum, term, k) => add(mul(k + 1, term), mul(theta, sum)), zero);
    return sub(rate, mul(h, field[i]!));
  });
}
