/** Stochastic gradient descent, with momentum if asked for. */
import { checkOptions } from "../../options.ts";
import { decay, type Optimizer, optimizerOf } from "./optimizer.ts";

/** The constant of `sgd`. */
export interface SgdOptions {
  /** Decay μ of the velocity in one step, in [0, 1); 0 by default. */
  readonly momentum?: number;
}

/**
 * Gradient descent with momentum.
 *
 *   velocity ← μ·velocity + gradient,   values ← values − rate·velocity
 *
 * With μ = 0 it is plain gradient descent.
 *
 * @throws OptionError if the momentum is outside [0, 1), or for an unknown option
 *
 * Source: Polyak (1964), Some methods of speeding up the convergence of iteration methods, USSR Comput.
 *   Math. Math. Phys. 4(5), 1–17.
 * Variant: the rate multiplies the whole velocity, so that a change of rate acts at once.
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  checkOptions("sgd", options, { momentum: decay });
  const { momentum = 0 } = options;
  return optimizerOf(
    {
      name: "sgd",
      settings: Object.freeze({ momentum }),
      init: (count) => ({ steps: 0, moments: { velocity: new Float64Array(count) } }),
    },
    (from, gradient, learningRate, to) => {
      const [velocity, next] = [from, to].map(({ state }) => state.moments["velocity"]!);
      to.state.steps = from.state.steps + 1;
      for (let i = 0; i < gradient.length; i++) {
        const v = momentum * velocity![i]! + gradient[i]!;
        next![i] = v;
        to.values[i] = from.values[i]! - learningRate * v;
      }
    },
  );
}
