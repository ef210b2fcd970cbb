import { describe, expect, it } from "vitest";
import { negativeLogSoftmax } from "../../src/losses/softmax.ts";

function run(scores: readonly number[], label: number, temperature = 1): [number, number[]] {
  const gradient = new Float64Array(scores.length);
  return [negativeLogSoftmax(Float64Array.from(scores), label, temperature, gradient), Array.from(gradient)];
}

describe("negativeLogSoftmax", () => {
  it("is log n for n equal scores", () => {
    const [value, gradient] = run([3, 3, 3, 3], 1);
    expect(value).toBeCloseTo(Math.log(4), 15);
    expect(gradient).toEqual([0.25, -0.75, 0.25, 0.25]);
  });

  it("keeps its digits where the probability is next to one", () => {
    // log(1 + e^-100) = e^-100 to double precision.
    const [value, gradient] = run([100, 0], 0);
    expect(value).toBe(Math.exp(-100));
    expect(gradient).toEqual([-Math.exp(-100), Math.exp(-100)]);
  });

  it("does not overflow", () => {
    expect(run([1e308, -1e308], 1)[0]).toBe(Infinity);
    expect(run([1e308, -1e308], 0, 1e-3)).toEqual([0, [-0, 0]]);
    expect(run([1000, 2000], 0)[0]).toBe(1000);
  });

  it("gives scores of −Infinity no probability", () => {
    expect(run([0, -Infinity, 0], 0)).toEqual([Math.log(2), [-0.5, 0, 0.5]]);
    expect(run([0, -Infinity], 1)).toEqual([Infinity, [1, -1]]);
    expect(run([-Infinity, -Infinity], 1)).toEqual([Infinity, [0, 0]]);
  });

  it("may overwrite the scores", () => {
    const scores = Float64Array.of(1, 2, 4);
    const [value, gradient] = run([1, 2, 4], 0, 2);
    expect(negativeLogSoftmax(scores, 0, 2, scores)).toBe(value);
    expect(Array.from(scores)).toEqual(gradient);
  });
});
