/** What is known of switching functions at an instant: here, the rounding of signals that are interpolated anew. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import { piecewiseLinear } from "../../src/simulate/given/input.ts";
import { alone, run } from "../support/one-cell.ts";

const cell = (term: string): NeuronDefinition => ({
  name: "driven",
  state: { v: { initial: 0.1 } },
  signals: ["drive"],
  dynamics: `dv/dt = -v + ${term}`,
});

describe("a switch at a zero of a piecewise linear signal", () => {
  const nets = ["sign(drive)", "int(drive)", "ceil(3 * drive)", "abs(drive - 0.1)"].map((term) =>
    alone(cell(term)),
  );
  const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

  it("is crossed once, whatever rounding says of the signal's value there", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...nets),
        fc.constantFrom(0, 200),
        fc.tuple(between(1, 2), between(2.5, 3.5), between(5, 6)),
        fc.tuple(between(-0.5, 0.5), between(-1, 1), between(-1, 1), between(-0.5, 0.5)),
        fc.constantFrom(1e-6, 1e-11),
        (net, late, times, values, rtol) => {
          const drive = piecewiseLinear([0, ...times.map((time) => late + time)], values);
          const result = run(net, { "cell.drive": drive }, { until: late + 8, rtol, atol: rtol });
          expect(result.status).toBe("completed");
        },
      ),
      { numRuns: 300 },
    );
  });
});
