import { describe, expect, it } from "vitest";
import { closeSums, openEmptySums, openSums } from "../../src/adjoint/open-sums.ts";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import { reverseSweep } from "../../src/adjoint/reverse-sweep.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const net = network({
  populations: { in: source(2), cell: population(lif, 2) },
  projections: [connect("in", "cell", { weight: [8, 3, 2, 7] })],
});
const parameters = net.initialParameters();
const runOf = (execution?: "interpreter") =>
  simulate(net, parameters, { in: [[1, 4], [2]] }, { until: 30, ...(execution && { execution }) });
const run = runOf();
const wanted = (): boolean => true;
const sumsFrom = (from: number) => ({ parameters: new Float64Array(net.layout.size).fill(from), wanted });

/** Adds the gradient of the time of one spike. */
function add(sums: ReturnType<typeof sumsFrom>, spike: number, of = run): void {
  const cotangents = zeroCotangents(of);
  cotangents.spikeTimes[of.spikeTrains("cell").records[spike]!] = 1;
  reverseSweep(of, cotangents, sums);
}

const apart = (): Float64Array => {
  const sums = sumsFrom(0.5);
  for (const spike of [0, 1, 0]) add(sums, spike);
  return sums.parameters;
};

describe("open sums", () => {
  it("have when they are closed what closed ones have after each run, to the bit", () => {
    const sums = openSums(sumsFrom(0.5));
    for (const spike of [0, 1, 0]) add(sums, spike);
    closeSums(sums);
    expect(sums.parameters).toEqual(apart());
    expect(sums.parameters.some((slope) => slope !== 0.5)).toBe(true);
  });

  it("begin with 0 where they are opened empty, whatever is there", () => {
    const [sums, alone] = [sumsFrom(7), sumsFrom(0)];
    for (const from of [7, 9]) {
      openEmptySums(sums).parameters.fill(from);
      for (const spike of [0, 1]) add(sums, spike);
      closeSums(sums);
    }
    for (const spike of [0, 1]) add(alone, spike);
    expect(sums.parameters).toEqual(alone.parameters);
    closeSums(openEmptySums(sums));
    expect(sums.parameters).toEqual(sumsFrom(0).parameters);
  });

  it("go on where other sweeps came between, of the same kernels or of others", () => {
    const sums = openSums(sumsFrom(0.5));
    add(sums, 0);
    const other = sumsFrom(0);
    add(other, 1);
    add(sums, 1);
    add(openSums(sumsFrom(0)), 0);
    add(sums, 0, runOf("interpreter"));
    closeSums(sums);
    expect(sums.parameters).toEqual(apart());
    const alone = sumsFrom(0);
    add(alone, 1);
    expect(other.parameters).toEqual(alone.parameters);
  });

  it("begin anew with what they are given where they were left open", () => {
    const sums = openSums(sumsFrom(0.5));
    add(sums, 1);
    sums.parameters.fill(0.5);
    openSums(sums);
    for (const spike of [0, 1, 0]) add(sums, spike);
    closeSums(sums);
    expect(sums.parameters).toEqual(apart());
  });
});
