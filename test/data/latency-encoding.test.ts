import { describe, expect, it } from "vitest";
import { latencyEncoding } from "../../src/data/latency-encoding.ts";
import { OptionError } from "../../src/errors.ts";

describe("latencyEncoding", () => {
  it("maps values to times on a straight line, one spike per channel", () => {
    const encode = latencyEncoding({ tMin: 1, tMax: 5 });
    expect(encode([0, 0.5, 1])).toEqual([[1], [3], [5]]);
    expect(encode(Float64Array.of(0.25))).toEqual([[2]]);
    expect(encode([])).toEqual([]);
  });

  it("puts the bias spike on one more channel, the last", () => {
    expect(latencyEncoding({ tMin: 1, tMax: 5, bias: 0 })([1, 0])).toEqual([[5], [1], [0]]);
  });

  it("leaves out the spikes of values that are too large", () => {
    const encode = latencyEncoding({ tMin: 0, tMax: 10, bias: 1, silentAbove: 0.5 });
    expect(encode([0.2, 0.5, 0.50001, 1])).toEqual([[2], [5], [], [], [1]]);
    expect(() => latencyEncoding({ tMin: 0, tMax: 1, silentAbove: 1.5 })).toThrow(/silentAbove is 1.5/);
  });

  it("gives the same spikes as a list", () => {
    const encode = latencyEncoding({ tMin: 0, tMax: 10, bias: 1, silentAbove: 0.5 });
    const { channels, times } = encode.list([0.2, 0.75, 0.5]);
    expect([[...channels], [...times]]).toEqual([
      [0, 2, 3],
      [2, 5, 1],
    ]);
    expect([...latencyEncoding({ tMin: 1, tMax: 5 }).list(Float64Array.of(1)).channels]).toEqual([0]);
    expect(() => encode.list([0, 2])).toThrow(/feature 1 is 2\n {2}Scale the features/);
  });

  it("refuses values outside [0, 1] and says which", () => {
    const encode = latencyEncoding({ tMin: 1, tMax: 5 });
    expect(() => encode([0, Number.NaN])).toThrow(/feature 1 is NaN\n {2}Scale the features/);
    expect(() => encode([1.000001])).toThrow(OptionError);
    expect(() => encode([-0.1])).toThrow(/feature 0 is -0.1/);
    expect(() => encode([Symbol("x")] as never)).toThrow(/feature 0 is Symbol\(x\)/);
    expect(() => encode(["0.5"] as never)).toThrow(/feature 0 is "0.5"/);
  });

  it("refuses times that are not finite or out of order", () => {
    expect(() => latencyEncoding({ tMin: 5, tMax: 1 })).toThrow(
      /tMax is 1\n.*tMin, which is 5; .*encode 1 − value/,
    );
    expect(() => latencyEncoding({ tMin: 0, tMax: Infinity })).toThrow(OptionError);
    expect(() => latencyEncoding({ tMin: 0, tMax: 1, bias: Number.NaN })).toThrow(/bias is NaN/);
  });

  it("refuses a negative time when it is defined, not when a run is given it", () => {
    expect(() => latencyEncoding({ tMin: -1, tMax: 1 })).toThrow(/tMin is -1\n {2}Give a number ≥ 0/);
    expect(() => latencyEncoding({ tMin: 0, tMax: 1, bias: -1 })).toThrow(/bias is -1/);
  });

  it("refuses a misspelt option", () => {
    expect(() => latencyEncoding({ tMin: 0, tMax: 1, tmin: 1 } as never)).toThrow(
      'latencyEncoding: unknown option "tmin"\n  Did you mean "tMin"?',
    );
  });
});
