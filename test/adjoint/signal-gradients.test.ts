/** Cotangents of a signal's value and slope in a frame as those of its data. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drainSignals, signalGradients } from "../../src/adjoint/signal-gradients.ts";
import { frameOf } from "../../src/codegen/frame.ts";
import {
  bindSignals,
  loadSignals,
  type PopulationSignals,
  type SignalData,
} from "../../src/compile/signals.ts";
import { barSlot, slopeSlot } from "../../src/compile/slots.ts";

const names = ["a", "b"];
const slots = [...names, ...names.map(slopeSlot)];
const frame = frameOf([...slots, ...slots.map(barSlot)]);

/** `a` has rows for three neurons, `b` one for all; their breakpoints differ. */
function signalsOf(kind: "constant" | "linear", values: readonly number[]): PopulationSignals {
  const data = (times: number[], from: number, neurons: number): SignalData => ({
    kind,
    times: Float64Array.from(times),
    values: Float64Array.from(values.slice(from, from + neurons * times.length)),
    perNeuron: neurons > 1,
  });
  const own = new Map([
    ["a", data([0, 2, 5], 0, 3)],
    ["b", data([0, 3], 9, 1)],
  ]);
  return bindSignals(frame, own);
}

const number = fc.double({ min: -10, max: 10, noNaN: true });
const several = (length: number): fc.Arbitrary<number[]> =>
  fc.array(number, { minLength: length, maxLength: length });

describe("drainSignals", () => {
  it("is the transpose of what writes value and slope to a frame: both are linear in the data", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("constant", "linear"),
        several(11),
        several(4),
        fc.nat(2),
        fc.constantFrom([0, 0.7], [1, 2.5], [2, 4], [3, 9]),
        (kind, dots, bars, neuron, [segment, time]) => {
          const memory = new Float64Array(frame.size);
          // What the data's dots are, value and slope become.
          loadSignals(signalsOf(kind, dots), memory, 0, neuron, segment!, time!);
          const forward = slots.reduce((sum, name, k) => sum + memory[frame.slot(name)]! * bars[k]!, 0);
          slots.forEach((name, k) => {
            memory[frame.slot(barSlot(name))] = bars[k]!;
          });
          const gradients = signalGradients(signalsOf(kind, dots));
          drainSignals(gradients, memory, 0, neuron, segment!, time!);
          const backward = gradients.signals
            .flatMap(({ gradient }) => [...gradient])
            .reduce((sum, bar, k) => sum + bar * dots[k]!, 0);
          // Sums of a dozen products of numbers up to 10, slopes of up to 20 among them.
          expect(Math.abs(forward - backward)).toBeLessThan(1e-11);
        },
      ),
    );
  });

  it("gives what the time has of it: the value's cotangent times the slope", () => {
    const signals = signalsOf("linear", [0, 4, 1, 0, 0, 0, 0, 0, 0, 1, 7]);
    const memory = new Float64Array(frame.size);
    loadSignals(signals, memory, 0, 0, 0, 1);
    expect(slots.map((name) => memory[frame.slot(name)])).toEqual([2, 3, 2, 2]);
    memory[frame.slot(barSlot("a"))] = 10;
    memory[frame.slot(barSlot("b"))] = 100;
    memory[frame.slot(barSlot(slopeSlot("b")))] = 1000;
    expect(drainSignals(signalGradients(signals), memory, 0, 0, 0, 1)).toBe(10 * 2 + 100 * 2);
  });

  it("takes the cotangents out of the frame, and adds to what is there", () => {
    const signals = signalsOf(
      "constant",
      Array.from({ length: 11 }, () => 1),
    );
    const gradients = signalGradients(signals);
    const memory = new Float64Array(frame.size);
    for (const neuron of [1, 1, 2]) {
      memory[frame.slot(barSlot("a"))] = 3;
      memory[frame.slot(barSlot("b"))] = 0.5;
      drainSignals(gradients, memory, 0, neuron, 1, 2);
      expect(slots.map((name) => memory[frame.slot(barSlot(name))])).toEqual([0, 0, 0, 0]);
    }
    const [a, b] = gradients.signals.map(({ gradient }) => [...gradient]);
    // Piece 1 of neurons 1 and 2; piece 0 of what all share.
    expect(a).toEqual([0, 0, 0, 0, 6, 0, 0, 3, 0]);
    expect(b).toEqual([1.5, 0]);
  });
});
