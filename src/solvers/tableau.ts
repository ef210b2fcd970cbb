/** Butcher tableaus: Runge–Kutta methods as data that checks itself when defined. */

import { nearestQuotient } from "../numeric/rational.ts";
import { checkKeys } from "../options.ts";
import { once } from "../values.ts";
import { denseOrderOf, orderOf } from "./order-conditions.ts";
import { scaleCoefficients } from "./tableau-coefficients.ts";
import type { TableauDefinition } from "./tableau-definition.ts";

/** A checked explicit Runge–Kutta method in doubles, each the nearest to the exact coefficient. */
export interface ButcherTableau {
  readonly name: string;
  /** The coefficients as written. */
  readonly definition: TableauDefinition;
  /** All stages, those included that only the error estimate or the dense output uses. */
  readonly stages: number;
  /** How many of the leading stages the new state needs. */
  readonly solutionStages: number;
  /** [stages] */
  readonly c: readonly number[];
  /** Row i has i entries. */
  readonly a: readonly (readonly number[])[];
  /** [stages] */
  readonly b: readonly number[];
  /** b − bEmbedded, rounded once, [stages]. */
  readonly bError: readonly number[] | undefined;
  /** b − bCoarse, rounded once, [stages]. */
  readonly bCoarseError: readonly number[] | undefined;
  /** dense[i][k] is the coefficient of θ^(k+1) in the weight b_i(θ), [stages][denseDegree]. */
  readonly dense: readonly (readonly number[])[];
  readonly denseDegree: number;
  /** Whether stage `solutionStages` (from 0) is f at the new state, so that the next step can reuse it. */
  readonly firstSameAsLast: boolean;
  /** Computed from the order conditions, when first read. */
  readonly order: number;
  /** The orders p of the companion and q of the coarse one, as far as there are any; computed when first read. */
  readonly companionOrders: readonly number[];
  /**
   * The order of the companion method, 0 if there is none. With a coarse one besides, E²/√(E² + 0.01 C²) goes
   * like h^(2(p+1) − (q+1)), as the error of one companion of order 2p − q would: then that is it.
   */
  readonly embeddedOrder: number;
  /** The order of the dense output, uniformly in θ; computed when first read. */
  readonly denseOrder: number;
}

const known: readonly (keyof TableauDefinition)[] = ["name", "c", "a", "b", "bEmbedded", "bCoarse", "dense"];

/**
 * Checks a method and computes what follows from its coefficients.
 *
 * When defined: sizes, row sums Σ_j a_ij = c_i, consistency (Σ b_i = 1, Σ bEmbedded_i = Σ bCoarse_i = 1,
 * Σ b_i(θ) = θ) and b_i(1) = b_i; a mistyped digit in any one coefficient is refused here. The orders are
 * computed when first read, because a program uses few of the methods it imports.
 *
 * @throws ModelError naming the first coefficient, size or sum that is wrong; OptionError for an unknown key
 */
export function defineTableau(definition: TableauDefinition): ButcherTableau {
  checkKeys("defineTableau", definition, known);
  const scaled = scaleCoefficients(`defineTableau(${JSON.stringify(definition.name)})`, definition);
  const { unit, a, b, bEmbedded, bCoarse, c, columns, firstSameAsLast, solutionStages } = scaled;
  const numbers = (list: readonly bigint[]): readonly number[] =>
    Object.freeze(list.map((coefficient) => nearestQuotient(coefficient, unit)));
  const order = once(() => orderOf(scaled, b));
  const companions = [bEmbedded, bCoarse].filter((weights) => weights !== undefined);
  const companionOrders = once(() => Object.freeze(companions.map((weights) => orderOf(scaled, weights))));
  const difference = (weights: readonly bigint[]): readonly number[] =>
    numbers(b.map((weight, i) => weight - weights[i]!));
  const denseOrder = once(() => denseOrderOf(scaled, columns));
  return Object.freeze({
    name: definition.name,
    definition,
    stages: c.length,
    solutionStages,
    c: numbers(c),
    a: Object.freeze(a.map(numbers)),
    b: numbers(b),
    bError: bEmbedded && difference(bEmbedded),
    bCoarseError: bCoarse && difference(bCoarse),
    dense: Object.freeze(b.map((_, i) => numbers(columns.map((column) => column[i]!)))),
    denseDegree: columns.length,
    firstSameAsLast,
    get order() {
      return order();
    },
    get companionOrders() {
      return companionOrders();
    },
    get embeddedOrder() {
      const [fine = 0, coarse = fine] = companionOrders();
      return fine + Math.max(0, fine - coarse);
    },
    get denseOrder() {
      return denseOrder();
    },
  });
}
