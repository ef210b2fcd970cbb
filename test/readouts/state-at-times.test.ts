import { describe, expect, it } from "vitest";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import { OptionError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const net = network({
  populations: { input: source(1), cell: population(leakyIntegrator, 2) },
  projections: [connect("input", "cell", { weight: [[1, 2]] })],
});
const times = [6, 4, 9];
const run = simulate(
  net,
  net.initialParameters(),
  { input: [[4]] },
  {
    until: 10,
    samples: [
      { population: "cell", times },
      { population: "cell", times, side: "before" },
    ],
  },
);

describe("stateAtTimes", () => {
  it("reads [times, neurons] in the order of the times it was given", () => {
    const values = [...stateAtTimes("cell", "i", times).read(run)];
    const decayed = (after: number): number => Math.exp(-after / 5);
    const wanted = [decayed(2), 2 * decayed(2), 1, 2, decayed(5), 2 * decayed(5)];
    // Some steps of relative error 1e-6.
    values.forEach((value, k) => {
      expect(Math.abs(value - wanted[k]!)).toBeLessThan(1e-5);
    });
  });

  it("tells the left limit from the state after what happens", () => {
    expect([...stateAtTimes("cell", "i", [4]).read(run)]).toEqual([1, 2]);
    expect([...stateAtTimes("cell", "i", [4], { side: "before" }).read(run)]).toEqual([0, 0]);
  });

  it("adds up the cotangents of a time that is named twice", () => {
    const cotangents = zeroCotangents(run);
    stateAtTimes("cell", "v", [9, 9]).pullback(run, Float64Array.of(1, 2, 10, 20), cotangents);
    const table = run.samples("cell");
    // Times ascend in the table: 4, 6, 9; then neurons, then states v and i.
    expect([...cotangents.samples.get(table)!]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 11, 0, 22, 0]);
  });

  it("refuses cotangents that are not of its values or not of its run, and adds nothing then", () => {
    const readout = stateAtTimes("cell", "i", [9]);
    const cotangents = zeroCotangents(run);
    expect(() => readout.pullback(run, Float64Array.of(1), cotangents)).toThrow(
      'stateAtTimes("cell", "i"): the cotangents of 2 output values are 1\n' +
        "  Give one for each value that the readout reads.",
    );
    expect([...cotangents.samples.values()].every((own) => own.every((bar) => bar === 0))).toBe(true);
    const options = { until: 10, samples: [{ population: "cell", times }] };
    const other = zeroCotangents(simulate(net, net.initialParameters(), { input: [[4]] }, options));
    expect(() => readout.pullback(run, Float64Array.of(1, 2), other)).toThrow(
      'stateAtTimes("cell", "i"): the cotangents of samples belong to another run\n' +
        "  Make them with zeroCotangents of the run that is read.",
    );
  });

  it("answers wrong options clearly", () => {
    const name = 'stateAtTimes("cell", "v")';
    expect(() => stateAtTimes("cell", "v", [])).toThrow(`${name}: there are no times\n  Give at least one.`);
    for (const time of [-1, Number.NaN, Infinity]) {
      expect(() => stateAtTimes("cell", "v", [time])).toThrow(
        `${name}: times[0] is ${time}\n  Give a number ≥ 0.`,
      );
    }
    expect(() => stateAtTimes("cell", "V", [4]).read(run)).toThrow(
      'stateAtTimes("cell", "V"): there is no state "V"\n  Did you mean "v"? Known here: v, i.',
    );
    expect(() => stateAtTimes("cell", "v", [5]).read(run)).toThrow(/time 5 was not sampled\n {2}Name it/);
    expect(() => stateAtTimes("cell", "v", [5]).read(run)).toThrow(OptionError);
    expect(() => stateAtTimes("input", "v", [4]).read(run)).toThrow(/"input" was not sampled/);
  });

  it("refuses a misspelt option and a misspelt side", () => {
    expect(() => stateAtTimes("cell", "v", [4], { sides: "after" } as object)).toThrow(
      'stateAtTimes("cell", "v"): unknown option "sides"\n  Did you mean "side"?',
    );
    expect(() => stateAtTimes("cell", "v", [4], { side: "befor" as never })).toThrow(
      'stateAtTimes("cell", "v"): side is "befor"\n  Did you mean "before"? Give "after" or "before".',
    );
  });
});

describe("stateAtTimes, misused", () => {
  it("keeps the times it was given when the caller's array changes", () => {
    const own = [6, 4];
    const readout = stateAtTimes("cell", "i", own);
    const before = readout.read(run);
    own[0] = 9;
    own.push(6);
    expect(readout.read(run)).toEqual(before);
    expect(readout.needs.times).toEqual([6, 4]);
  });

  it("refuses times that are no array or no numbers", () => {
    const attempt = (given: unknown) => () => stateAtTimes("cell", "v", given as number[]);
    expect(attempt(undefined)).toThrow('stateAtTimes("cell", "v"): times is undefined\n  Give an array.');
    expect(attempt(5)).toThrow(/times is 5/);
    expect(attempt([null])).toThrow(/times\[0\] is null\n {2}Give a number ≥ 0/);
    expect(attempt(["3"])).toThrow(/times\[0\] is "3"/);
    expect(attempt(5)).toThrow(OptionError);
  });
});
