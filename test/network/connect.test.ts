import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";

describe("connect", () => {
  it("names a projection by its ends, unless it is given a name", () => {
    expect(connect("a", "b", { weight: 1 }).name).toBe("a→b");
    expect(connect("a", "b", { weight: 1, name: "feedback" }).name).toBe("feedback");
  });

  it("is a frozen copy", () => {
    const options = { weight: 1, delay: 2 };
    const connection = connect("a", "b", options);
    options.delay = 3;
    expect(connection.options.delay).toBe(2);
    expect(Object.isFrozen(connection) && Object.isFrozen(connection.options)).toBe(true);
  });

  it.each([-1, Number.NaN, Infinity, "2" as unknown as number])("refuses the delay %s", (delay) => {
    expect(() => connect("a", "b", { weight: 1, delay })).toThrow(
      new OptionError('connect("a", "b")', `delay is ${delay}`, "Give a number ≥ 0."),
    );
  });

  it("refuses options it does not know and names the nearest", () => {
    expect(() => connect("a", "b", { wieght: 1 } as object)).toThrow(
      /^connect\("a", "b"\): unknown option "wieght"\n {2}Did you mean "weight"\? Known here: weight, weights,/,
    );
  });

  it("refuses weight and weights at once", () => {
    expect(() => connect("a", "b", { weight: 1, weights: { w: 1 } })).toThrow("both weight and weights");
  });
});
