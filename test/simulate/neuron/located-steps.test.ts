import { describe, expect, it } from "vitest";
import { connect, layer23, network, population, simulate, source } from "../../../src/index.ts";

describe("a step that ends at an event", () => {
  it("has an error of its own, which may be too large where that of the whole step vanishes by chance", () => {
    // The whole step has the error norm 0.42, its part up to the spike 277: B would become −3.5 and blow up.
    const weight = [
      12.778345664658984, 20.84312824591497, 33.254036236586956, 43.634129228474634, 14.651333126014709,
    ];
    const times = [56.890027258520206, 53.33180901105532, 43.109972741479794, 46.66819098894468, 0];
    const net = network({
      populations: { input: source(5), cell: population(layer23, 1) },
      projections: [connect("input", "cell", { port: "input", weight: weight.map((value) => [value]) })],
    });
    const input = { input: times.map((time) => [time]) };
    const [coarse, fine] = [1e-3, 1e-10].map((tolerance) => {
      const run = simulate(net, net.initialParameters(), input, {
        until: 200,
        rtol: tolerance,
        atol: tolerance,
      });
      return { events: run.events("cell"), trace: run.trace("cell", 0, "B") };
    });
    expect(coarse!.trace.values.every((value) => value >= 0 && value <= 1.01)).toBe(true);
    expect(coarse!.events.map(({ event }) => event)).toEqual(fine!.events.map(({ event }) => event));
    coarse!.events.forEach(({ time }, k) => {
      expect(Math.abs(time - fine!.events[k]!.time)).toBeLessThan(0.05);
    });
  });
});
