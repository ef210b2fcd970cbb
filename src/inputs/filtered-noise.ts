/** Smooth noise: white noise through two low-pass filters. */
import { OptionError } from "../errors.ts";
import { exp, expm1 } from "../numeric/exponential.ts";
import { differenceKernel } from "../numeric/spike-kernel.ts";
import { checkOptions } from "../options.ts";
import { type NoiseOptions, type NoiseSignal, noiseKinds, noiseRequired, noiseSignal } from "./noise.ts";

/** Noise with a second time constant. */
export interface FilteredNoiseOptions extends NoiseOptions {
  /** Time constant of the second filter, positive [ms]; default: that of the first. */
  readonly tauRise?: number;
}

const where = "filteredNoise";
/** Below this share of the variance, what is new in a step is lost in the rounding of what is kept. */
const least = 1e-9;

/**
 * Low-pass filtered noise for every neuron, as a signal: white noise through a filter of time constant τ and another of
 * τ_rise, which makes it differentiable in time.
 *
 *   Cov(y(s), y(s + t)) = deviation² (τ e^(−|t|/τ) − τ_rise e^(−|t|/τ_rise)) / (τ − τ_rise)
 *
 * Its spectrum falls as 1/f⁴. It begins in its stationary distribution, and its values at the breakpoints have the exact
 * distribution, however far these are apart; between them are straight lines. Neurons are independent; a neuron's
 * noise does not depend on how many there are, and a longer run begins with the same.
 *
 * @param neurons  number of neurons of the population
 * @returns a signal for `population.signal` of an input
 * @throws OptionError for a wrong option, more values than a computer has room for, or a step below a thousandth of the
 *   time constants, where this noise is a straight line and rounding would be seen
 */
export function filteredNoise(neurons: number, options: FilteredNoiseOptions): NoiseSignal {
  const kinds = { ...noiseKinds, tauRise: "positive" } as const;
  checkOptions(where, options, kinds, noiseRequired);
  const { tau, tauRise = tau, step } = options;
  // In units of the deviation of y, with x the noise between the filters: slow x' = −x + …, fast y' = x − y. In the
  // stationary state Cov(x, y) = Var(y) = 1.
  const slow = Math.max(tau, tauRise);
  const fast = Math.min(tau, tauRise);
  if ((((step / slow) * step) / fast) * (step / fast) < least) {
    const hint = "Give a longer one, such as a hundredth of the time constants.";
    throw new OptionError(where, `step is ${step} beside time constants of ${slow} and ${fast}`, hint);
  }
  const variance = (slow + fast) / slow;
  const keptX = exp(-step / slow);
  const keptY = exp(-step / fast);
  const passed = slow * differenceKernel(slow, fast).value(step);
  // What a step adds has the covariance P − F P Fᵀ, with F what it keeps; factored by Cholesky.
  const newX = Math.sqrt(-variance * expm1((-2 * step) / slow));
  const shared = (1 - keptX * (passed * variance + keptY)) / newX;
  const added = 1 - passed * (passed * variance + 2 * keptY) - keptY * keptY;
  const newY = Math.sqrt(added - shared * shared);
  return noiseSignal(where, neurons, options, (random, values) => {
    let y = random.normal();
    let x = y + Math.sqrt(fast / slow) * random.normal();
    values[0] = y;
    for (let k = 1; k < values.length; k++) {
      const [first, second] = [random.normal(), random.normal()];
      y = passed * x + keptY * y + shared * first + newY * second;
      x = keptX * x + newX * first;
      values[k] = y;
    }
  });
}
