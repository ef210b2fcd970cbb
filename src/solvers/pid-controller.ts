/** Step-size control by the history of the error: I, PI and PID in one formula. */
import { OptionError } from "../errors.ts";
import { type FunctionAlgebra, numberFunctions } from "../numeric/algebra.ts";
import { log } from "../numeric/logarithm.ts";
import { checkOptions, checkValue, numbers } from "../options.ts";
import type { ProposalFormula, TracedController } from "./proposal.ts";
import type { StepSizeController } from "./step-size-controller.ts";
import type { ButcherTableau } from "./tableau.ts";
import type { TaylorSeries } from "./taylor-series.ts";

/** The order of the companion method, whose error is estimated, ≥ 1; or the method itself. */
export type ControlledMethod =
  | { readonly embeddedOrder: number; readonly method?: never }
  | { readonly method: ButcherTableau | TaylorSeries; readonly embeddedOrder?: never };

/** Gains, limits and first step of the controller; all have defaults. */
export interface PidGains {
  /** k_I, 0.3. */
  readonly integral?: number;
  /** k_P, 0.4; 0 with k_I = 1 is the elementary controller. */
  readonly proportional?: number;
  /** k_D, 0. */
  readonly derivative?: number;
  /**
   * Whether a step is also no longer than the trend of the last two allows; true for a Taylor series, else false. Not with
   * a derivative.
   */
  readonly predictive?: boolean;
  /** How far below the tolerance to aim, 0.9; in (0, 1]. */
  readonly safety?: number;
  /** The smallest factor between two steps, 0.2, also after a step that was not finite; in (0, 1). */
  readonly minGrowth?: number;
  /** The largest factor, 5, also after a step without error; > 1. */
  readonly maxGrowth?: number;
  /** An error remembered counts as at least this much, 1e-4 (FACOLD of DOPRI5); in (0, 1]. */
  readonly smallestError?: number;
  /** In the unit of time; default: chosen from the vector field. */
  readonly firstStepSize?: number;
}

/** The method whose steps are controlled, and how. */
export type PidOptions = ControlledMethod & PidGains;

const share = numbers((value) => value > 0 && value <= 1, "Give a number in (0, 1].");
const belowOne = numbers((value) => value > 0 && value < 1, "Give a number in (0, 1).");
const aboveOne = numbers((value) => value > 1 && value < Infinity, "Give a finite number > 1.");
const order = numbers(
  (value) => value >= 1 && value < Infinity,
  "A method with an error estimate has at least 1.",
);

/**
 * Step-size control by the embedded error and its history.
 *
 * After an accepted step with error norm e_n, e_{n−1} and e_{n−2} being those of the accepted steps before,
 *
 *   h_{n+1} = h_n · safety · e_n^{−(k_I+k_P+k_D)/p} · e_{n−1}^{(k_P+2k_D)/p} · e_{n−2}^{−k_D/p},
 *
 * p = embeddedOrder + 1; with the default k_P = 0.4, k_I = 0.3 the exponents are −0.7/p and 0.4/p. After a
 * rejected step the history does not count: h · safety · e_n^{−1/p}. Every factor is within
 * [minGrowth, maxGrowth], below 1 after a rejection and at most 1 for the step accepted after it. An error of
 * 0 gives the largest factor; one that is not finite, or ≤ 1 though the step was rejected, the smallest.
 * Steps of one error model, e_n = C h_n^p, settle at the error safety^(p/k_I). A predictive controller lets no step
 * follow that is longer than
 *
 *   h_n · safety · (h_n / h_{n−1}) · (e_{n−1} / e_n)^{1/p} · e_n^{−1/p} ,
 *
 * whose error would be safety^p if C went on growing as it has: in an upstroke, where every step has to be shorter than the
 * one before by the same factor, no step in two is refused.
 *
 * @throws OptionError if an option is unknown or outside its domain
 *
 * Source: Söderlind (2003), ACM Trans. Math. Softw. 29(1), 1–26, §4; limits and floor as in Hairer, Nørsett &
 *   Wanner (1993), Solving Ordinary Differential Equations I, 2nd ed., §II.4, and DOPRI5; prediction: Gustafsson (1994),
 *   ACM Trans. Math. Softw. 20(4), 496–517, only where it is shorter, as in Hairer & Wanner (1996), II, 2nd ed., §IV.8.
 * @example
 * const method = dormandPrince853;
 * const controller = pidController({ method, integral: 0.3, proportional: 0.3, derivative: 0.1 });
 * simulate(net, parameters, input, { until: 100, method, controller });
 */
export function pidController(options: PidOptions): StepSizeController {
  return tracedPidController(options);
}

/** The same, with its formula. */
export function tracedPidController(options: PidOptions): TracedController {
  checkOptions("pidController", options, {
    method: "any",
    embeddedOrder: "any",
    integral: "nonnegative",
    proportional: "nonnegative",
    derivative: "nonnegative",
    predictive: "flag",
    safety: share,
    minGrowth: belowOne,
    maxGrowth: aboveOne,
    smallestError: share,
    firstStepSize: "positive",
  });
  const { integral = 0.3, proportional = 0.4, derivative = 0 } = options;
  const embeddedOrder = orderOf(options);
  const { predictive = options.method !== undefined && "isSeries" in options.method && derivative === 0 } =
    options;
  const { safety = 0.9, minGrowth = 0.2, maxGrowth = 5, smallestError = 1e-4, firstStepSize } = options;
  const gain = integral + proportional + derivative;
  checkValue("pidController", "embeddedOrder", embeddedOrder, order);
  checkValue("pidController", "integral + proportional + derivative", gain, "positive");

  if (predictive && derivative > 0) {
    throw new OptionError("pidController", "predictive with a derivative", "Leave one of the two out.");
  }

  const p = embeddedOrder + 1;
  const now = -gain / p;
  const before = (proportional + 2 * derivative) / p;
  const earlier = -derivative / p;
  const floor = log(smallestError);

  // State: log e_{n−1}, log e_{n−2} or, to predict, log h_{n−1}, and the largest factor allowed next. One log and one exp
  // replace three powers.
  const trend = <S>(
    { constant, add, mul, log }: FunctionAlgebra<S>,
    size: S,
    error: S,
    previous: S,
    older: S,
  ): S =>
    add(
      add(log(size), mul(constant(-1), older)),
      add(mul(constant(1 / p), previous), mul(constant(-2 / p), error)),
    );
  const formula: ProposalFormula = (algebra, size, errorNorm, [previous, older, limit]) => {
    const { constant, add, mul, max, min } = algebra;
    const error = algebra.log(errorNorm);
    const history = add(mul(constant(now), error), mul(constant(before), previous!));
    const exponent = predictive
      ? min(history, trend(algebra, size, error, previous!, older!))
      : add(history, mul(constant(earlier), older!));
    const factor = algebra.ifZero(
      errorNorm,
      constant(maxGrowth),
      mul(constant(safety), algebra.exp(exponent)),
    );
    return {
      size: mul(size, max(constant(minGrowth), min(limit!, factor))),
      state: [max(error, constant(floor)), predictive ? algebra.log(size) : previous!, constant(maxGrowth)],
    };
  };
  const refusal: ProposalFormula = ({ constant, mul, max, pow }, size, errorNorm, [previous, older]) => ({
    size: mul(size, max(constant(minGrowth), mul(constant(safety), pow(errorNorm, -1 / p)))),
    state: [previous!, older!, constant(1)],
  });
  const gains = {
    embeddedOrder,
    integral,
    proportional,
    derivative,
    ...(predictive ? { predictive } : {}),
  };
  const limits = { safety, minGrowth, maxGrowth, smallestError };
  return Object.freeze<TracedController>({
    description: Object.freeze({
      kind: "pidController",
      ...gains,
      ...limits,
      ...(firstStepSize === undefined ? {} : { firstStepSize }),
    }),
    adaptive: true,
    firstStepSize,
    stateSize: 3,
    formula,
    refusal,
    init(memory, at) {
      memory[at] = 0;
      memory[at + 1] = predictive ? Number.NEGATIVE_INFINITY : 0;
      memory[at + 2] = maxGrowth;
    },
    propose(memory, at, h, errorNorm, accepted) {
      if (!(errorNorm < Number.POSITIVE_INFINITY) || (!accepted && !(errorNorm > 1))) {
        memory[at + 2] = 1;
        return h * minGrowth;
      }
      const next = accepted ? formula : refusal;
      const { size, state } = next(numberFunctions, h, errorNorm, [
        memory[at]!,
        memory[at + 1]!,
        memory[at + 2]!,
      ]);
      memory.set(state, at);
      return size;
    },
  });
}

function orderOf({ method, embeddedOrder }: PidOptions): number {
  const own = method === undefined ? embeddedOrder : method?.embeddedOrder;
  if (typeof own === "number") return own;
  const [what, hint] =
    method === undefined
      ? ["there is no method", "Give { method: tsitouras54 } or the like, or embeddedOrder."]
      : ["method is no Runge–Kutta method", "Give a method itself, such as tsitouras54."];
  throw new OptionError("pidController", what, hint);
}
