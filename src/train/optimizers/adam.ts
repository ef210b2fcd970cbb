/** Adam: steps along the mean gradient, each coordinate in units of its own recent size. */
import { pow } from "../../numeric/power.ts";
import { checkOptions } from "../../options.ts";
import { decay, momentOf, type Optimizer } from "./optimizer.ts";

/** Constants of `adam`; β1, β2 and ε are by default those of the paper. */
export interface AdamOptions {
  /** Decay β1 of the mean of gradients in one step, in [0, 1); 0.9 by default. */
  readonly beta1?: number;
  /** Decay β2 of the mean of squared gradients in one step, in [0, 1); 0.999 by default. */
  readonly beta2?: number;
  /** Added to the root of the mean square ε > 0, in the unit of the gradient; 1e-8 by default. */
  readonly epsilon?: number;
  /** Fraction of a value taken away per unit of learning rate; 0 by default. */
  readonly weightDecay?: number;
}

/**
 * Adam, and AdamW if the weight decay is not zero.
 *
 *   m ← β1·m + (1 − β1)·g,   v ← β2·v + (1 − β2)·g²
 *   values ← values − rate·( (m / (1 − β1ⁿ)) / (√(v / (1 − β2ⁿ)) + ε) + weightDecay·values )
 *
 * with n the number of updates, this one included. Weight decay acts on the free coordinates and
 * not through the moments.
 *
 * @throws OptionError for a decay outside [0, 1), ε ≤ 0, a negative weight decay, a number that is not finite, or
 *   an unknown option
 *
 * Source: Kingma & Ba (2015), Adam: a method for stochastic optimization, ICLR, Algorithm 1.
 * Source: Loshchilov & Hutter (2019), Decoupled weight decay regularization, ICLR, Algorithm 2.
 * Variant: the schedule multiplies the weight decay too, as it is part of the learning rate.
 */
export function adam(options: AdamOptions = {}): Optimizer {
  checkOptions("adam", options, {
    beta1: decay,
    beta2: decay,
    epsilon: "positive",
    weightDecay: "nonnegative",
  });
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  return Object.freeze<Optimizer>({
    name: "adam",
    settings: Object.freeze({ beta1, beta2, epsilon, weightDecay }),
    init: (count) => ({
      steps: 0,
      moments: { mean: new Float64Array(count), meanSquare: new Float64Array(count) },
    }),
    update: (state, gradient, learningRate, values) => {
      const mean = momentOf("adam", state, "mean", gradient, values);
      const meanSquare = momentOf("adam", state, "meanSquare", gradient, values);
      state.steps++;
      const meanShare = 1 - pow(beta1, state.steps);
      const squareShare = 1 - pow(beta2, state.steps);
      for (let i = 0; i < values.length; i++) {
        const g = gradient[i]!;
        mean[i] = beta1 * mean[i]! + (1 - beta1) * g;
        meanSquare[i] = beta2 * meanSquare[i]! + (1 - beta2) * g * g;
        const step = mean[i]! / meanShare / (Math.sqrt(meanSquare[i]! / squareShare) + epsilon);
        values[i]! -= learningRate * (step + weightDecay * values[i]!);
      }
    },
  });
}
