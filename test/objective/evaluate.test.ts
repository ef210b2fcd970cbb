import { describe, expect, it } from "vitest";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { createDesk, evaluateSample } from "../../src/objective/evaluate.ts";
import { objectiveOf, type Term } from "../../src/objective/objective.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import { checkInput } from "../../src/simulate/given/input.ts";

const net = network({
  populations: { first: population(lif, 1), cell: population(lif, 2, { parameters: { bias: [3, 0.5] } }) },
});
const parameters = net.initialParameters();
const loss = meanSquaredError();
const timed = { readout: firstSpikeTimes("cell", { silentTime: "until" }), loss };
const evaluate = (terms: readonly Term[], target: unknown, scale = 1, leaveOutMissing = false) => {
  const objective = objectiveOf(net, { until: 20, terms });
  const given = { parameters, input: checkInput(net, {}) };
  return evaluateSample(objective, given, target, scale, createDesk(objective), leaveOutMissing);
};

describe("evaluateSample", () => {
  it("gives losses and their weighted sum", () => {
    const readouts = [timed.readout, stateAtTimes("cell", "v", [3])];
    const { run, losses, value } = evaluate(
      readouts.map((readout, k) => ({ readout, loss, weight: [2, 0.5][k]! })),
      1,
    );
    const outputs = readouts.map((readout) => readout.read(run));
    expect(outputs.map((output) => output.length)).toEqual([2, 2]);
    expect([...losses]).toEqual(outputs.map((output) => loss.evaluate(output, 1).value));
    expect(value).toBe(2 * losses[0]! + 0.5 * losses[1]!);
  });

  it("scales the cotangents and nothing else", () => {
    const [whole, half] = [evaluate([timed], 1), evaluate([timed], 1, 0.5)];
    expect(half.value).toBe(whole.value);
    expect([...half.cotangents.spikeTimes]).toEqual([...whole.cotangents.spikeTimes].map((bar) => bar / 2));
    expect(whole.cotangents.spikeTimes.some((bar) => bar !== 0)).toBe(true);
  });

  it("gives every term the part of the target that is its own", () => {
    const target = { early: 2, late: 9 };
    const { run, losses } = evaluate(
      [
        { ...timed, name: "a", target: ({ early }: typeof target) => early },
        { ...timed, name: "b", target: ({ late }: typeof target) => late },
      ],
      target,
    );
    const output = timed.readout.read(run);
    expect([...losses]).toEqual([loss.evaluate(output, 2).value, loss.evaluate(output, 9).value]);
  });

  it("a term of weight 0 is measured and changes nothing, be it infinite", () => {
    const infinite = { readout: firstSpikeTimes("cell"), loss, weight: 0, name: "measured" };
    const { value, losses } = evaluate([timed, infinite], 1);
    expect(losses[1]).toBe(Infinity);
    expect(value).toBe(losses[0]);
  });

  it("names the neurons of the network whose missing spike the loss wants, and can leave their term out", () => {
    // Neuron 1 of "cell" is neuron 2 of the network; it is silent, and later than 1.
    expect(evaluate([timed], 1).missing).toEqual([2]);
    expect(evaluate([timed], 100).missing).toEqual([]);
    expect(evaluate([timed], 1, 1, true).cotangents.spikeTimes.every((bar) => bar === 0)).toBe(true);
    expect(evaluate([timed], 100, 1, true).cotangents.spikeTimes.some((bar) => bar !== 0)).toBe(true);
  });
});
