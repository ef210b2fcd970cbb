/** Where an event is: on the far side of the root of the computed map, as close as doubles allow. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventRoundingSlot } from "../../../src/compile/slots.ts";
import type { NeuronDefinition } from "../../../src/neurons/neuron-definition.ts";
import { bogackiShampine32 } from "../../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { euler } from "../../../src/solvers/tableaus/euler.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";
import { recordKind } from "../../../src/tape/tape.ts";
import { recordedSteps } from "../../support/computed-map.ts";
import { alone, run, times } from "../../support/one-cell.ts";

const level = fc.integer({ min: 150, max: 999 }).map((n) => n / 500);

const growing = (threshold: number, when: string): NeuronDefinition => ({
  name: "growing",
  state: { u: { initial: 0 }, w: { initial: 0.3 } },
  parameters: { threshold },
  dynamics: "du/dt = 1 + 0.3 * sin(2 * t) * w\n dw/dt = 0.2 * u - 0.1 * w",
  spike: { when, reset: { u: 0 } },
});

describe("an event is located", () => {
  it.each([
    ["Tsit5", { method: tsitouras54 }],
    ["Bosh3 at 1e-3", { method: bogackiShampine32, rtol: 1e-3, atol: 1e-3 }],
    ["Euler, h = 0.5", { method: euler, stepSize: 0.5 }],
  ] as const)("on the far side, |g| within rounding or between adjacent steps (%s)", (_, options) => {
    for (const when of [
      "u - threshold",
      "u^3 + 0.1 * w * u - threshold",
      "u - threshold + 0.2 * sin(5 * t)",
    ]) {
      fc.assert(
        fc.property(level, (threshold) => {
          const result = run(alone(growing(threshold, when)), {}, { until: 4, ...options });
          for (const step of recordedSteps(result)) {
            if (step.kind !== recordKind.stepToEvent || step.stepSize < 1e-12) continue;
            const h = step.stepSize;
            const g = step.value(0, h);
            const rounding = step.slot(eventRoundingSlot("spike"), h);
            // The tape has the neuron's time without what is below an ulp of it: where g moves with t, so does its sign.
            expect(g).toBeGreaterThanOrEqual(/sin/.test(when) ? -rounding : 0);
            // Not where the time on the tape decides between adjacent steps.
            if (g > rounding && !/sin/.test(when)) {
              expect(step.value(0, h * (1 - Number.EPSILON))).toBeLessThan(0);
            }
            expect(step.value(0, h * (1 - 1e-9))).toBeLessThan(rounding);
          }
        }),
        { numRuns: 15 },
      );
    }
  });

  it("with few repeated steps", () => {
    const net = alone({
      name: "lif",
      state: { v: {} },
      dynamics: "dv/dt = (1.5 - v) / 10",
      spike: { when: "v - 1", reset: { v: 0 } },
    });
    const result = run(net, {}, { until: 500 });
    expect(times(result).length).toBeGreaterThan(40);
    expect(result.statistics.repeatedSteps / times(result).length).toBeLessThan(4.5);
  });

  it("on the rising side of a maximum that is within rounding of zero", () => {
    // g = h − (t − 1)² with h = 1e-15: rising before t = 1, falling after.
    for (const height of [3e-16, 1e-15, 1e-14]) {
      const net = alone({
        name: "touch",
        state: { u: { initial: -1 } },
        parameters: { height },
        dynamics: "du/dt = -2 * (t - 1)",
        spike: { when: "u + height" },
      });
      const result = run(net, {}, { until: 2, throwOnFailure: false });
      for (const time of times(result)) expect(time).toBeLessThanOrEqual(1 + 1e-9);
      if (result.statistics.smallestCrossingRate !== undefined) {
        expect(result.statistics.smallestCrossingRate.value).toBeGreaterThan(0);
      }
    }
  });

  it("for event functions with a kink or a jump, by bisection", () => {
    for (const when of ["max(u - 1, 3 * (u - 1))", "select(u < 1, u - 2, u + 1)", "tanh(1000 * (u - 1))"]) {
      const net = alone({
        name: "kink",
        state: { u: {} },
        dynamics: "du/dt = 1",
        spike: { when, reset: { u: 0 } },
      });
      const result = run(net, {}, { until: 1.5, throwOnFailure: false });
      if (result.status === "completed") {
        expect(times(result)).toHaveLength(1);
        expect(times(result)[0]).toBeCloseTo(1, 12);
      } else {
        // A jump has no crossing rate.
        expect(result.status).toBe("grazing-event");
      }
    }
  });
});
