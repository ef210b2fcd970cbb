import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { shown } from "../../src/values.ts";
import { taken } from "./nonsense.ts";

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

  it.each([-1, Number.NaN, Infinity, "2", null])("refuses the delay %j", (delay) => {
    expect(() => connect("a", "b", { weight: 1, delay: delay as number })).toThrow(
      new OptionError('connect("a", "b")', `delay is ${shown(delay)}`, "Give a number ≥ 0."),
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

  it("refuses names that are no texts, and weights that are not by channel", () => {
    expect(() => connect("a", "b", { weight: 1, port: 5 as never })).toThrow(
      new OptionError('connect("a", "b")', "port is 5", "Give a name."),
    );
    expect(() => connect(5 as never, "b")).toThrow('connect(5, "b"): the first argument is 5');
    expect(() => connect("a", "b", { weights: null as never })).toThrow(
      'connect("a", "b"): weights is null\n  Give { channel: values }, or weight',
    );
  });

  it("answers nonsense clearly", () => {
    const texts = ["an empty text", "a text", "a number as text"];
    expect(taken((pre) => connect(pre, "b"))).toEqual(texts);
    expect(taken((post) => connect("a", post))).toEqual(texts);
    expect(taken((port) => connect("a", "b", { port: port as string }))).toEqual(texts);
    // Without a name its weights would be called ".weight".
    expect(taken((name) => connect("a", "b", { name: name as string }))).toEqual(texts.slice(1));
    expect(() => connect("a", "b", { name: "" })).toThrow('name is ""\n  Give a name, or leave it out.');
    // What lists hold is checked with the network, which knows their shape.
    const isList = (name: string): boolean => /array|hole|\[/.test(name);
    expect(taken((delay) => connect("a", "b", { delay })).filter((name) => !isList(name))).toEqual(["5"]);
    expect(taken((weights) => connect("a", "b", { weights })).every((name) => /object|\{/.test(name))).toBe(
      true,
    );
    expect(taken((options) => connect("a", "b", options))).toEqual([
      "an empty object",
      "an object without a prototype",
    ]);
  });
});
