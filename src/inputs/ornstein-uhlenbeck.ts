/** Noise that forgets exponentially: white noise through one low-pass filter. */
import { exp, expm1 } from "../numeric/exponential.ts";
import { checkOptions } from "../options.ts";
import { type NoiseOptions, type NoiseSignal, noiseKinds, noiseRequired, noiseSignal } from "./noise.ts";

const where = "ornsteinUhlenbeck";

/**
 * An Ornstein–Uhlenbeck current for every neuron, as a signal:
 *
 *   τ dx = (mean − x) dt + deviation √(2τ) dW ,   Cov(x(s), x(s + t)) = deviation² e^(−|t|/τ)
 *
 * It begins in its stationary distribution, and its values at the breakpoints have the exact distribution, however far
 * these are apart: x_{k+1} = mean + a (x_k − mean) + deviation √(1 − a²) ξ_k, a = e^(−step/τ), ξ standard normal. Between
 * them are straight lines, whose variance is smaller, by the factor (1 + a)/2 in the middle. Neurons are independent; a
 * neuron's noise does not depend on how many there are, and a longer run begins with the same.
 *
 * @param neurons  number of neurons of the population
 * @returns a signal for `population.signal` of an input
 * @throws OptionError for a wrong option, or more values than a computer has room for
 *
 * Source: Gillespie (1996), Exact numerical simulation of the Ornstein–Uhlenbeck process and its integral, Phys. Rev. E
 *   54, 2084–2091.
 * @example
 * const noise = ornsteinUhlenbeck(3, { deviation: 0.2, tau: 5, step: 0.5, until: 100, seed: 1 });
 * simulate(net, parameters, { "cell.current": noise }, { until: 100 });
 */
export function ornsteinUhlenbeck(neurons: number, options: NoiseOptions): NoiseSignal {
  checkOptions(where, options, noiseKinds, noiseRequired);
  const kept = exp(-options.step / options.tau);
  const fresh = Math.sqrt(-expm1((-2 * options.step) / options.tau));
  return noiseSignal(where, neurons, options, (random, values) => {
    values[0] = random.normal();
    for (let k = 1; k < values.length; k++) values[k] = kept * values[k - 1]! + fresh * random.normal();
  });
}
