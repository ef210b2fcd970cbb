/** Distance of spike trains as functions of time, whatever their numbers of spikes. */
import { ShapeError } from "../errors.ts";
import { exp, expm1 } from "../numeric/exponential.ts";
import { checkOptions } from "../options.ts";
import { counted } from "../values.ts";
import { checkTrains, checkValues } from "./check.ts";
import type { Loss, LossResult, Trains } from "./loss.ts";

/** How far a spike is seen. */
export interface VanRossumDistanceOptions {
  /** Time constant of the kernel, positive, 10 by default [ms]. */
  readonly tau?: number;
}

const lossName = "vanRossumDistance";

/** A time at which spikes stand, and how many more of the values than of the target. */
interface Mark {
  readonly time: number;
  sign: number;
}

/**
 * The distance of van Rossum, squared: both trains become functions of time by a kernel e^(−s/τ), s ≥ 0, and
 *
 *   D² = (1/τ) ∫ (f − g)² dt = ½ Σ_{i,j} s_i s_j e^(−|t_i − t_j|/τ)
 *
 * over all spikes of both, with s = 1 for those of the values and −1 for those of the target; L is its mean over the
 * neurons. It is in closed form, and no spike has to be paired with another:
 *
 *   ∂D²/∂t_i = (s_i/τ) (Σ_{later j} s_j e^(−(t_j − t_i)/τ) − Σ_{earlier j} s_j e^(−(t_i − t_j)/τ))
 *
 * A spike too many or too few costs ½. Spikes of both at one time cancel; at such a place, where D² has a kink, the
 * gradient is the mean of those of both sides.
 *
 * The target is a list of trains, one for each neuron, of any lengths. The values are the same number of rows, with
 * Infinity in the places of spikes that do not come: those of `allSpikeTimes(population, { perNeuron: true })`, or of
 * `spikeTimes`, which leaves out all spikes after the first few.
 *
 * @returns a loss with value [1] and gradient [values], [1/ms]; it throws OptionError and ShapeError for values and
 *   targets, as `Loss` says
 * @throws OptionError if τ is not positive and finite, or for an unknown option
 *
 * Source: van Rossum (2001), A novel spike distance, Neural Computation 13, 751–763.
 * Variant: squared; evaluated spike by spike as in Houghton & Kreuz (2012), On the efficient calculation of van Rossum
 *   distances, Network 23, 48–58.
 * @example
 * const loss = vanRossumDistance({ tau: 5 });
 * console.log(loss.evaluate(Float64Array.of(3, Infinity), [[3, 400]]).value); // 0.5
 */
export function vanRossumDistance(options: VanRossumDistanceOptions = {}): Loss<Trains> {
  checkOptions(lossName, options, { tau: "positive" });
  const { tau = 10 } = options;
  const evaluate = (values: Float64Array, target: Trains): LossResult => {
    checkValues(lossName, values, true);
    checkTrains(lossName, target);
    const neurons = target.length;
    if (values.length % neurons !== 0) {
      const hint = "Give a train for each neuron, and read allSpikeTimes(population, { perNeuron: true }).";
      throw new ShapeError(
        lossName,
        `${counted(neurons, "train")} for ${counted(values.length, "value")}`,
        hint,
      );
    }
    const gradient = new Float64Array(values.length);
    const width = values.length / neurons;
    let value = 0;
    for (let n = 0; n < neurons; n++) {
      const [from, to] = [n * width, (n + 1) * width];
      value += oneTrain(values.subarray(from, to), target[n]!, tau, gradient.subarray(from, to)) / neurons;
    }
    for (let i = 0; i < values.length; i++) gradient[i]! /= neurons;
    return { value, gradient };
  };
  const description = Object.freeze({ kind: lossName, tau });
  return Object.freeze({ name: lossName, description, acceptsSilent: true, target: "trains", evaluate });
}

/**
 * D² of one neuron; its gradient is left in `gradient`. Between two marks f − g decays as e^(−s/τ), so that D² is a sum
 * of squares, without the cancellation that the double sum has for trains that are nearly alike.
 */
function oneTrain(
  values: Float64Array,
  target: ArrayLike<number>,
  tau: number,
  gradient: Float64Array,
): number {
  const marks = marksOf(values, target);
  /** What the marks before each, and those behind it, add up to at its time. */
  const earlier = new Float64Array(marks.length);
  const later = new Float64Array(marks.length);
  const places = new Map<number, number>();
  let value = 0;
  let level = 0;
  marks.forEach(({ time, sign }, k) => {
    places.set(time, k);
    const next = marks[k + 1];
    const gap = next === undefined ? Infinity : (next.time - time) / tau;
    level += sign;
    value -= (level * level * expm1(-2 * gap)) / 2;
    level *= exp(-gap);
    if (next !== undefined) earlier[k + 1] = level;
  });
  for (let k = marks.length - 2; k >= 0; k--) {
    later[k] = (later[k + 1]! + marks[k + 1]!.sign) * exp((marks[k]!.time - marks[k + 1]!.time) / tau);
  }
  for (let i = 0; i < values.length; i++) {
    const k = places.get(values[i]!);
    if (k !== undefined) gradient[i] = (later[k]! - earlier[k]!) / tau;
  }
  return value;
}

/** The spikes of both, ascending, those of one time as one mark. */
function marksOf(values: Float64Array, target: ArrayLike<number>): Mark[] {
  const marks = new Map<number, Mark>();
  const add = (times: ArrayLike<number>, sign: number): void => {
    for (let i = 0; i < times.length; i++) {
      const time = times[i]!;
      if (time === Infinity) continue;
      const mark = marks.get(time);
      if (mark === undefined) marks.set(time, { time, sign });
      else mark.sign += sign;
    }
  };
  add(values, 1);
  add(target, -1);
  return [...marks.values()].sort((a, b) => a.time - b.time);
}
