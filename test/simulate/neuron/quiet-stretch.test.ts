import { describe, expect, it } from "vitest";
import { networkProgram } from "../../../src/compile/network-program.ts";
import type { NeuronKernels } from "../../../src/compile/neuron-kernels.ts";
import { regularSpikes } from "../../../src/inputs/index.ts";
import { connect } from "../../../src/network/connect.ts";
import { normal, uniform } from "../../../src/network/initializers.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { lif } from "../../../src/neurons/lif.ts";
import { qif } from "../../../src/neurons/qif.ts";
import type { SimulateOptions } from "../../../src/simulate/given/options.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { exactFlow } from "../../../src/solvers/exact-flow.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";
import { contents } from "../../support/tape-contents.ts";

function layers(model: typeof lif) {
  return network({
    populations: {
      input: source(5),
      hidden: population(model, 20),
      output: population(model, 3),
    },
    projections: [
      connect("input", "hidden", { weight: normal(1.5, 0.78) }),
      connect("hidden", "output", { weight: normal(0.93, 0.1), delay: 0.5 }),
    ],
  });
}

const input = { input: [[2, 9, 9.5], [5, 21], [9], [12, 12.25, 30], [0]] };

describe("quiet stretches", () => {
  it.each([
    ["lif", "the exact flow", layers(lif), { until: 60, method: exactFlow }],
    ["lif", "Runge–Kutta steps", layers(lif), { until: 60, method: tsitouras54 }],
    [
      "lif",
      "the exact flow, to the last spike that is read",
      layers(lif),
      { until: 60, method: exactFlow, stopAfterSpikes: { output: 1 }, endEarly: true },
    ],
    ["qif", "Runge–Kutta steps", layers(qif), { until: 60 }],
    ["qif", "steps of which many are as long as they may be", layers(qif), { until: 60, maxStep: 0.7 }],
  ] as const)("make most steps of %s by %s", (_name, _how, net, options: SimulateOptions) => {
    const parameters = net.initialParameters({ seed: 1 });
    const [own, other] = (["javascript", "webassembly"] as const).map((execution) => {
      const method = options.method ?? tsitouras54;
      const program = networkProgram(net, method, execution);
      const counts = program.populations.map(({ kernels }) => counting(kernels));
      const run = simulate(net, parameters, input, { ...options, method, execution });
      expect(counts.some(({ calls }) => calls > 0)).toBe(execution === "webassembly");
      return run;
    });
    expect(contents(other!.tape)).toEqual(contents(own!.tape));
    expect(other!.statistics).toEqual(own!.statistics);
  });
});

it("what arrives is in its place, too, where it was found later than what comes after it", () => {
  const own = { delay: uniform(1, 10), delayPer: "synapse" } as const;
  const net = network({
    populations: { input: source(3), cells: population(lif, 10) },
    projections: [
      connect("input", "cells", { ...own, weight: uniform(2, 6), delay: uniform(1, 20) }),
      connect("cells", "cells", { ...own, weight: normal(0, 1) }),
    ],
  });
  const given = { input: regularSpikes(3, { period: 30, first: [0, 10, 20], until: 85 }) };
  for (let seed = 0; seed < 60; seed++) {
    const [one, other] = (["javascript", "webassembly"] as const).map((execution) =>
      contents(simulate(net, net.initialParameters({ seed }), given, { until: 100, execution }).tape),
    );
    expect(other, `seed ${seed}`).toEqual(one);
  }
});

it("a step that ends short of an arrival by less than an ulp of the time is followed by one of what is left", () => {
  // Five steps of 0.6, which is less than 3/5 as a double, lead from 2 to 5 less 1e-16.
  const given = { input: [[2, 5, 8, 11], [], [], [], []] };
  const net = layers(qif);
  const [one, other] = (["javascript", "webassembly"] as const).map(
    (execution) =>
      simulate(net, net.initialParameters({ seed: 1 }), given, { until: 12, maxStep: 0.6, execution }).tape,
  );
  expect(contents(other!)).toEqual(contents(one!));
  const { data, length } = one!.stepSize;
  expect(data.subarray(0, length).some((size) => size > 0 && size < 1e-15)).toBe(true);
});

/** Counts how often the routine of a model is called. */
function counting(kernels: NeuronKernels): { calls: number } {
  const counts = { calls: 0 };
  const advance = kernels.advance();
  Object.assign(kernels, {
    advance: () =>
      advance &&
      ((frame: number) => {
        counts.calls++;
        advance(frame);
      }),
  });
  return counts;
}
