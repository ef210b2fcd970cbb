/** The protocol of what proposes the next step size. */
import type { Described } from "../described.ts";

/**
 * A controller keeps what it remembers of one neuron in `stateSize` numbers of an array that the caller
 * owns, so that many neurons share one array and proposing allocates nothing.
 *
 *   h = firstStepSize, or chosen from the vector field;   init(memory, at)
 *   h = propose(memory, at, h, errorNorm, accepted)       after every step, but a cut one
 *
 * An accepted step that was cut short by an event, an arrival or the end says nothing about the step
 * size: do not call `propose` after it, and keep the proposal that was cut.
 */
export interface StepSizeController {
  /** The function of the library that made it, and its numbers; one of the user's own has none. */
  readonly description?: Described;
  /** Whether it reads the error norm: a method without an error estimate needs one that does not. */
  readonly adaptive: boolean;
  /** `undefined` if the first step is to be chosen from the vector field. */
  readonly firstStepSize: number | undefined;
  /** Numbers remembered per neuron. */
  readonly stateSize: number;
  /** Writes the state of a neuron that has made no step to memory[at] … memory[at + stateSize − 1]. */
  init(memory: Float64Array, at: number): void;
  /**
   * The next step size; updates the state in place.
   *
   * @param h          the size of the step just made
   * @param errorNorm  its error in units of the tolerance; not finite if a stage was not
   * @param accepted   errorNorm ≤ 1; if not, the same step is tried again with the result
   */
  propose(memory: Float64Array, at: number, h: number, errorNorm: number, accepted: boolean): number;
}
