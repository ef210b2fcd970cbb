/**
 * How a gradient is computed is a value with one function. Two come with the library; one of the user's own takes
 * their place in `valueAndGradient`, `fit` and `checkGradients`.
 */
import type { Run } from "../compile/run.ts";
import { zeroVariables } from "../compile/run-variables.ts";
import { type Check, rule } from "../options.ts";
import type { Cotangents } from "../tape/solution.ts";
import { reverseSweep } from "./reverse-sweep.ts";
import { pairing, tangentSweep } from "./tangent-sweep.ts";

/** The part of a gradient with respect to what is given with a run. */
export interface GivenSums {
  /** By spike record; 0 for what is no given spike. */
  readonly spikeTimes: Float64Array;
  /** By index of the population in the program, then of its signal, the values. */
  readonly signals: readonly (readonly Float64Array[])[];
}

/** Where a gradient goes: a method adds to it, and reads nothing of it. */
export interface GradientSums {
  /** With respect to natural values [layout.size]. */
  readonly parameters: Float64Array;
  /** Whether the row of the layout with this id needs a gradient. */
  readonly wanted: (id: string) => boolean;
  /** With respect to what is given with a run; undefined if nobody asks. */
  readonly given: GivenSums | undefined;
}

/** A way from cotangents of what was read from a run to the gradient, linear in the cotangents. */
export interface GradientMethod {
  readonly name: string;
  /**
   * Adds the gradient of one run.
   *
   * @param cotangents  of all that was read; not to be changed
   */
  readonly gradient: (run: Run, cotangents: Cotangents, into: GradientSums) => void;
}

/** A gradient method as an option, the library's or one of the user's own. */
export const gradientMethodKind: Check = rule((method) => {
  const own = method as Partial<GradientMethod> | null;
  return typeof own?.name === "string" && typeof own.gradient === "function";
}, "Give discreteAdjoint, forwardSensitivity or { name, gradient(run, cotangents, into) }.");

/** The tape pulled back, record by record: one sweep whatever the number of parameters. The default. */
export const discreteAdjoint: GradientMethod = Object.freeze({
  name: "discrete adjoint",
  gradient: (run: Run, cotangents: Cotangents, into: GradientSums): void => {
    const { given } = into;
    const { spikeTimes, signals } = reverseSweep(run, cotangents, into, { timesWanted: given !== undefined });
    if (given === undefined) return;
    add(spikeTimes, given.spikeTimes);
    signals.forEach((own, p) => {
      own.forEach((values, s) => {
        add(values, given.signals[p]![s]!);
      });
    });
  },
});

function add(values: Float64Array, to: Float64Array): void {
  for (let k = 0; k < values.length; k++) to[k]! += values[k]!;
}

/**
 * The tape pushed forwards, once for every entry of the gradient: the same numbers but for rounding, by other
 * derivative rules, in a time that grows with the number of entries. For few parameters, and to check others.
 *
 *   dL/dθ = Σ cotangent · d(what was read)/dθ
 */
export const forwardSensitivity: GradientMethod = Object.freeze({
  name: "forward sensitivity",
  gradient: (run: Run, cotangents: Cotangents, { parameters, wanted, given }: GradientSums): void => {
    const direction = zeroVariables(run);
    const along = (of: Float64Array, entry: number): number => {
      of[entry] = 1;
      const slope = pairing(cotangents, tangentSweep(run, direction));
      of[entry] = 0;
      return slope;
    };
    // Tied rows are one slice.
    const slices = new Set<number>();
    for (const { id, offset, length } of run.parameters.layout.rows) {
      if (!wanted(id) || slices.has(offset)) continue;
      if (length > 0) slices.add(offset);
      for (let k = offset; k < offset + length; k++) parameters[k]! += along(direction.parameters, k);
    }
    if (given === undefined) return;
    for (const { first, channels } of run.given.values()) {
      for (let k = first; k < first + channels.length; k++) {
        given.spikeTimes[k]! += along(direction.spikeTimes, k);
      }
    }
    direction.signals.forEach((own, p) => {
      own.forEach((values, s) => {
        for (let k = 0; k < values.length; k++) given.signals[p]![s]![k]! += along(values, k);
      });
    });
  },
});

/** Those of the library by their names. */
export const gradientMethods: Readonly<Record<string, GradientMethod>> = Object.fromEntries(
  [discreteAdjoint, forwardSensitivity].map((method) => [method.name, method]),
);
