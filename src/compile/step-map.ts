/** What a method makes of a model: the interface between the methods and everything that works on steps. */
import type { Output } from "../codegen/program.ts";
import type { Expr } from "../expr/node.ts";
import type { Method } from "../solvers/method.ts";
import type { StepGraph } from "./step-graph.ts";

/**
 * The steps of one method for one model. Location, tape, sweeps and replay repeat and differentiate `graph`, whatever
 * the method. `step` leaves y1 and an error norm, at most 1 for a step that may be accepted, and for every event
 * function
 *
 *   peak, margin   where peak < −margin nothing crosses zero in the step
 *   rounding       values below it have no sign
 *   estimate       a maximum so close to zero is refined; 0 where the map is the solution
 *   end            the value at the end
 *
 * `shape` leaves what `step` does not of the polynomial of one event: Bernstein coefficients, and as `margin` the bound
 * on their distance from the map. It is asked only of events that the peak does not settle.
 */
export interface StepMap {
  readonly method: Method;
  readonly graph: StepGraph;
  /** Number of Bernstein coefficients of each event function over a step. */
  readonly bernstein: readonly number[];
  /** The longest step; undefined if there is none. */
  readonly longest: (() => Expr) | undefined;
  readonly outputs: () => Output[];
  /** Undefined if `step` leaves all. */
  readonly shape: ((event: number) => Output[]) | undefined;
  /**
   * By event, its largest value in a step: what `summitOutputs` leaves, instead of the peak and the margin of `step`,
   * which leaves that the place of the summit is not a number.
   * Undefined for an event of which it is not told. Of one of which it is, the error norm says nothing: `shape` leaves
   * how well its polynomial is resolved.
   */
  readonly summit: (event: number) => (() => Output[]) | undefined;
  /** Bounds on a state along a step, by index of the state; undefined if nothing is certain of it. */
  readonly span: ((state: number) => Output[]) | undefined;
  /** Whether the rate of a state, affine in the states, changes its sign at most once along a step. */
  readonly turnsOnce: (state: number) => boolean;
  /** The rates of the states, of an exact flow that does not depend on when it begins. */
  readonly rates: readonly Expr[] | undefined;
  readonly initialStep: () => Expr;
  /**
   * What a step needs that is far from all events, in few operations: the states at its end, in the slots of those at its
   * start, and for every event a peak below zero only if the step is finite and `summit` would find nothing in it.
   * Undefined where the summit of an event is not told.
   */
  readonly far?: (() => Output[]) | undefined;
}
