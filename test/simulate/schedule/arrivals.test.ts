/** Deliveries: which, when, in which round and in which order. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProjectionProgram } from "../../../src/compile/network-program.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { everySynapse } from "../../../src/network/synapses.ts";
import { defineNeuron } from "../../../src/neurons/define-neuron.ts";
import { createDues, type Dues, nextDue, successors } from "../../../src/simulate/neuron/dues.ts";
import { gatherArrivals } from "../../../src/simulate/schedule/arrivals.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { appendSpike, createTape, eventCause, type Tape } from "../../../src/tape/tape.ts";

interface Sent {
  readonly time: number;
  readonly round: number;
}

/** A population fed by one projection per entry, from presynaptic neurons with these spikes. */
function fedBy(trains: readonly (readonly (readonly Sent[])[])[], delays: readonly number[]) {
  const tape = createTape();
  let firstNeuron = 0;
  const incoming = trains.map((neurons, p): ProjectionProgram => {
    neurons.forEach((spikes, n) => {
      for (const { time, round } of spikes) {
        const neuron = firstNeuron + n;
        appendSpike(tape.spikes, { time, neuron, event: 0, cause: eventCause.root, round, payload: 1 });
      }
    });
    const pre = { firstNeuron, size: neurons.length };
    firstNeuron += neurons.length;
    const projection = { pre, delayPer: "projection", synapses: everySynapse(neurons.length, 1) };
    // What is gathered depends on nothing else of a projection.
    return { projection, index: p, delay: p } as unknown as ProjectionProgram;
  });
  const dues = createDues(1, true, successors());
  let first = 0;
  const gather = (from: number, before: number, until: number): number => {
    const gathering = {
      projections: incoming,
      isSent: () => true,
      inOrder: new Int32Array(),
      first,
      parameters: Float64Array.from(delays),
      from,
      before,
      until,
      after: () => -1,
    };
    const ignored = gatherArrivals(tape, dues, gathering);
    first = gathering.first;
    return ignored;
  };
  return { tape, dues, gather };
}

/** The arrivals of the only list, in its order. */
function arrivalsOf({ arrivals }: Tape, dues: Dues): number[][] {
  const list: number[][] = [];
  for (let arrival = nextDue(dues, 0, -1); arrival >= 0; arrival = nextDue(dues, 0, arrival)) {
    const { time, round, projection, spike } = arrivals;
    list.push([time, round, projection, spike].map(({ data }) => data[arrival]!));
  }
  return list;
}

const sent = fc.record({ time: fc.integer({ min: 0, max: 6 }), round: fc.integer({ min: -1, max: 3 }) });
const networks = fc.array(
  fc.record({
    neurons: fc.array(fc.array(sent, { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
    delay: fc.constantFrom(0, 1, 2.5),
  }),
  { minLength: 1, maxLength: 3 },
);

describe("gatherArrivals", () => {
  it("orders by time, round, projection, presynaptic neuron and spike, like a sort of all", () => {
    fc.assert(
      fc.property(networks, (projections) => {
        const delays = projections.map(({ delay }) => delay);
        const { tape, dues, gather } = fedBy(
          projections.map(({ neurons }) =>
            neurons.map((spikes) => spikes.toSorted((a, b) => a.time - b.time || a.round - b.round)),
          ),
          delays,
        );
        const ignored = gather(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 7);
        let spike = -1;
        const all = projections.flatMap(({ neurons, delay }, p) =>
          neurons.flatMap((spikes) =>
            spikes
              .toSorted((a, b) => a.time - b.time || a.round - b.round)
              .map(({ time, round }) => [time + delay, delay > 0 ? 0 : round + 1, p, ++spike]),
          ),
        );
        const expected = all
          .filter(([time]) => time! <= 7)
          .sort((a, b) => a.map((x, k) => x - b[k]!).find((difference) => difference !== 0) ?? 0);
        expect(arrivalsOf(tape, dues)).toEqual(expected);
        expect(ignored).toBe(all.length - expected.length);
      }),
    );
  });

  it("in pieces gives what it gives at once", () => {
    fc.assert(
      fc.property(networks, fc.uniqueArray(fc.integer({ min: 0, max: 9 })), (projections, cuts) => {
        const delays = projections.map(({ delay }) => delay);
        const make = () =>
          fedBy(
            projections.map(({ neurons }) => neurons),
            delays,
          );
        const [whole, parts] = [make(), make()];
        const ignored = whole.gather(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 7);
        const ends = [...cuts.sort((a, b) => a - b), Number.POSITIVE_INFINITY];
        let last = Number.NEGATIVE_INFINITY;
        let count = 0;
        for (const end of ends) {
          count += parts.gather(last, end, 7);
          last = end;
        }
        expect(arrivalsOf(parts.tape, parts.dues)).toEqual(arrivalsOf(whole.tape, whole.dues));
        expect(count).toBe(ignored);
      }),
    );
  });
});

it("a spike relayed without delay arrives after one that was given for the same instant", () => {
  // u ← 2u + w does not commute; the relay's projection is declared first, but its spike is one round later.
  const doubling = defineNeuron({
    name: "doubling",
    state: { u: {} },
    dynamics: "du/dt = 0 * u",
    input: { u: "2 * u + weight" },
  });
  const relay = defineNeuron({
    name: "relay",
    state: { u: {} },
    dynamics: "du/dt = 0 * u",
    spike: { when: "u - 0.5", reset: { u: 0 } },
    input: { u: "u + weight" },
  });
  const net = network({
    populations: { in: source(1), relay: population(relay, 1), cell: population(doubling, 1) },
    projections: [
      connect("in", "relay", { weight: 1 }),
      connect("relay", "cell", { weight: 10 }),
      connect("in", "cell", { weight: 1 }),
    ],
  });
  const samples = [{ population: "cell", times: [2] }];
  const run = simulate(net, net.initialParameters(), { in: [[1]] }, { until: 2, samples });
  // (2·0 + 1)·2 + 10
  expect([...run.samples("cell").values]).toEqual([12]);
});
