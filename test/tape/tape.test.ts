import { describe, expect, it } from "vitest";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { appendRecord, closePage, flush, freePage, pageShapes, type TapePage } from "../../src/tape/page.ts";
import {
  appendSpike,
  clearTape,
  createTape,
  eventCause,
  recordKind,
  type Tape,
  trimTape,
} from "../../src/tape/tape.ts";

/** A page of its own memory. */
function pageOf(states: number): TapePage {
  const { columns } = kernelMemory(0, "javascript", pageShapes(states));
  return { ...columns, length: 0, states: 0, kept: undefined, lent: undefined, spare: new Map() };
}

describe("tape", () => {
  it("keeps of every record what the sweeps need, and a copy of the state", () => {
    const tape = createTape();
    const page = pageOf(3);
    const memory = Float64Array.of(9, 1, 2, 9, 3, 4, 5);
    const step = { tape, page, neuron: 7, t: 0.5, segment: 0, memory, frame: 1, states: 2 };
    appendRecord(step, recordKind.step, -1, 0.25);
    const arrival = { tape, page, neuron: 8, t: 0.75, segment: 2, memory, frame: 4, states: 3 };
    appendRecord(arrival, recordKind.stepToArrival, 3, 0);
    memory.fill(0);
    flush({ tape, page });
    const columns = [tape.kind, tape.neuron, tape.reference, tape.time, tape.stepSize, tape.segment];
    expect(columns.map(({ data, length }) => [...data.subarray(0, length)])).toEqual([
      [recordKind.step, recordKind.stepToArrival],
      [7, 8],
      [-1, 3],
      [0.5, 0.75],
      [0.25, 0],
      [0, 2],
    ]);
    expect([...tape.stateStart.data.subarray(0, 2)]).toEqual([0, 2]);
    expect([...tape.state.data.subarray(0, tape.state.length)]).toEqual([1, 2, 3, 4, 5]);
  });

  it("gives spikes their index", () => {
    const { spikes } = createTape();
    expect(
      appendSpike(spikes, {
        time: 1.5,
        neuron: 3,
        event: -1,
        cause: eventCause.given,
        round: -1,
        payload: 1,
      }),
    ).toBe(0);
    expect(
      appendSpike(spikes, { time: 2.5, neuron: 4, event: 1, cause: eventCause.root, round: 0, payload: 1 }),
    ).toBe(1);
    expect([...spikes.time.data.subarray(0, 2)]).toEqual([1.5, 2.5]);
    expect([...spikes.cause.data.subarray(0, 2)]).toEqual([eventCause.given, eventCause.root]);
  });

  it("is emptied without giving its buffers away", () => {
    const tape = createTape();
    const page = pageOf(2);
    for (let k = 0; k < 3000; k++) {
      const own = {
        tape,
        page,
        neuron: k,
        t: 0,
        segment: 0,
        memory: Float64Array.of(1, 2),
        frame: 0,
        states: 2,
      };
      appendRecord(own, recordKind.step, 0, 0);
      appendSpike(tape.spikes, { time: k, neuron: 0, event: 0, cause: 0, round: 0, payload: 1 });
    }
    flush({ tape, page });
    expect(tape.kind.length).toBe(3000);
    const { data } = tape.state;
    clearTape(tape);
    const buffers = [...Object.values(tape), ...Object.values(tape.spikes), ...Object.values(tape.arrivals)];
    const lengths = buffers.flatMap((buffer) => ("length" in buffer ? [buffer.length] : []));
    expect(lengths).toHaveLength(8 + 6 + 5);
    expect(lengths.every((length) => length === 0)).toBe(true);
    expect(tape.state.data).toBe(data);
  });

  it("may have its records in the page until that is wanted, and keeps them then", () => {
    const [tape, other] = [createTape(), createTape()];
    const page = pageOf(1);
    const run = (own: Tape, t: number): void => {
      freePage(page, own);
      clearTape(own);
      const memory = Float64Array.of(10 * t);
      const standing = { tape: own, page, neuron: 3, segment: 0, memory, frame: 0, states: 1 };
      appendRecord({ ...standing, t }, recordKind.start, -1, 0);
      appendRecord({ ...standing, t }, recordKind.step, -1, 0.5);
      closePage({ tape: own, page }, true);
    };
    const told = (own: Tape): unknown =>
      [own.kind, own.neuron, own.time, own.stepSize, own.stateStart, own.state].map(({ data, length }) => [
        ...data.subarray(0, length),
      ]);
    const at = (t: number): unknown => [
      [0, 1],
      [3, 3],
      [t, t],
      [0, 0.5],
      [0, 1],
      [10 * t, 10 * t],
    ];
    run(tape, 1);
    expect([tape.time.data, told(tape)]).toEqual([page.time, at(1)]);
    run(tape, 2);
    expect([tape.time.data === page.time, told(tape)]).toEqual([true, at(2)]);
    run(other, 3);
    expect([tape.time.data === page.time, told(tape)]).toEqual([false, at(2)]);
    expect([other.time.data === page.time, told(other)]).toEqual([true, at(3)]);
    // What does not fit goes to the tape's own columns.
    const room = page.kind.length;
    freePage(page, other);
    clearTape(other);
    for (let t = 0; t <= room; t++) {
      const memory = Float64Array.of(t);
      const own = { tape: other, page, neuron: 0, t, segment: 0, memory, frame: 0, states: 1 };
      appendRecord(own, recordKind.step, -1, 1);
    }
    closePage({ tape: other, page }, true);
    const count = room + 1;
    expect([other.time.data === page.time, other.time.length, other.state.length]).toEqual([
      false,
      count,
      count,
    ]);
    expect(other.time.data.subarray(0, count).every((t, k) => t === k)).toBe(true);
    expect(other.stateStart.data.subarray(0, count).every((start, k) => start === k)).toBe(true);
  });

  it("tells kinds and causes apart", () => {
    for (const table of [recordKind, eventCause]) {
      const codes = Object.values(table);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  it("gives back the room that it does not need, and can go on growing", () => {
    const tape = createTape();
    const page = pageOf(2);
    const memory = Float64Array.of(1, 2);
    const record = (k: number): void => {
      const own = { tape, page, neuron: k, t: k, segment: 0, memory, frame: 0, states: 2 };
      appendRecord(own, recordKind.step, -1, 1);
      flush(own);
    };
    for (let k = 0; k < 129; k++) record(k);
    trimTape(tape);
    expect([tape.time.data.length, tape.state.data.length, tape.spikes.time.data.length]).toEqual([
      129, 258, 0,
    ]);
    record(129);
    const spike = { time: 1, neuron: 0, event: 0, cause: eventCause.root, round: 0, payload: 1 };
    expect(appendSpike(tape.spikes, spike)).toBe(0);
    expect([...tape.neuron.data.subarray(0, 130)]).toEqual(Array.from({ length: 130 }, (_, k) => k));
  });
});
