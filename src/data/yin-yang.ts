/**
 * The Yin-Yang set: points (x, y) in a circle of radius ½ about (½, ½), told apart as yin, yang and
 * dot; equal, bit for bit, to what its authors publish.
 *
 * Source: Kriener, Göltz & Petrovici (2022), The Yin-Yang dataset, NICE 2022, 107–111, arXiv:2102.08211;
 *   the order in which random numbers are drawn is that of github.com/lkriener/yin_yang_data_set (MIT).
 */
import { checkOptions } from "../options.ts";
import { type Dataset, dataset } from "./dataset.ts";
import { mersenneTwister } from "./mersenne-twister.ts";

/** Names of the labels 0, 1, 2. */
export const yinYangClasses: readonly string[] = Object.freeze(["yin", "yang", "dot"]);

const radius = 0.5;
const dotRadius = 0.1;

/** How many samples to draw, and from which stream. */
export interface YinYangOptions {
  /** Number of samples. */
  readonly size: number;
  /** An integer in [0, 2³²). */
  readonly seed: number;
}

/**
 * The class of the point (x, y): 0 yin, 1 yang, 2 dot.
 *
 * @returns −1 outside the circle and where a coordinate is NaN
 */
export function yinYangLabel(x: number, y: number): number {
  if (!(distance(x, y, radius) <= radius)) return -1;
  const toRight = distance(x, y, 1.5 * radius);
  const toLeft = distance(x, y, 0.5 * radius);
  if (toRight < dotRadius || toLeft < dotRadius) return 2;
  // The published text calls `isBulge || isHalf` yin, yet numbers that class 1.
  const isEdge = toRight <= dotRadius;
  const isBulge = toLeft > dotRadius && toLeft <= 0.5 * radius;
  const isHalf = y > radius && toRight > 0.5 * radius;
  return isEdge || isBulge || isHalf ? 1 : 0;
}

/** Distance to the point (centre, radius); not `Math.hypot`, whose last bit differs. */
function distance(x: number, y: number, centre: number): number {
  const dx = x - centre;
  const dy = y - radius;
  return Math.sqrt(dx * dx + dy * dy);
}

/**
 * Samples of the Yin-Yang set: classes are drawn equally likely, then points until the class fits. The same
 * seed gives the bits that the authors' program gives.
 *
 * @returns features (x, y, 1 − x, 1 − y) [size, 4], labels [size]
 * @throws OptionError if the size is not an integer ≥ 0, the seed no integer in [0, 2³²), or an option is unknown
 *
 * Source: Kriener, Göltz & Petrovici (2022), The Yin-Yang dataset, NICE 2022, 107–111, arXiv:2102.08211.
 */
export function yinYang(options: YinYangOptions): Dataset {
  checkOptions("yinYang", options, { size: "whole", seed: "any" }, ["size"]);
  const { size, seed } = options;
  const random = mersenneTwister(seed);
  const features = new Float64Array(4 * size);
  const labels = new Uint8Array(size);
  for (let row = 0; row < size; row++) {
    const goal = random.randint(3);
    let x: number;
    let y: number;
    do {
      x = 2 * radius * random.rand();
      y = 2 * radius * random.rand();
    } while (yinYangLabel(x, y) !== goal);
    features.set([x, y, 1 - x, 1 - y], 4 * row);
    labels[row] = goal;
  }
  return dataset(features, labels);
}

/** The published training set: 5000 samples, seed 42. */
export function yinYangTrain(): Dataset {
  return yinYang({ size: 5000, seed: 42 });
}

/** The published validation set: 1000 samples, seed 41. */
export function yinYangValidation(): Dataset {
  return yinYang({ size: 1000, seed: 41 });
}

/** The published test set: 1000 samples, seed 40. */
export function yinYangTest(): Dataset {
  return yinYang({ size: 1000, seed: 40 });
}
