import { expect, it } from "vitest";
import { neverArmedNotices, silenceNotice } from "../../src/cli/run-notices.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { simulate } from "../../src/simulate/simulate.ts";

it("a neuron that rests above its threshold gets one sentence that says what to do, and no other gets any", () => {
  const notices = (initial: readonly number[], fireAtStart = false): string[] => {
    const cells = { parameters: { bias: 2 }, initial: { v: initial }, fireAtStart };
    const net = network({ populations: { cell: population(lif, initial.length, cells) } });
    const run = simulate(net, net.initialParameters(), {}, { until: 100 });
    return neverArmedNotices(run.statistics.neverArmed);
  };
  expect(notices([0, 1.5])).toEqual([
    'Note: neuron 1 of "cell" had no "spike": its function is at or above zero from the start and never below. It happens at t = 0 with population(…, { fireAtStart: true }).',
  ]);
  expect(notices([0, 1.5, 0, 3])[0]).toMatch(/^Note: 2 neurons, of which the first is 1, of "cell" had/);
  expect(notices([0, 0.9])).toEqual([]);
  expect(notices([0, 1.5], true)).toEqual([]);
});

it("a training gets a sentence where every right answer is silent, and not where one is there", () => {
  expect(silenceNotice(1)).toHaveLength(1);
  expect(silenceNotice(0.999)).toEqual([]);
});
