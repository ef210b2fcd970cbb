/** Explicit Runge–Kutta methods, their step and its dense output, other methods, and the control of step sizes. */
export { type Algebra, numberAlgebra } from "../numeric/algebra.ts";
export {
  bernsteinFromMonomial,
  denseCoefficients,
  evaluateDense,
} from "./dense-output.ts";
export { type ExactFlow, exactFlow } from "./exact-flow.ts";
export { explicitRungeKuttaStep, type RungeKuttaStep, type VectorField } from "./explicit-runge-kutta.ts";
export { fixedStep } from "./fixed-step.ts";
export type { Method } from "./method.ts";
export { type ControlledMethod, type PidGains, type PidOptions, pidController } from "./pid-controller.ts";
export type { StepSizeController } from "./step-size-controller.ts";
export { type ButcherTableau, defineTableau } from "./tableau.ts";
export type { TableauDefinition } from "./tableau-definition.ts";
export { bogackiShampine32 } from "./tableaus/bogacki-shampine-32.ts";
export { dormandPrince54 } from "./tableaus/dormand-prince-54.ts";
export { dormandPrince853 } from "./tableaus/dormand-prince-853.ts";
export { euler } from "./tableaus/euler.ts";
export { heun } from "./tableaus/heun.ts";
export { midpoint } from "./tableaus/midpoint.ts";
export { rk4 } from "./tableaus/rk4.ts";
export { tsitouras54 } from "./tableaus/tsitouras-54.ts";
export { type TaylorSeries, taylor6, taylor8, taylor10 } from "./taylor-series.ts";
