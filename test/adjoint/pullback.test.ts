import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../src/adjoint/pullback.ts";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const net = network({ populations: { cell: population(lif, 2, { parameters: { bias: 3 } }) } });
const runOf = (samples: boolean) =>
  simulate(
    net,
    net.initialParameters(),
    {},
    {
      until: 20,
      samples: samples ? [{ population: "cell", times: [4, 9] }] : [],
    },
  );

describe("pullback refuses", () => {
  const run = runOf(true);

  it("cotangents of another run with as many spikes, whose samples it ignored", () => {
    for (const other of [runOf(true), runOf(false)]) {
      const cotangents = zeroCotangents(other);
      expect(cotangents.spikeTimes.length).toBe(run.tape.spikes.time.length);
      expect(() => pullback(run, cotangents)).toThrow(OptionError);
      expect(() => pullback(run, cotangents)).toThrow(
        "pullback: the cotangents of samples belong to another run\n  Make them with zeroCotangents(run).",
      );
    }
    expect(() => pullback(runOf(false), zeroCotangents(run))).toThrow(OptionError);
  });

  it("too few cotangents, of spikes or of samples", () => {
    const { spikeTimes, samples, observations } = zeroCotangents(run);
    expect(() => pullback(run, { spikeTimes: spikeTimes.subarray(1), samples, observations })).toThrow(
      ShapeError,
    );
    const short = new Map([...samples.keys()].map((table) => [table, new Float64Array(1)]));
    expect(() => pullback(run, { spikeTimes, samples: short, observations })).toThrow(
      /1 cotangents for \d+ sampled values of "cell"/,
    );
    expect(() => pullback(run, { spikeTimes, samples: short, observations })).toThrow(ShapeError);
  });

  it("nothing of its own", () => {
    expect(() => pullback(run, zeroCotangents(run))).not.toThrow();
  });
});

describe("what is no run and no cotangents", () => {
  it.each([undefined, null, {}, "run"])("%j is refused with the name of the function", (wrong) => {
    expect(() => zeroCotangents(wrong as never)).toThrow(OptionError);
    expect(() => zeroCotangents(wrong as never)).toThrow(
      "zeroCotangents: what it is given is no run\n  Give what simulate returned.",
    );
    const run = runOf(true);
    expect(() => pullback(wrong as never, zeroCotangents(run))).toThrow(/^pullback: .* is no run/);
    expect(() => pullback(run, wrong as never)).toThrow(OptionError);
    expect(() => pullback(run, wrong as never)).toThrow(/^pullback: .* no cotangents\n {2}Make them with/);
  });
});
