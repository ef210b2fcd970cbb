import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../../src/errors.ts";
import { sgd } from "../../../src/train/optimizers/sgd.ts";

describe("sgd", () => {
  it("walks down the gradient", () => {
    const optimizer = sgd();
    const state = optimizer.init(2);
    const values = Float64Array.of(1, -1);
    optimizer.update(state, Float64Array.of(2, -4), 0.25, values);
    expect(Array.from(values)).toEqual([0.5, 0]);
    optimizer.update(state, Float64Array.of(0, 4), 0.25, values);
    expect(Array.from(values)).toEqual([0.5, -1]);
    expect(state.steps).toBe(2);
  });

  it("with momentum sums a constant gradient as a geometric series", () => {
    const optimizer = sgd({ momentum: 0.5 });
    const state = optimizer.init(1);
    const values = Float64Array.of(0);
    for (let i = 0; i < 10; i++) optimizer.update(state, Float64Array.of(1), 0.5, values);
    // Velocity after n steps: 2 − 2^(1 − n). All of it is exact in binary.
    let expected = 0;
    for (let n = 1; n <= 10; n++) expected -= 0.5 * (2 - 2 ** (1 - n));
    expect(values[0]).toBe(expected);
  });

  it("on a quadratic follows the linear recurrence of its iterates", () => {
    // Loss x²/2: x_{n+1} = (1 + μ − rate) x_n − μ x_{n−1}, x_1 = (1 − rate) x_0.
    const [rate, momentum] = [0.3, 0.8];
    const optimizer = sgd({ momentum });
    const state = optimizer.init(1);
    const values = Float64Array.of(1);
    let [previous, current] = [1, 1 - rate];
    optimizer.update(state, values.slice(), rate, values);
    for (let n = 1; n < 30; n++) {
      expect(values[0]).toBeCloseTo(current, 13);
      [previous, current] = [current, (1 + momentum - rate) * current - momentum * previous];
      optimizer.update(state, values.slice(), rate, values);
    }
  });

  it("refuses a momentum of one and arrays of other lengths", () => {
    expect(() => sgd({ momentum: 1 })).toThrow(OptionError);
    const optimizer = sgd();
    const update = () => optimizer.update(optimizer.init(2), new Float64Array(3), 1, new Float64Array(3));
    expect(update).toThrow(ShapeError);
    expect(update).toThrow(/3 values, 3 gradient entries, state "velocity" of 2 entries/);
  });

  it("refuses a misspelt option", () => {
    expect(() => sgd({ momentun: 0.5 } as object)).toThrow(
      'sgd: unknown option "momentun"\n  Did you mean "momentum"?',
    );
  });
});
