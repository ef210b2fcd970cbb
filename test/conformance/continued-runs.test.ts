/**
 * A run that is cut and goes on is the run that was never cut: for random networks, cut anywhere, at the very time of an
 * event, of an arrival or of a breakpoint, and at both ends. And what its gradients promise is what all promise.
 */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Run } from "../../src/compile/run.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { taylor8 } from "../../src/solvers/taylor-series.ts";
import { eventCause } from "../../src/tape/tape.ts";
import { compareIndependently, compareOnMesh, disagreeing } from "../support/random-cases/derivatives.ts";
import { type Drawn, kinds } from "../support/random-cases/drawn.ts";

const places = ["anywhere", "an event", "an arrival", "a breakpoint", "the beginning", "the end"] as const;
type Place = (typeof places)[number];

const cutCase = fc.record({
  drawn: fc.oneof(...Object.values(kinds)),
  place: fc.constantFrom("anywhere" as const, ...places),
  part: fc.noBias(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
});

/** What was seen, so that a generator that misses something is noticed. */
const seen = new Set<string>();

function cutAt(whole: Run, place: Place, part: number): number {
  const { arrivals } = whole.tape;
  const pick = (times: readonly number[]): number =>
    times[Math.floor(part * times.length)] ?? part * whole.until;
  switch (place) {
    case "anywhere":
      return part * whole.until;
    case "an event":
      return pick(neuronsOf(whole).flatMap((name) => whole.events(name).map(({ time }) => time)));
    case "an arrival":
      return pick([...arrivals.time.data.subarray(0, arrivals.time.length)]);
    case "a breakpoint":
      return pick(
        whole.signals.flatMap((own) => [...(own?.breakpoints ?? [])]).filter((time) => time < whole.until),
      );
    case "the beginning":
      return 0;
    case "the end":
      return whole.until;
  }
}

function neuronsOf({ program }: Run): string[] {
  return program.populations.map(({ population }) => population.name);
}

/** Names, neurons and times of all events of one run or of two, neuron by neuron. */
function eventsOf(runs: readonly Run[]): { readonly what: string[]; readonly times: number[] } {
  const all = neuronsOf(runs[0]!).flatMap((name) =>
    runs
      .flatMap((run) => run.events(name))
      .sort((a, b) => a.neuron - b.neuron)
      .map(({ neuron, event, time }) => ({ what: `${event} of ${name} ${neuron}`, time })),
  );
  return { what: all.map(({ what }) => what), times: all.map(({ time }) => time) };
}

const caps = { maxRounds: 20, maxSpikesPerUnitTime: 50, throwOnFailure: false };
const precisely = ({ options: { method } }: Drawn) =>
  method === exactFlow
    ? { method: exactFlow, ...caps }
    : { method: method === taylor8 ? taylor8 : dormandPrince853, rtol: 1e-11, atol: 1e-11, ...caps };

/** An event that is decided by less is decided by tolerances [unit of its function, or that per ms]. */
const leastDecision = 1e-6;

afterAll(() => {
  expect(seen).toEqual(new Set([...places, "spikes under way", "adjoint", "independent runs"]));
});

describe("two halves", () => {
  it("are the whole: the same events at the same times, and the same states at the end", () => {
    fc.assert(
      fc.property(cutCase, ({ drawn, place, part }) => {
        const { network, input, options } = drawn;
        const parameters = network.initialParameters();
        const how = precisely(drawn);
        const samples = network.populations.flatMap(({ name, definition }) =>
          definition.kind === "source" ? [] : [{ population: name, times: [options.until] }],
        );
        const whole = simulate(network, parameters, input, { until: options.until, samples, ...how });
        const { smallestCrossingRate, closestApproach } = whole.statistics;
        const rate = smallestCrossingRate?.value ?? 1;
        fc.pre(whole.status === "completed");
        fc.pre(Math.min(rate, -(closestApproach?.value ?? -1)) > leastDecision);
        const cut = cutAt(whole, place, part);
        const first = simulate(network, parameters, input, { until: cut, ...how });
        const second = simulate(network, parameters, input, {
          until: options.until,
          samples,
          ...how,
          continueFrom: first,
        });
        expect([first.status, second.status]).toEqual(["completed", "completed"]);
        const [once, twice] = [eventsOf([whole]), eventsOf([first, second])];
        expect(twice.what).toEqual(once.what);
        // Two meshes, each 1e-11 of a state of size 1 off in a step, some tens of steps, over the crossing rate.
        once.times.forEach((time, k) => {
          expect(Math.abs(twice.times[k]! - time)).toBeLessThan(1e-9 / Math.min(1, rate));
        });
        for (const { population } of samples) {
          const ends = second.samples(population).values;
          whole.samples(population).values.forEach((value, k) => {
            expect(Math.abs(ends[k]! - value) / (1 + Math.abs(value))).toBeLessThan(1e-9 / Math.min(1, rate));
          });
        }
        expect(first.statistics.arrivals + second.statistics.arrivals).toBe(whole.statistics.arrivals);
        seen.add(place);
        if (
          second.tape.spikes.cause.data
            .subarray(0, second.tape.spikes.cause.length)
            .includes(eventCause.earlier)
        )
          seen.add("spikes under way");
      }),
      { numRuns: 15 },
    );
  });
});

describe("gradients of a run that goes on", () => {
  /** The rest of a case from a part of it on; undefined if the mathematics ends either. */
  const rest = (
    { network, input, options }: Drawn,
    part: number,
    how: object,
  ): { readonly run: Run; readonly options: Drawn["options"] } | undefined => {
    const cut = part * options.until;
    const { samples = [], ...others } = options;
    const own = { ...others, ...caps, ...how };
    const parameters = network.initialParameters();
    const first = simulate(network, parameters, input, { ...own, until: cut });
    if (first.status !== "completed") return undefined;
    const later = samples.map(({ times, ...request }) => ({
      ...request,
      times: [cut, ...times.filter((time) => time > cut), options.until],
    }));
    const going = { ...own, samples: later, continueFrom: first };
    const run = simulate(network, parameters, input, going);
    return run.status === "completed" ? { run, options: going } : undefined;
  };

  it("are those of tangents of the same steps, and of differences with a frozen mesh", () => {
    fc.assert(
      fc.property(cutCase, ({ drawn, part }) => {
        const found = rest(drawn, part, {});
        fc.pre(found !== undefined);
        const groups = compareOnMesh(found.run, drawn.seed, 2);
        expect(disagreeing(groups)).toEqual([]);
        if (groups.some(({ verdict, largest }) => verdict === "agrees" && largest > 0)) seen.add("adjoint");
      }),
      { numRuns: 5 },
    );
  });

  it("are those of differences of independent runs, where delays move what is under way", () => {
    let compared = 0;
    fc.assert(
      fc.property(cutCase, ({ drawn, part }) => {
        const found = rest(drawn, part, precisely(drawn));
        fc.pre(found !== undefined);
        const { network, input, seed } = drawn;
        for (const entry of compareIndependently(network, input, found.options, seed, 3) ?? []) {
          if (entry.discarded !== "") continue;
          compared++;
          const { name, value, expected, tolerance } = entry;
          expect(Math.abs(value - expected), `${name}: ${value} for ${expected}`).toBeLessThanOrEqual(
            tolerance,
          );
        }
      }),
      { numRuns: 5 },
    );
    if (compared > 5) seen.add("independent runs");
  });
});
