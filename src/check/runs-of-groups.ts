/** Differences of independent runs, group by group. */
import { drawnEntries } from "./gradient-groups.ts";
import { compareRuns, type IndependentRuns } from "./independent-runs.ts";

/** What differences of independent runs say about one group of entries. */
export interface RunsComparison {
  /** How many entries were compared. */
  readonly checked: number;
  /** Largest difference from the adjoint, relative to the group's largest entry. */
  readonly difference: number;
  /** Largest difference that the error of these differences and that of the solver explain, likewise. */
  readonly explained: number;
  /** Entries without differences. */
  readonly discarded: number;
  /** Why the first of them has none; empty if all have. */
  readonly why: string;
  /** Whether every difference is explained. */
  readonly agrees: boolean;
}

/** Up to `entries` of each group. */
export function compareGroupsWithRuns(
  given: IndependentRuns,
  entries: number,
  seed: number | string,
): RunsComparison[] {
  const { groups } = given;
  const chosen = groups.map((group) => drawnEntries(group, entries, seed));
  const found = compareRuns(
    given,
    chosen.flatMap((own, group) => own.map((entry) => [group, entry] as const)),
  );
  return groups.map(({ gradient }, g): RunsComparison => {
    const own = found.filter(({ group }) => group === g);
    const told = own.filter(({ discarded }) => discarded === "");
    const largest = gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    const relative = (numbers: readonly number[]): number => {
      const worst = Math.max(0, ...numbers);
      return worst === 0 ? 0 : worst / largest;
    };
    const off = told.map(({ value, entry }) => Math.abs(value - gradient[entry]!));
    const isZero = largest === 0 && off.every((difference) => difference === 0);
    return {
      checked: own.length,
      difference: relative(off),
      explained: isZero ? 0 : relative(told.map(({ tolerance }) => tolerance)),
      discarded: own.length - told.length,
      why: own.find(({ discarded }) => discarded !== "")?.discarded ?? "",
      agrees: told.every(({ tolerance }, k) => off[k]! <= tolerance),
    };
  });
}
