import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { regularSpikes } from "../../src/inputs/regular-spikes.ts";

const lists = (trains: readonly Float64Array[]): number[][] => trains.map((train) => [...train]);

describe("regularSpikes", () => {
  it("begin after one period, or where they are told to, and end with the run", () => {
    expect(lists(regularSpikes(2, { period: [5, 8], until: 20 }))).toEqual([
      [5, 10, 15, 20],
      [8, 16],
    ]);
    expect(lists(regularSpikes(2, { period: 4, first: [0, 3], until: 9 }))).toEqual([
      [0, 4, 8],
      [3, 7],
    ]);
    expect(lists(regularSpikes(2, { period: 4, first: 10, until: 9 }))).toEqual([[], []]);
    expect(regularSpikes(0, { period: 4, until: 9 })).toEqual([]);
  });

  it("do not drift, and leave out none that rounds to the end", () => {
    const period = fc.double({ min: 0.01, max: 5, noNaN: true });
    fc.assert(
      fc.property(period, fc.integer({ min: 1, max: 300 }), (own, count) => {
        const [train = []] = lists(regularSpikes(1, { period: own, first: 0, until: own * count }));
        expect(train).toEqual(Array.from({ length: count + 1 }, (_, k) => k * own));
      }),
    );
  });

  it("are lists in JSON", () => {
    expect(JSON.stringify(regularSpikes(1, { period: 4, until: 9 }))).toBe("[[4,8]]");
  });

  it("answer wrong options clearly", () => {
    expect(() => regularSpikes(-1, { period: 4, until: 9 })).toThrow("regularSpikes: channels is -1");
    expect(() => regularSpikes(1, { period: 0, until: 9 })).toThrow("regularSpikes: period is 0");
    expect(() => regularSpikes(2, { period: [1, -2], until: 9 })).toThrow("period[1] is -2");
    expect(() => regularSpikes(3, { period: [1, 2], until: 9 })).toThrow(ShapeError);
    expect(() => regularSpikes(1, { period: 1, until: Infinity })).toThrow(OptionError);
    expect(() => regularSpikes(1, { period: 1e-9, until: 9 })).toThrow(/9.0e\+9 of them/);
    expect(() => regularSpikes(1, { periods: 1, until: 9 } as never)).toThrow(/Did you mean "period"/);
  });
});
