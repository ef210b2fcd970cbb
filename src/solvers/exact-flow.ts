/** The exact flow of linear models as a method, beside the tableaus. */

/** A method that solves models which are affine in their continuous states. */
export interface ExactFlow {
  readonly name: "exactFlow";
  /** There is no error to be estimated. */
  readonly embeddedOrder: 0;
  readonly isExact: true;
}

/**
 * The exact solution of models whose equations are affine in their continuous states, in the time and in the signals,
 * with coefficients that only parameters and discrete states make: leaky integrate-and-fire neurons with any synapses,
 * leaky integrators, adaptation below threshold, resonators, neurons of any number of passive compartments.
 *
 * A step goes from one arrival to the next, or to an event; where three states or more drive each other, or chains of
 * states are long, it is no longer than two of the shortest time constant. Tolerances do not matter. Every crossing of the solution
 * is found. Any other model is refused by an UnsupportedError that says what is not linear in it.
 *
 * @example
 * simulate(net, parameters, input, { until: 100, method: exactFlow });
 */
export const exactFlow: ExactFlow = Object.freeze({ name: "exactFlow", embeddedOrder: 0, isExact: true });
