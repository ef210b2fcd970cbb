/** What a controller does after an accepted step, as a formula that programs are traced from, too. */
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

/** A controller that has such a formula. */
export interface TracedController extends StepSizeController {
  readonly formula: ProposalFormula;
}
