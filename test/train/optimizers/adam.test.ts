import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../../src/errors.ts";
import { adam } from "../../../src/train/optimizers/adam.ts";

/** Adam as sums over all gradients so far, with neither moments kept nor powers multiplied up. */
function adamInClosedForm(gradients: readonly number[], rate: number, beta1: number, beta2: number): number {
  let value = 0;
  for (let n = 1; n <= gradients.length; n++) {
    const average = (power: number, beta: number): number => {
      let weighted = 0;
      let weights = 0;
      for (let k = 0; k < n; k++) {
        weighted += beta ** (n - 1 - k) * gradients[k]! ** power;
        weights += beta ** (n - 1 - k);
      }
      return weighted / weights;
    };
    value -= (rate * average(1, beta1)) / (Math.sqrt(average(2, beta2)) + 1e-8);
  }
  return value;
}

describe("adam", () => {
  it("first moves every value by the rate, whatever the size of its gradient", () => {
    const optimizer = adam();
    const values = Float64Array.of(0, 0, 0, 0);
    optimizer.update(optimizer.init(4), Float64Array.of(1e-3, -5, 1e6, 0), 0.1, values);
    // g / (|g| + ε): off from ±1 by ε/|g| ≤ 1e-5.
    expect(values[0]).toBeCloseTo((-0.1 * 1e-3) / (1e-3 + 1e-8), 15);
    expect(values[1]).toBeCloseTo((0.1 * 5) / (5 + 1e-8), 15);
    expect(values[2]).toBeCloseTo(-0.1, 14);
    expect(values[3]).toBe(0);
  });

  it("makes steps of the rate under a constant gradient", () => {
    const optimizer = adam();
    const state = optimizer.init(1);
    const values = Float64Array.of(0);
    for (let n = 1; n <= 100; n++) {
      optimizer.update(state, Float64Array.of(2), 0.01, values);
      expect(values[0]).toBeCloseTo((-0.01 * n * 2) / (2 + 1e-8), 12);
    }
    expect(state.steps).toBe(100);
  });

  it("does by hand what it does for two different gradients", () => {
    // m = 0.1·1 = 0.1, v = 0.001: step 1 / (1 + 1e-8). Then m = 0.09 − 0.3 = −0.21, over 0.19;
    // v = 0.000999 + 0.009 = 0.009999, over 0.001999.
    const optimizer = adam();
    const state = optimizer.init(1);
    const values = Float64Array.of(5);
    optimizer.update(state, Float64Array.of(1), 0.5, values);
    expect(values[0]).toBeCloseTo(5 - 0.5 / (1 + 1e-8), 14);
    optimizer.update(state, Float64Array.of(-3), 0.5, values);
    const second = -0.21 / 0.19 / (Math.sqrt(0.009999 / 0.001999) + 1e-8);
    expect(values[0]).toBeCloseTo(5 - 0.5 / (1 + 1e-8) - 0.5 * second, 13);
    expect(state.moments["mean"]![0]).toBeCloseTo(-0.21, 15);
    expect(state.moments["meanSquare"]![0]).toBeCloseTo(0.009999, 16);
  });

  it("is the ratio of weighted averages of all gradients so far", () => {
    const gradients = Array.from({ length: 60 }, (_, n) => Math.sin(n) + 0.3);
    const optimizer = adam({ beta1: 0.8, beta2: 0.95 });
    const state = optimizer.init(1);
    const values = Float64Array.of(0);
    for (const g of gradients) optimizer.update(state, Float64Array.of(g), 0.1, values);
    expect(values[0]).toBeCloseTo(adamInClosedForm(gradients, 0.1, 0.8, 0.95), 12);
  });

  it("takes weight decay off the values and not through the moments", () => {
    const optimizer = adam({ weightDecay: 0.5 });
    const state = optimizer.init(2);
    const values = Float64Array.of(8, -2);
    for (let n = 0; n < 3; n++) optimizer.update(state, new Float64Array(2), 0.5, values);
    expect(Array.from(values)).toEqual([8 * 0.75 ** 3, -2 * 0.75 ** 3]);
    expect(Array.from(state.moments["mean"]!)).toEqual([0, 0]);
  });

  it("continues from a saved state as if nothing had happened", () => {
    const optimizer = adam();
    const state = optimizer.init(2);
    const values = Float64Array.of(1, 2);
    optimizer.update(state, Float64Array.of(1, -1), 0.1, values);
    const copy = structuredClone(state);
    const copied = values.slice();
    optimizer.update(state, Float64Array.of(2, 3), 0.1, values);
    adam().update(copy, Float64Array.of(2, 3), 0.1, copied);
    expect(copied).toEqual(values);
    expect(copy).toEqual(state);
  });

  it("refuses options outside their domain and arrays of other lengths", () => {
    expect(() => adam({ beta1: 1 })).toThrow(/beta1 is 1/);
    expect(() => adam({ beta2: -0.1 })).toThrow(OptionError);
    expect(() => adam({ epsilon: 0 })).toThrow(/epsilon is 0/);
    expect(() => adam({ weightDecay: -1 })).toThrow(/weightDecay is -1/);
    const optimizer = adam();
    expect(() => optimizer.update(optimizer.init(2), new Float64Array(1), 1, new Float64Array(2))).toThrow(
      ShapeError,
    );
    expect(() =>
      optimizer.update({ steps: 0, moments: {} }, new Float64Array(2), 1, new Float64Array(2)),
    ).toThrow(/state "mean" of no entries/);
  });

  it("refuses a misspelt option", () => {
    expect(() => adam({ beta_1: 0.5 } as object)).toThrow(
      'adam: unknown option "beta_1"\n  Did you mean "beta1"?',
    );
  });
});
