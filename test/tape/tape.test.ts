import { describe, expect, it } from "vitest";
import {
  appendRecord,
  appendSpike,
  clearTape,
  createTape,
  eventCause,
  recordKind,
  trimTape,
} from "../../src/tape/tape.ts";

describe("tape", () => {
  it("keeps of every record what the sweeps need, and a copy of the state", () => {
    const tape = createTape();
    const memory = Float64Array.of(9, 1, 2, 9, 3, 4, 5);
    appendRecord(tape, recordKind.step, 7, -1, 0.5, 0.25, 0, memory, 1, 2);
    appendRecord(tape, recordKind.stepToArrival, 8, 3, 0.75, 0, 2, memory, 4, 3);
    memory.fill(0);
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
    expect(appendSpike(spikes, 1.5, 3, -1, eventCause.given, -1, 1)).toBe(0);
    expect(appendSpike(spikes, 2.5, 4, 1, eventCause.root, 0, 1)).toBe(1);
    expect([...spikes.time.data.subarray(0, 2)]).toEqual([1.5, 2.5]);
    expect([...spikes.cause.data.subarray(0, 2)]).toEqual([eventCause.given, eventCause.root]);
  });

  it("is emptied without giving its buffers away", () => {
    const tape = createTape();
    for (let k = 0; k < 3000; k++) {
      appendRecord(tape, recordKind.step, k, 0, 0, 0, 0, Float64Array.of(1, 2), 0, 2);
      appendSpike(tape.spikes, k, 0, 0, 0, 0, 1);
    }
    const { data } = tape.state;
    clearTape(tape);
    const buffers = [...Object.values(tape), ...Object.values(tape.spikes), ...Object.values(tape.arrivals)];
    const lengths = buffers.flatMap((buffer) => ("length" in buffer ? [buffer.length] : []));
    expect(lengths).toHaveLength(8 + 6 + 5);
    expect(lengths.every((length) => length === 0)).toBe(true);
    expect(tape.state.data).toBe(data);
  });

  it("tells kinds and causes apart", () => {
    for (const table of [recordKind, eventCause]) {
      const codes = Object.values(table);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  it("gives back the room that it does not need, and can go on growing", () => {
    const tape = createTape();
    const memory = Float64Array.of(1, 2);
    for (let k = 0; k < 129; k++) appendRecord(tape, recordKind.step, k, -1, k, 1, 0, memory, 0, 2);
    trimTape(tape);
    expect([tape.time.data.length, tape.state.data.length, tape.spikes.time.data.length]).toEqual([
      129, 258, 0,
    ]);
    appendRecord(tape, recordKind.step, 129, -1, 129, 1, 0, memory, 0, 2);
    expect(appendSpike(tape.spikes, 1, 0, 0, eventCause.root, 0, 1)).toBe(0);
    expect([...tape.neuron.data.subarray(0, 130)]).toEqual(Array.from({ length: 130 }, (_, k) => k));
  });
});
