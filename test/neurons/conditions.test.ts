/** Conditions as event functions: what they are read as, what is refused, and when they happen. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkGradients } from "../../src/check/check-gradients.ts";
import { ModelError } from "../../src/errors.ts";
import * as build from "../../src/expr/build.ts";
import type { Expr } from "../../src/expr/node.ts";
import { printExpression } from "../../src/expr/print.ts";
import { isTruth } from "../../src/expr/truth.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { eventFunction } from "../../src/neurons/conditions.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { EventDefinition, Formula } from "../../src/neurons/neuron-definition.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import { spikeTimes } from "../../src/readouts/spike-times.ts";
import { alone, eventTimes, run, times } from "../support/one-cell.ts";

const model = (spike: EventDefinition) =>
  defineNeuron({
    name: "n",
    state: { v: { unit: "mV" }, w: {}, x: {} },
    discrete: { count: {} },
    parameters: { limit: { unit: "V", default: 1 }, on: 1 },
    signals: ["drive"],
    dynamics: "high = x > 2\n dv/dt = -v / 5 ms\n dw/dt = 0\n dx/dt = 0",
    spike,
  });
const read = (when: Formula, direction: EventDefinition["direction"] = "rising"): string =>
  model({ when, direction })
    .events.map((event) => printExpression(event.when))
    .join(" | ");

describe("a condition", () => {
  it.each([
    ["w > 1", "w - 1"],
    ["w >= 1", "w - 1"],
    ["w < 1", "1 - w"],
    ["w <= 1", "1 - w"],
    ["w > x", "w - x"],
    ["not (w > 1)", "1 - w"],
    ["not (not (w > 1))", "w - 1"],
    ["w > 1 and x < 2", "min(w - 1, 2 - x)"],
    ["w > 1 or x < 2", "max(w - 1, 2 - x)"],
    ["w > 1 or x < 2 and not (drive > 3)", "max(w - 1, min(2 - x, 3 - drive))"],
    ["not (w > 1 and x < 2)", "-min(w - 1, 2 - x)"],
    ["w > 1 and high", "min(w - 1, x - 2)"],
    ["w * x > 1", "w * x - 1"],
    ["(w > 1) > 0", "w - 1"],
    ["w > 1 and 1", "w - 1"],
    ["max(w > 1, x > 1)", "max(w - 1, x - 1)"],
  ])("%s is read as %s", (when, expected) => {
    expect(read(when)).toBe(expected);
  });

  it("is a number's where that is what it is: comparisons inside of it stay", () => {
    for (const when of ["w - 1", "w - (x > 1 ? 2 : 3)", "x > 1 ? w - 2 : w", "min(w, x > 1)"]) {
      expect(read(when)).toBe(when.replaceAll("x > 1", "1 < x"));
    }
  });

  it("that only events can change says which function holds", () => {
    expect(read("count >= 3")).toBe("3 <= count ? 1 : -1");
    expect(read("count == 3")).toBe("count == 3 ? 1 : -1");
    expect(read("w > 1 and count == 0")).toBe("count == 0 ? w - 1 : -1");
    expect(read("on > 0.5 or w > 1")).toBe("0.5 < on ? 1 : w - 1");
    expect(read("w > 1 and not (count > 3 and on != 2) and x > 1")).toBe(
      "min((3 < count) * ((on == 2) == 0) == 0 ? w - 1 : -1, x - 1)",
    );
    expect(read("count - 3")).toBe("count - 3");
  });

  it("of functions of symbols is read in the same way", () => {
    const both =
      (join: (a: Expr, b: Expr) => Expr): Formula =>
      ({ w, x }) =>
        join(build.gt(w!, 1), build.le(x!, 2));
    expect(read(({ w }) => build.gt(w!, 1))).toBe("w - 1");
    expect(read(both(build.mul))).toBe("min(w - 1, 2 - x)");
    expect(read(both(build.min))).toBe("min(w - 1, 2 - x)");
    expect(read(both(build.max))).toBe("max(w - 1, 2 - x)");
    expect(read(({ w }) => build.eq(0, build.lt(w!, 1)))).toBe("w - 1");
    expect(() => read(({ w }) => build.eq(w!, 1))).toThrow(/defineNeuron\("n"\): no event.*in spike\.when/);
  });

  it("falling is that it ceases to hold", () => {
    expect(read("w > 1", "falling")).toBe("1 - w");
    expect(read("w > 1 and x < 2", "either")).toBe("min(w - 1, 2 - x) | -min(w - 1, 2 - x)");
  });

  it("has sides of one unit each, but not of the same one", () => {
    expect(read("v > limit")).toBe("v - 1000 * limit");
    expect(read("v > 1 mV and w < 1")).toBe("min(v - 1, 1 - w)");
    expect(read("t > 1 s or v < 2 V and w < 1")).toBe("max(t - 1000, min(2000 - v, 1 - w))");
    expect(() => read("v > 1")).toThrow(
      /units do not agree: "1" \[1, plain number\] and "v" \[mV, voltage\]/,
    );
    expect(() => read("w < 1 and v > limit * 1 A")).toThrow(/units do not agree/);
  });
});

describe("what no event can wait for is refused:", () => {
  it.each<[string, RegExp]>([
    [
      "w == 1",
      /no event can tell when "w == 1" begins to hold.*\^\^\^\^\^\^.*write "w - 1", with direction/s,
    ],
    ["w != 1", /when "w != 1" begins to hold/],
    ["w > 2 or not (w == 1)", /when "not \(w == 1\)" begins to hold.*"w > 1" in its place/s],
    ["w and x > 1", /when "w" begins to hold, in spike.when, line 1, column 1.*"w > 0" in its place/s],
    ["(w > 1) == 1", /when "\(w > 1\) == 1" begins to hold.*Write "w > 1" for it/s],
    ["(w > 1) != 1", /Write "not \(w > 1\)" for it/],
    ["(w > 1) == (x > 1)", /Write "\(w > 1\) and \(x > 1\) or not \(w > 1\) and not \(x > 1\)" for it/],
    ["(w > 1) != (x > 1)", /Write "\(w > 1\) and not \(x > 1\) or not \(w > 1\) and \(x > 1\)" for it/],
    ["2*pi*40*t == 3", /write "2\*pi\*40\*t - 3"/],
    ["w == x - 1", /write "w - \(x - 1\)"/],
    ["w == 0", /write "w", with direction/],
    ["w > 1 ? 1 : -1", /"w > 1 \? 1 : -1" jumps between values.*Write the condition itself/s],
    ["w > 1 ? 1 : 0", /jumps between values/],
    ["(w > 1) - 0.5", /jumps between values/],
    ["-(w > 1)", /jumps between values/],
    ["(w > 1) > 0.5", /jumps between values/],
    ["w > 1 ? on : count", /jumps between values/],
    ["count > 3 ? 1 : 0", /jumps between values/],
    ["(w > 1) * (x - 2)", /is 0, as it is at an event, .*Join conditions by and: "w > 1 and x - 2 > 0"/s],
    ["-2 * (x - 2) * (w > 1)", /is 0, as it is at an event.*by and: "w > 1 and -2 \* \(x - 2\) > 0"/s],
    ["(count == 0) * (w - 1)", /Join conditions by and: "count == 0 and w - 1 > 0"/],
    ["(w > 1) * (x - 2) > 0", /is 0, as it is at an event/],
    ["w > w", /"w > w" never changes/],
    ["w > 1 or 1", /"w > 1 or 1" never changes/],
    ["w > w + 1", /"w > w \+ 1" never changes, in spike\.when, line 1, column 1/],
    ["limit > 3", /"limit > 3" never changes.*Write a condition that a state can fulfil/s],
    ["limit > 3 ? limit - 1 : limit", /never changes/],
  ])("%s", (when, message) => {
    expect(() => read(when)).toThrow(ModelError);
    expect(() => read(when)).toThrow(message);
  });
});

/** A condition over x = sin t, y = cos t, time, and a count of the multiples of π passed, with its truth. */
interface Condition {
  readonly text: string;
  readonly holds: (t: number, count: number) => boolean;
}

/** Not one that is passed at the very time of a tick, where either of the two may come first. */
const level = fc
  .integer({ min: -89, max: 89 })
  .map((hundredths) => hundredths / 100)
  .filter((value) => [0, 0.5].every((taken) => Math.abs(Math.abs(value) - taken) > 0.05));
const moving: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom("x", "y", "x + 0.5 * y", "t - 5"), fc.constantFrom("<", "<=", ">", ">="), level)
  .map(([side, sign, c]) => ({
    text: `${side} ${sign} ${c}`,
    holds: (t: number) => {
      const sides = { x: Math.sin(t), y: Math.cos(t), "t - 5": t - 5 };
      const value = side in sides ? sides[side as "x"] : Math.sin(t) + 0.5 * Math.cos(t);
      return sign.startsWith("<") ? value < c : value > c;
    },
  }));
const still: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom("<", "<=", ">", ">=", "==", "!="), fc.integer({ min: 0, max: 3 }))
  .map(([sign, c]) => ({
    text: `count ${sign} ${c}`,
    holds: (_, n) =>
      ({ "<": n < c, "<=": n <= c, ">": n > c, ">=": n >= c, "==": n === c, "!=": n !== c })[sign],
  }));
const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: moving },
    { weight: 1, arbitrary: still },
    {
      weight: 4,
      arbitrary: fc.tuple(tie("node"), tie("node"), fc.constantFrom("and", "or")).map(
        ([a, b, word]): Condition => ({
          text: `(${a.text}) ${word} (${b.text})`,
          holds: (t, n) => (word === "and" ? a.holds(t, n) && b.holds(t, n) : a.holds(t, n) || b.holds(t, n)),
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: tie("node").map(
        (a): Condition => ({ text: `not (${a.text})`, holds: (t, n) => !a.holds(t, n) }),
      ),
    },
  ),
})).node;

const oscillator = (when: string, direction: EventDefinition["direction"]) =>
  alone({
    name: "oscillator",
    state: { x: {}, y: { initial: 1 } },
    discrete: { count: {} },
    dynamics: "dx/dt = y\n dy/dt = -x",
    events: {
      // The first is at π: at 0 it has not been below.
      tick: { when: "sin(2 * t)", reset: { count: "count + 1" } },
      condition: { when, direction: direction! },
    },
  });
const until = 12.3;

describe("random conditions", () => {
  it("happen where they begin to hold, as a dense scan of the exact solution says", () => {
    let found = 0;
    fc.assert(
      fc.property(condition, fc.constantFrom("rising", "falling"), ({ text, holds }, direction) => {
        const truth = (t: number): boolean => holds(t, Math.floor(t / Math.PI)) === (direction === "rising");
        const step = 1e-3;
        const expected: number[] = [];
        let shortest = Number.POSITIVE_INFINITY;
        let last = 0;
        for (let k = 1; k * step <= until; k++) {
          if (truth(k * step) === truth((k - 1) * step)) continue;
          shortest = Math.min(shortest, k * step - last);
          last = k * step;
          if (truth(k * step)) expected.push(k * step);
        }
        // Two changes within a few steps of the scan may be four, and graze.
        fc.pre(shortest > 20 * step);
        let net: ReturnType<typeof oscillator>;
        try {
          net = oscillator(text, direction as "rising");
        } catch (error) {
          // A condition that is always true or false after simplification.
          if (error instanceof ModelError && /is the constant/.test(error.message)) return;
          throw error;
        }
        const result = run(net, {}, { until, rtol: 1e-9, atol: 1e-9 });
        const happened = [...eventTimes(result, "condition")];
        expect(happened, text).toHaveLength(expected.length);
        // The scan is off by one step at most.
        happened.forEach((time, k) => {
          expect(Math.abs(time - expected[k]!), text).toBeLessThan(1.01 * step);
        });
        found += happened.length;
      }),
      { numRuns: 50 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it("are saved as functions that print, parse and print alike, and are no conditions any more", () => {
    fc.assert(
      fc.property(condition, ({ text }) => {
        let net: ReturnType<typeof oscillator>;
        try {
          net = oscillator(text, "either");
        } catch {
          return;
        }
        // describeNetwork refuses what does not come back as the same nodes.
        const { models } = describeNetwork(net);
        expect(Object.keys(models[0]!.events)).toEqual(["tick", "condition", "condition (falling)"]);
        const between = new Set(["x", "y", "t"]);
        const { definition } = net.populations[0]!;
        for (const { when } of definition.kind === "neurons" ? definition.model.events : []) {
          expect(isTruth(when)).toBe(false);
          expect(eventFunction(when, between)).toEqual({ when });
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("a neuron with a condition", () => {
  const relaxing = { name: "n", state: { v: {} }, parameters: { th: 1 }, dynamics: "dv/dt = (2 - v) / 10" };

  it("spikes where the difference says, bit for bit", () => {
    const runs = ["v > th", "v >= th", "v - th"].map((when) =>
      times(run(alone({ ...relaxing, spike: { when, reset: { v: 0 } } }), {}, { until: 30 })),
    );
    // v = 2 (1 − e^(−t/10)) is 1 after 10 ln 2.
    expect(runs[2]!.map((time) => time / (10 * Math.LN2))).toEqual(
      [1, 2, 3, 4].map((k) => expect.closeTo(k, 6)),
    );
    expect(runs[0]).toEqual(runs[2]);
    expect(runs[1]).toEqual(runs[2]);
  });

  it("that may spike only while a gate is open does so, and when the gate opens", () => {
    // The gate shuts at each spike and opens 8 ms later: v passes 1 at 6.93 ms after a reset, so it waits.
    const net = alone({
      ...relaxing,
      discrete: { shut: {}, opens: { initial: -1 } },
      spike: { when: "v > th and shut == 0", reset: { v: 0, shut: 1, opens: "t + 8" } },
      events: { open: { when: "t > opens and shut == 1", reset: { shut: 0 } } },
    });
    const first = 10 * Math.LN2;
    const found = times(run(net, {}, { until: 30, rtol: 1e-9, atol: 1e-9 }));
    expect(found).toEqual([first, first + 8, first + 16].map((time) => expect.closeTo(time, 7)));
  });

  it("has exact gradients, in the part of the condition that decided", () => {
    const net = network({
      populations: {
        cell: population(
          defineNeuron({
            name: "two",
            state: { v: {}, w: {} },
            parameters: { a: 0.1, b: 0.2, th: 1, up: 1 },
            dynamics: "dv/dt = a\n dw/dt = b",
            spike: { when: "v > th and w > up", reset: { v: 0, w: 0 } },
          }),
          1,
        ),
      },
    });
    const result = run(net, {}, { until: 25 });
    // w is up at 5 ms, v at 10 ms: v decides, and again after both resets.
    expect(times(result)).toEqual([10, 20].map((time) => expect.closeTo(time, 9)));
    const terms = [{ readout: spikeTimes("cell", { count: 2 }), loss: meanSquaredError() }];
    const check = checkGradients(net, { terms, until: 25 }, net.initialParameters(), {}, [11, 18]);
    expect(check.agrees, check.toString()).toBe(true);
    const { gradient } = valueAndGradient(net, { terms, until: 25 })(net.initialParameters(), {}, [11, 18]);
    // t_k = k·th/a; the loss is ½ Σ (t_k − target)² or its mean: only ratios count here.
    expect(gradient.view("cell.th")[0]! / gradient.view("cell.a")[0]!).toBeCloseTo(-0.1, 9);
    expect([...gradient.view("cell.b"), ...gradient.view("cell.up")]).toEqual([0, 0]);
  });
});
