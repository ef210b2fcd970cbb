/**
 * What every readout promises. A new one needs a line in `made`; the test of the export list says so.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import type { Run } from "../../src/compile/run.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import * as readouts from "../../src/readouts/index.ts";
import type { Readout, ReadoutWithoutGradient } from "../../src/readouts/readout.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import type { Cotangents } from "../../src/tape/solution.ts";

const times = [3, 20, 20, 11.5];
// Two neurons fire often, one once, one never.
const net = network({
  populations: { cell: population(lif, 4, { parameters: { bias: [3, 5, 1.2, 0.5] } }) },
});
const until = 45;
const solution = (): Run =>
  simulate(
    net,
    net.initialParameters(),
    {},
    {
      until,
      samples: [
        { population: "cell", times },
        { population: "cell", times, side: "before" },
      ],
    },
  );

/** Those that only count have no pullback, and are tried below. */
type Counting = "spikeCounts" | "spikeRates";
const counting: Record<Counting, ReadoutWithoutGradient> = {
  spikeCounts: readouts.spikeCounts("cell"),
  spikeRates: readouts.spikeRates("cell", { from: 5, to: 30 }),
};

const trains = solution().spikeTimes("cell");
const most = Math.max(...trains.map((train) => train.length));
/** Readouts, the numbers of their values, and a bound on their second derivatives, 0 if left out. */
const made: Record<
  Exclude<keyof typeof readouts, Counting>,
  readonly (readonly [readout: Readout, length: number, curvature?: number])[]
> = {
  allSpikeTimes: [
    [readouts.allSpikeTimes("cell"), solution().spikes("cell").times.length],
    [readouts.allSpikeTimes("cell", { perNeuron: true }), 4 * most],
  ],
  // Of e^(−s/τ)/τ it is 1/τ³, of the difference at most that of the faster of two that make it.
  filteredSpikeTrain: [
    [readouts.filteredSpikeTrain("cell", times, { tau: 5 }), 16, 0.008],
    [readouts.filteredSpikeTrain("cell", times, { tau: 5, tauRise: 2, side: "before" }), 16, 0.125],
  ],
  firstSpikeTimes: [[readouts.firstSpikeTimes("cell", { silentTime: "until" }), 4]],
  maximum: [[readouts.maximum("cell", "v"), 4]],
  spikeTimes: [[readouts.spikeTimes("cell", { count: 3, silentTime: 50 }), 12]],
  stateAtSpikes: [
    [readouts.stateAtSpikes("cell", "i", { count: 3 }), 12],
    [readouts.stateAtSpikes("cell", "v", { count: 2, side: "after", event: "spike", silentValue: -1 }), 8],
  ],
  stateAtTimes: [
    [readouts.stateAtTimes("cell", "v", times), 16],
    [readouts.stateAtTimes("cell", "i", times, { side: "before" }), 16],
  ],
};
const all = Object.entries(made).flatMap(([name, list]) =>
  list.map(
    ([readout, length, curvature = 0]) =>
      [`${name} as ${readout.name}`, name, readout, length, curvature] as const,
  ),
);

const bars = (length: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.integer({ min: -8, max: 8 }), { minLength: length, maxLength: length })
    .map((list) => Float64Array.from(list));

const flat = ({ spikeTimes, samples, observations }: Cotangents): number[] => [
  ...spikeTimes,
  ...[...samples.values(), ...observations.values()].flatMap((values) => [...values]),
];

it("every exported readout is tried", () => {
  expect([...Object.keys(made), ...Object.keys(counting)].sort()).toEqual(Object.keys(readouts).sort());
});

it.each(Object.entries(counting))(
  "%s says what it is, reads numbers of the shape it says, and pulls nothing back",
  (name, readout) => {
    const run = solution();
    expect(readout.name).toBe(`${name}("cell")`);
    expect(readout.needs).toMatchObject({ population: "cell", spikes: Infinity });
    expect(Object.isFrozen(readout)).toBe(true);
    expect(readout.read(run)).toHaveLength(4);
    expect(readout.read(run)).toEqual(readout.read(run));
    expect(readout.read(run)).not.toBe(readout.read(run));
    expect("pullback" in readout).toBe(false);
  },
);

describe.each(all)("%s", (_, name, readout, length, curvature) => {
  const run = solution();

  it("says what it is and what it needs", () => {
    expect(readout.name).toContain(`${name}("cell"`);
    expect(readout.needs.population).toBe("cell");
    expect((readout.needs.spikes ?? 0) > 0 || (readout.needs.times ?? []).length > 0).toBe(true);
    expect(Object.isFrozen(readout)).toBe(true);
  });

  it("reads numbers of the shape it says, new every time", () => {
    const values = readout.read(run);
    expect(values).toHaveLength(length);
    // Infinity is a spike that is not there.
    expect(values.every((value) => value >= 0 || Number.isFinite(value))).toBe(true);
    expect(readout.read(run)).toEqual(values);
    expect(readout.read(run)).not.toBe(values);
  });

  it("pulls back what it reads: the transpose of moving spikes and samples a little", () => {
    fc.assert(
      fc.property(bars(length), fc.infiniteStream(fc.integer({ min: -4, max: 4 })), (given, moves) => {
        const moved = solution();
        const before = readout.read(moved);
        const cotangents = zeroCotangents(moved);
        readout.pullback(moved, given, cotangents);
        let wanted = 0;
        // Steps of 2⁻¹⁰: differences of numbers below 64 are good to 2⁻⁴⁶ then.
        const move = (data: Float64Array, count: number, bar: Float64Array): void => {
          for (let k = 0; k < count; k++) {
            const step = moves.next().value! / 1024;
            data[k]! += step;
            wanted += bar[k]! * step;
          }
        };
        move(moved.tape.spikes.time.data, moved.tape.spikes.time.length, cotangents.spikeTimes);
        for (const [{ values }, bar] of [...cotangents.samples, ...cotangents.observations]) {
          move(values, values.length, bar);
        }
        const after = readout.read(moved);
        const actual = given.reduce((sum, bar, k) => {
          // An absent spike stays absent.
          return after[k] === before[k] ? sum : sum + bar * (after[k]! - before[k]!);
        }, 0);
        // What is not linear bends by half its curvature times the square of a step, for every spike that it sums over.
        const bend = (curvature / 2) * (4 / 1024) ** 2 * most;
        expect(Math.abs(actual - wanted)).toBeLessThan(8 * length * (2 ** -45 + bend));
      }),
      { numRuns: 20 },
    );
  });

  it("adds to the cotangents that are there", () => {
    const [once, twice] = [zeroCotangents(run), zeroCotangents(run)];
    const ones = new Float64Array(length).fill(1);
    readout.pullback(run, ones, once);
    readout.pullback(run, ones, twice);
    readout.pullback(run, ones, twice);
    expect(flat(twice)).toEqual(flat(once).map((bar) => 2 * bar));
    expect(flat(once).some((bar) => bar !== 0)).toBe(true);
    expect(ones.every((bar) => bar === 1)).toBe(true);
  });

  it("names as missing only neurons that have fewer spikes than it reads", () => {
    if (readout.missing === undefined) return;
    const trains = run.spikeTimes("cell").map((train) => train.length);
    const wanted = trains.flatMap((count, n) => (count < readout.needs.spikes! ? [n] : []));
    expect(readout.missing(run, new Float64Array(length).fill(1))).toEqual(wanted);
    expect(wanted).toContain(3);
    expect(readout.missing(run, new Float64Array(length).fill(-1))).toEqual([]);
    expect(readout.missing(run, new Float64Array(length))).toEqual([]);
  });
});
