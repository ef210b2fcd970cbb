import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { checkAmount, ofChannels, perChannel } from "../../src/inputs/per-channel.ts";
import { checkValue } from "../../src/options.ts";

describe("options per channel", () => {
  it("are one number for all, or one for each", () => {
    expect([...ofChannels("here", "rate", 3, 2)]).toEqual([3, 3]);
    expect([...ofChannels("here", "rate", [3, 4], 2)]).toEqual([3, 4]);
    expect(() => ofChannels("here", "rate", [3, 4], 3)).toThrow(ShapeError);
    expect(() => ofChannels("here", "rate", [3, 4], 3)).toThrow("here: rate has 2 entries for 3 channels");
  });

  it("are checked one by one", () => {
    const check = (value: unknown) => () => checkValue("here", "rate", value, perChannel("positive"));
    for (const right of [3, [1, 2], Float64Array.of(1)]) expect(check(right)).not.toThrow();
    expect(check(0)).toThrow("here: rate is 0\n  Give a number > 0.");
    expect(check([1, 0])).toThrow("here: rate[1] is 0\n  Give a number > 0.");
    expect(check("3")).toThrow(OptionError);
  });

  it("do not make more numbers than there is room for", () => {
    expect(() => checkAmount("here", "spikes", 1e8)).not.toThrow();
    expect(() => checkAmount("here", "spikes", 2e12)).toThrow("here: spikes: that is 2.0e+12 of them");
  });
});
