import { describe, expect, it } from "vitest";
import type { Protocol } from "../../../src/cli/gallery/protocol.ts";
import { firingRates, peakValues, protocolRun } from "../../../src/cli/gallery/protocol-run.ts";
import { leakyIntegrator, lif } from "../../../src/neurons/index.ts";

const protocol: Protocol = {
  model: lif,
  title: "",
  note: "",
  until: 100,
  stimulus: { kind: "step", parameter: "bias", rest: 0.5, value: 2, from: 10, to: 60 },
  shown: [],
};

describe("firingRates", () => {
  it("are 1/(τ ln(I/(I − θ))) of a LIF neuron, and 0 up to its threshold", () => {
    const { currents, values } = firingRates(protocol, { parameter: "bias", from: 0, to: 4, until: 1000 }, 9);
    expect(currents).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]);
    currents.forEach((current, k) => {
      const expected = current <= 1 ? 0 : 1000 / (20 * Math.log(current / (current - 1)));
      expect(values[k]).toBeCloseTo(expected, 7);
    });
  });
});

describe("peakValues", () => {
  it("are I (1 − e^(−t/τ)) of a membrane that does not spike", () => {
    const range = { parameter: "bias", state: "v", from: 0, to: 1, until: 30 };
    const own = { ...protocol, parameters: { vThreshold: 100 } };
    peakValues(own, range, 3).values.forEach((value, k) => {
      expect(value).toBeCloseTo((k / 2) * (1 - Math.exp(-30 / 20)), 7);
    });
  });
});

describe("protocolRun", () => {
  it("is that of a step of current between two times", () => {
    const run = protocolRun(protocol);
    const { times, values } = run.trace("cell", 0, "v");
    const at = (time: number): number => values[times.findLastIndex((one) => one <= time)]!;
    expect(at(10)).toBeCloseTo(0.5 * (1 - Math.exp(-0.5)), 7);
    const first = 10 + 20 * Math.log((2 - at(10)) / (2 - 1));
    expect(run.spikeTimes("cell")[0]![0]).toBeCloseTo(first, 6);
    expect(at(100)).toBeLessThan(0.9);
  });

  it("is that of arrivals at the first port", () => {
    const stimulus = { kind: "arrivals", weight: 2, times: [10, 30] } as const;
    const run = protocolRun({ ...protocol, model: leakyIntegrator, stimulus });
    const { times, values } = run.trace("cell", 0, "i");
    expect(values[times.lastIndexOf(10)]).toBeCloseTo(2, 12);
    expect(times.filter((time) => time === 30)).toHaveLength(2);
  });
});
