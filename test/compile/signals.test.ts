import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/codegen/frame.ts";
import {
  bindSignals,
  loadSignals,
  pieceSlope,
  type SignalData,
  segmentAt,
  signalRow,
} from "../../src/compile/signals.ts";
import { barSlot, slopeSlot } from "../../src/compile/slots.ts";

const names = ["a", "b"];
const frame = frameOf(names.flatMap((s) => [s, slopeSlot(s), barSlot(s), barSlot(slopeSlot(s))]));

const steps: SignalData = {
  kind: "constant",
  times: Float64Array.of(0, 2, 3),
  values: Float64Array.of(1, -1, 5),
  perNeuron: false,
};
const lines: SignalData = {
  kind: "linear",
  times: Float64Array.of(0, 1, 3),
  values: Float64Array.of(0, 4, 2, 10, 30, 0),
  perNeuron: true,
};
const bound = bindSignals(
  frame,
  new Map([
    ["a", steps],
    ["b", lines],
  ]),
);

function valuesAt(neuron: number, segment: number, time: number): number[] {
  const memory = new Float64Array(frame.size);
  loadSignals(bound, memory, 0, neuron, segment, time);
  return ["a", slopeSlot("a"), "b", slopeSlot("b")].map((name) => memory[frame.slot(name)]!);
}

describe("bindSignals", () => {
  it("cuts the time at every breakpoint of every signal, once each", () => {
    expect([...bound.breakpoints]).toEqual([0, 1, 2, 3]);
  });

  it("knows for each segment which piece of each signal it lies in", () => {
    expect(bound.signals.map(({ piece }) => [...piece])).toEqual([
      [0, 0, 1, 2],
      [0, 1, 1, 2],
    ]);
  });
});

it("segmentAt is the segment that has begun", () => {
  expect([0, 0.5, 1, 1.5, 2, 3, 99].map((time) => segmentAt(bound, time))).toEqual([0, 0, 1, 1, 2, 3, 3]);
});

describe("loadSignals", () => {
  it("gives value and slope at a time, by neuron where they differ", () => {
    expect(valuesAt(0, 0, 0.5)).toEqual([1, 0, 2, 4]);
    expect(valuesAt(1, 0, 0.5)).toEqual([1, 0, 20, 20]);
    expect(valuesAt(0, 2, 2)).toEqual([-1, 0, 3, -1]);
  });

  it("holds the last value on", () => {
    expect(valuesAt(1, 3, 100)).toEqual([5, 0, 0, 0]);
  });

  it("at the end of a segment gives the limit from the left", () => {
    expect(valuesAt(0, 1, 2)).toEqual([1, 0, 3, -1]);
  });
});

describe("pieces", () => {
  it("a constant piece and the last one are flat", () => {
    expect(pieceSlope(steps, 0, 1)).toBe(0);
    expect(pieceSlope(lines, 0, 2)).toBe(0);
    expect(pieceSlope(lines, signalRow(lines, 1), 1)).toBe(-15);
    expect(signalRow(steps, 7)).toBe(0);
  });
});
