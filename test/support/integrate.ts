/** A plain loop over steps of the generic Runge–Kutta step: what the solver tests integrate with. */
import { numberAlgebra } from "../../src/numeric/algebra.ts";
import { weightedMaximumNorm } from "../../src/numeric/norm.ts";
import { explicitRungeKuttaStep } from "../../src/solvers/explicit-runge-kutta.ts";
import type { StepSizeController } from "../../src/solvers/step-size-controller.ts";
import type { ButcherTableau } from "../../src/solvers/tableau.ts";
import { initialStepSize } from "./initial-step-size.ts";

export type NumberField = (t: number, y: readonly number[], offset: number) => readonly number[];

export interface Integration {
  readonly y: readonly number[];
  readonly accepted: number;
  readonly rejected: number;
  /** Σ h max_i |error_i|, for two companions combined, over the accepted steps, in the units of time and state. */
  readonly errorIntegral: number;
}

/** `steps` equal steps from t0 to t1. */
export function integrateFixed(
  tableau: ButcherTableau,
  field: NumberField,
  y0: readonly number[],
  [t0, t1]: readonly [number, number],
  steps: number,
): readonly number[] {
  const h = (t1 - t0) / steps;
  let y = y0;
  for (let n = 0; n < steps; n++)
    y = explicitRungeKuttaStep(numberAlgebra, tableau, field, t0 + n * h, y, h).y1;
  return y;
}

/** Adaptive steps from t0 to t1 with rtol = atol = tolerance. The last step is cut and not proposed from. */
export function integrateAdaptive(
  tableau: ButcherTableau,
  controller: StepSizeController,
  field: NumberField,
  y0: readonly number[],
  [t0, t1]: readonly [number, number],
  tolerance: number,
): Integration {
  const tolerances = { atol: y0.map(() => tolerance), rtol: tolerance };
  const memory = new Float64Array(controller.stateSize);
  controller.init(memory, 0);
  const inPlace = (t: number, y: Float64Array, out: Float64Array): void => out.set(field(t, [...y], 0));
  const { embeddedOrder } = tableau;
  let h =
    controller.firstStepSize ??
    initialStepSize(inPlace, t0, Float64Array.from(y0), { ...tolerances, embeddedOrder });
  let t = t0;
  let y = y0;
  let [acceptedCount, rejected, errorIntegral] = [0, 0, 0];
  while (t < t1) {
    const cut = t + h >= t1;
    const used = cut ? t1 - t : h;
    const { y1, error, coarseError } = explicitRungeKuttaStep(numberAlgebra, tableau, field, t, y, used);
    const weighted = (values: readonly number[]): number =>
      weightedMaximumNorm(numberAlgebra, values, y, y1, tolerances);
    const norm = combined(weighted(error!), coarseError && weighted(coarseError));
    const accepted = norm <= 1;
    if (!cut || !accepted) h = controller.propose(memory, 0, used, norm, accepted);
    if (!accepted) {
      rejected++;
      continue;
    }
    errorIntegral += used * combined(largest(error!), coarseError && largest(coarseError));
    acceptedCount++;
    t = cut ? t1 : t + used;
    y = y1;
  }
  return { y, accepted: acceptedCount, rejected, errorIntegral };
}

/** fine² / √(fine² + 0.01 coarse²), the estimate of a method with two companions; 0 where `fine` is. */
function combined(fine: number, coarse = 0): number {
  return fine === 0 ? 0 : fine ** 2 / Math.hypot(fine, 0.1 * coarse);
}

const largest = (values: readonly number[]): number => Math.max(...values.map(Math.abs));
