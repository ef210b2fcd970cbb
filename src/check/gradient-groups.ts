/** The groups in which gradients are compared: slices of the parameters, times of a source, values of a signal. */
import { discreteAdjoint, type GradientMethod } from "../adjoint/gradient-method.ts";
import { type Gradient, pullback } from "../adjoint/pullback.ts";
import type { Run } from "../compile/run.ts";
import type { RunVariables } from "../compile/run-variables.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { randomGenerator } from "../numeric/random.ts";
import type { Cotangents } from "../tape/solution.ts";

export interface GradientGroup {
  readonly name: string;
  /** Entries of the gradient [entries]. */
  readonly gradient: Float64Array;
  /** Values of the variables [entries]. */
  readonly values: Float64Array;
  /** Size of a change that is small to the variables, in their unit. */
  readonly step: number;
  /** The numbers of `variables` that are this group's: writes entry k. */
  readonly write: (variables: RunVariables, entry: number, value: number) => void;
}

const relativeStep = powerOfTwo(-7);

/** The gradient that cotangents of a run pull back to, in groups. */
export function gradientOf(
  run: Run,
  cotangents: Cotangents,
  method: GradientMethod = discreteAdjoint,
): GradientGroup[] {
  return gradientGroups(run, pullback(run, cotangents, method));
}

/** All groups of a run; tied rows are one group, empty ones are left out. */
export function gradientGroups(run: Run, gradient: Gradient): GradientGroup[] {
  const groups = [
    ...parameterGroups(run, gradient),
    ...sourceGroups(run, gradient),
    ...signalGroups(run, gradient),
  ];
  return groups.filter(({ gradient: entries }) => entries.length > 0);
}

function parameterGroups({ parameters }: Run, gradient: Gradient): GradientGroup[] {
  const { rows } = parameters.layout;
  return rows
    .filter(({ id, slice }) => id === slice)
    .map(({ id, offset, domain }) => ({
      name: [id, ...rows.filter((row) => row.slice === id && row.id !== id).map((row) => row.id)].join(" = "),
      gradient: gradient.view(id),
      values: parameters.view(id),
      step: relativeStep * sizeOf(parameters.view(id), domain === "positive" ? 0 : 0.25),
      write: (variables, entry, value) => {
        variables.parameters[offset + entry] = value;
      },
    }));
}

function sourceGroups({ given, tape, until }: Run, gradient: Gradient): GradientGroup[] {
  return [...given].map(([name, { first, channels, positions }]) => ({
    name: `${name} (times)`,
    gradient: Float64Array.from(
      channels,
      (channel, k) => gradient.inputTimes[name]![channel]![positions[k]!]!,
    ),
    values: tape.spikes.time.data.slice(first, first + channels.length),
    step: 1e-3 * Math.max(until, Number.MIN_VALUE),
    write: (variables, entry, value) => {
      variables.spikeTimes[first + entry] = value;
    },
  }));
}

function signalGroups({ program, signals }: Run, gradient: Gradient): GradientGroup[] {
  return signals.flatMap((own, p) =>
    (own?.signals ?? []).map(({ name, data }, s): GradientGroup => {
      const id = `${program.populations[p]!.population.name}.${name}`;
      return {
        name: `${id} (signal)`,
        gradient: gradient.signals[id]!,
        values: data.values,
        step: relativeStep * sizeOf(data.values, 0.25),
        write: (variables, entry, value) => {
          variables.signals[p]![s]![entry] = value;
        },
      };
    }),
  );
}

/** Largest magnitude among the values, at least `least`. */
function sizeOf(values: Float64Array, least: number): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), least);
}

/**
 * Up to `count` entries of a group, the same first ones whatever the count: by turns one whose gradient is not 0, as most of a
 * large group may have none (weights from silent inputs), and one of all, as a gradient may be 0 that should not be.
 */
export function drawnEntries(
  { name, gradient }: GradientGroup,
  count: number,
  seed: number | string,
): number[] {
  const order = randomGenerator(seed).split(name).permutation(gradient.length);
  const some = order.filter((entry) => gradient[entry] !== 0);
  const drawn = new Set<number>();
  for (let k = 0; k < order.length && drawn.size < count; k++) {
    if (k < some.length) drawn.add(some[k]!);
    drawn.add(order[k]!);
  }
  return [...drawn].slice(0, count);
}
