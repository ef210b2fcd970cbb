import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { izhikevich } from "../../src/neurons/izhikevich.ts";
import { simulate } from "../../src/simulate/simulate.ts";

describe("izhikevich", () => {
  it("starts at rest", () => {
    const defaults = Object.fromEntries(
      izhikevich.parameters.map(({ name, default: value }) => [name, value]),
    );
    const [dv, du, di] = evaluate(izhikevich.derivatives, { ...defaults, v: -70, u: -14, i: 0 });
    // 0.04·70² + 140 = 336 = 350 − 14; the product 0.04·4900 is rounded.
    expect(Math.abs(dv!)).toBeLessThan(1e-13);
    expect([Math.abs(du!), di]).toEqual([0, -0]);
  });

  it("fires regularly under a constant bias of 10, after one short interval", () => {
    const net = network({ populations: { cell: population(izhikevich, 1, { parameters: { bias: 10 } }) } });
    const times = simulate(net, net.initialParameters(), {}, { until: 300 }).spikeTimes("cell")[0]!;
    const intervals = Array.from(times.subarray(1), (time, k) => time - times[k]!);
    expect(intervals.length).toBeGreaterThan(4);
    expect(intervals[0]).toBeLessThan(intervals[1]!);
    const late = intervals.slice(-2);
    expect(Math.abs(late[0]! - late[1]!)).toBeLessThan(0.5);
  });
});
