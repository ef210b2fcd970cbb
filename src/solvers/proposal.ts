/** What a controller does after a step, as formulas that programs are traced from, too. */
import type { FunctionAlgebra } from "../numeric/algebra.ts";
import type { StepSizeController } from "./step-size-controller.ts";

/** The next step size, and what is remembered then. */
export interface Proposal<S> {
  readonly size: S;
  /** [stateSize] */
  readonly state: readonly S[];
}

/** A formula for them, by the size of the step just made, its error norm and what was remembered. */
export type ProposalFormula = <S>(
  algebra: FunctionAlgebra<S>,
  size: S,
  errorNorm: S,
  state: readonly S[],
) => Proposal<S>;

/** A controller that has such formulas. */
export interface TracedController extends StepSizeController {
  /** After an accepted step. */
  readonly formula: ProposalFormula;
  /** After a step that is refused for its finite norm. */
  readonly refusal: ProposalFormula;
}
