import { describe, expect, it } from "vitest";
import { rerun } from "../../src/check/rerun.ts";
import { variablesOf } from "../../src/compile/run-variables.ts";
import { connect, lif, network, population, simulate, source } from "../../src/index.ts";
import { checkInput, type Input } from "../../src/simulate/given/input.ts";
import { type SimulateOptions, settingsOf } from "../../src/simulate/given/options.ts";

const net = network({
  populations: { input: source(3), cell: population(lif, 1) },
  projections: [connect("input", "cell", { weight: [[4], [5], [6]], delay: 1 })],
});
const parameters = net.initialParameters();
const run = (input: Input, options: SimulateOptions) => {
  const made = simulate(net, parameters, input, options);
  const making = { input: checkInput(net, input), settings: settingsOf(net, options) };
  return {
    made,
    again: (move = (_: Float64Array) => {}) => {
      const variables = variablesOf(made);
      move(variables.spikeTimes);
      return rerun(made, making, variables);
    },
  };
};

describe("a run that is made again", () => {
  const absent = Number.POSITIVE_INFINITY;

  it("has the spikes of every channel, also where others are absent", () => {
    const { made, again } = run({ input: [[absent, 3, absent, 1], [absent], [2, 6, absent]] }, { until: 20 });
    expect(again()!.spikeTimes("input")).toEqual(made.spikeTimes("input"));
    expect(again()!.spikeTimes("cell")).toEqual(made.spikeTimes("cell"));
    expect(again((times) => times.set([-1]))).toBeUndefined();
  });

  it("goes on from the same state, and takes no spike that is moved before it", () => {
    const input = { input: [[1, 3], [6], [2]] };
    const first = simulate(net, parameters, input, { until: 2.5 });
    const { made, again } = run(input, { until: 20, continueFrom: first });
    expect(again()!.spikeTimes("cell")).toEqual(made.spikeTimes("cell"));
    const given = made.given.get("input")!.first;
    const moved = (time: number) => again((times) => times.fill(time, given, given + 1));
    expect(moved(2.5)).toBeUndefined();
    expect(moved(2.6)!.spikeTimes("input")[0]).toEqual(Float64Array.of(2.6));
  });
});
