/** Adam: steps along the mean gradient, each coordinate in units of its own recent size. */
import { pow } from "../../numeric/power.ts";
import { checkOptions } from "../../options.ts";
import { decay, type Move, type Optimizer, optimizerOf } from "./optimizer.ts";

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
  const move: Move = (from, gradient, learningRate, to) => {
    const { mean, meanSquare } = from.state.moments as Moments;
    const { mean: nextMean, meanSquare: nextSquare } = to.state.moments as Moments;
    const [values, moved] = [from.values, to.values];
    const steps = from.state.steps + 1;
    to.state.steps = steps;
    const meanShare = 1 - pow(beta1, steps);
    const squareShare = 1 - pow(beta2, steps);
    for (let i = 0; i < values.length; i++) {
      const g = gradient[i]!;
      const m = beta1 * mean[i]! + (1 - beta1) * g;
      const v = beta2 * meanSquare[i]! + (1 - beta2) * g * g;
      const step = m / meanShare / (Math.sqrt(v / squareShare) + epsilon);
      nextMean[i] = m;
      nextSquare[i] = v;
      moved[i] = values[i]! - learningRate * (step + weightDecay * values[i]!);
    }
  };
  return optimizerOf(
    {
      name: "adam",
      settings: Object.freeze({ beta1, beta2, epsilon, weightDecay }),
      init: (count) => ({
        steps: 0,
        moments: { mean: new Float64Array(count), meanSquare: new Float64Array(count) } satisfies Moments,
      }),
    },
    move,
  );
}

type Moments = Readonly<Record<"mean" | "meanSquare", Float64Array>>;
