/** The gradient several times over, in ways that differ in nothing but rounding. */
import { inputTimes, signalValues } from "../adjoint/pullback.ts";
import { reverseSweep } from "../adjoint/reverse-sweep.ts";
import type { Run } from "../compile/run.ts";
import { parametersOf } from "../network/parameters.ts";
import type { RandomGenerator } from "../numeric/random.ts";
import type { Cotangents } from "../tape/solution.ts";
import { type GradientGroup, gradientGroups } from "./gradient-groups.ts";

export interface RepeatedGroup extends GradientGroup {
  /** How much each entry changed at most, [entries]. */
  readonly rounding: Float64Array;
}

/**
 * The gradient by groups, and what is left of it when a third of the cotangents is swept, or the cotangents
 * of arrivals' times are nudged. Where large ones of these cancel, as for simultaneous arrivals that bring a
 * steep neuron far up, small ones beside them are lost without a trace in any multiple of the cotangents.
 */
export function repeatedAdjoint(run: Run, cotangents: Cotangents, random: RandomGenerator): RepeatedGroup[] {
  const groups = groupsOf(run, cotangents);
  const again = [
    { factor: 3, groups: groupsOf(run, third(cotangents)) },
    ...[1, 2, 3].map((k) => ({ factor: 1, groups: groupsOf(run, cotangents, lastBits(random.split(k))) })),
  ];
  return groups.map((group, g) => {
    const rounding = group.gradient.map((value, entry) =>
      Math.max(...again.map((other) => Math.abs(value - other.factor * other.groups[g]!.gradient[entry]!))),
    );
    return { ...group, rounding };
  });
}

function groupsOf(run: Run, cotangents: Cotangents, nudge?: (bar: number) => number): GradientGroup[] {
  const parameters = parametersOf(run.parameters.layout);
  const swept = reverseSweep(run, cotangents, parameters.values, () => true, nudge);
  return gradientGroups(run, {
    ...parameters,
    inputTimes: inputTimes(run, swept),
    signals: signalValues(run, swept),
  });
}

function third({ spikeTimes, samples }: Cotangents): Cotangents {
  return {
    spikeTimes: spikeTimes.map((bar) => bar / 3),
    samples: new Map([...samples].map(([table, bars]) => [table, bars.map((bar) => bar / 3)])),
  };
}

/** Up to two units in the last place up or down. */
function lastBits(random: RandomGenerator): (bar: number) => number {
  return (bar) => bar + bar * 2 * Number.EPSILON * (2 * random.uniform() - 1);
}
