import { describe, expect, it } from "vitest";
import { reachSlot } from "../../src/compile/slots.ts";
import { OptionError, ShapeError, SimulationError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import type { Parameters } from "../../src/network/parameters.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import type { Input } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { simulateBatch } from "../../src/simulate/simulate-batch.ts";
import { linearReach } from "../../src/solvers/linear-reach.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";

const net = network({
  populations: { input: source(2), cell: population(lif, 3, { parameters: { bias: [0, 0.6, 1.2] } }) },
  projections: [connect("input", "cell", { weight: 8, delay: 1 })],
});
const parameters = net.initialParameters();
const inputs: Input[] = [{ input: [[1, 7], [3]] }, { input: [[], []] }, { input: [[2], [2.5, 2.5, 11]] }];
const options = { until: 20, samples: [{ population: "cell", times: [5, 12.5] }] };

describe("simulate", () => {
  it("names what is no network and what are no parameters", () => {
    for (const wrong of [undefined, null, {}, lif]) {
      const noNetwork = (): unknown => simulate(wrong as never, parameters, inputs[0]!, options);
      const noParameters = (): unknown => simulate(net, wrong as never, inputs[0]!, options);
      expect(noNetwork).toThrow(OptionError);
      expect(noNetwork).toThrow(/^simulate: what it is given is no network/);
      expect(noParameters).toThrow(OptionError);
      expect(noParameters).toThrow(/^simulate: what it is given are no parameters/);
    }
    expect(() => simulate(net, parameters, inputs[0]!, undefined as never)).toThrow(OptionError);
  });
});

describe("simulateBatch", () => {
  it("gives the bits that simulate gives one by one", () => {
    const batch = simulateBatch(net, parameters, inputs, options);
    const alone = inputs.map((input) => simulate(net, parameters, input, options));
    const bits = (runs: typeof batch) =>
      runs.map((run) => [
        run.status,
        run.spikeTimes("cell"),
        run.samples("cell").values,
        run.statistics,
        run.tape.state.data.slice(0, run.tape.state.length),
      ]);
    expect(bits(batch)).toEqual(bits(alone));
    expect(batch[0]!.spikeTimes("cell")).not.toEqual(batch[1]!.spikeTimes("cell"));
    expect(simulateBatch(net, parameters, [], options)).toEqual([]);
  });

  it("keeps its parameters when those it was given are changed", () => {
    const own = parameters.copy();
    const [run] = simulateBatch(net, own, inputs, options);
    own.values.fill(0);
    expect(run!.parameters.values).toEqual(parameters.values);
  });

  it("takes parameters of each run", () => {
    const other = parameters.copy();
    other.set("cell.bias", 2);
    const batch = simulateBatch(net, [parameters, other], [inputs[0]!, inputs[0]!], options);
    const alone = [parameters, other].map((own) => simulate(net, own, inputs[0]!, options));
    expect(batch.map((run) => run.spikeTimes("cell"))).toEqual(alone.map((run) => run.spikeTimes("cell")));
    expect(alone[0]!.spikeTimes("cell")).not.toEqual(alone[1]!.spikeTimes("cell"));
    expect(batch[1]!.parameters.values).toEqual(other.values);
    expect(() => simulateBatch(net, [parameters], inputs.slice(0, 2), options)).toThrow(
      "simulateBatch: 1 set of parameters for 2 inputs\n  Give one set for each input, or one for all.",
    );
    const wrong = [parameters, undefined] as never;
    expect(() => simulateBatch(net, wrong, inputs.slice(0, 2), options)).toThrow("are no parameters");
  });

  it("refuses inputs of a wrong shape before the first run", () => {
    const attempt = (wrong: unknown) => () => simulateBatch(net, parameters, wrong as Input[], options);
    expect(attempt([inputs[0], { input: [[1]] }])).toThrow(ShapeError);
    expect(attempt([inputs[0], { input: [[1]] }])).toThrow(/"input" has 1 channel of spike times for 2/);
    expect(attempt([inputs[0], undefined])).toThrow(OptionError);
    expect(attempt(inputs[0])).toThrow(/^simulateBatch: the inputs are no array/);
  });

  it("says its own name where a run fails or an option is wrong", () => {
    const limited = { ...options, maxSteps: 2 };
    const attempt = (): unknown => simulateBatch(net, parameters, inputs, limited);
    expect(attempt).toThrow(SimulationError);
    expect(attempt).toThrow(/^simulateBatch \(max-steps\): /);
    expect(() => simulate(net, parameters, inputs[0]!, limited)).toThrow(/^simulate \(max-steps\): /);
    expect(() => simulateBatch(net, parameters, inputs, { until: -1 })).toThrow(
      /^simulateBatch: until is -1/,
    );
    const [first] = simulateBatch(net, parameters, inputs, { ...limited, throwOnFailure: false });
    expect([first!.status, first!.message.split(":")[0]]).toEqual(["max-steps", "simulateBatch (max-steps)"]);
  });
});

describe("parameters that a view has written outside their domains", () => {
  const chain = network({
    populations: { input: source(1), cell: population(lif, 1) },
    projections: [connect("input", "cell", { weight: 5, delay: 1 })],
  });
  const written = (id: string, value: number): Parameters => {
    const parameters = chain.initialParameters();
    parameters.view(id)[0] = value;
    return parameters;
  };
  const options = { until: 10 };

  it.each<[string, number, string]>([
    ["cell.vThreshold", Number.NaN, "a finite number"],
    ["cell.tauMem", -1, "a number > 0"],
    ["input→cell.delay", -2, "a number ≥ 0"],
    ["input→cell.delay", Number.NaN, "a number ≥ 0"],
    ["input→cell.weight", Infinity, "a finite number"],
  ])("%s = %d are refused by simulate and simulateBatch; the run had completed", (id, value, domain) => {
    const parameters = written(id, value);
    for (const [where, attempt] of Object.entries({
      simulate: () => simulate(chain, parameters, { input: [[1]] }, options),
      simulateBatch: () => simulateBatch(chain, parameters, [{ input: [[1]] }], options),
    })) {
      expect(attempt).toThrow(OptionError);
      expect(attempt).toThrow(new RegExp(`^${where}: .*${id}.* is ${value}\\n  Give ${domain}\\.`));
    }
  });

  it("are looked for once in a batch", () => {
    const parameters = chain.initialParameters();
    let reads = 0;
    const counting = new Proxy(parameters, {
      get: (target, key) => {
        if (key === "values") reads++;
        return Reflect.get(target, key);
      },
    });
    const inputs = Array.from({ length: 5 }, () => ({ input: [[1]] }));
    simulateBatch(chain, counting, inputs, options);
    // The run works on a copy; all that reads the values given is the check.
    expect(reads).toBe(1);
  });
});

describe("a run", () => {
  it("answers a population that is no text clearly", () => {
    const net = network({ populations: { cell: population(lif, 1) } });
    const run = simulate(net, net.initialParameters(), {}, { until: 1 });
    expect(() => run.spikeTimes(undefined as never)).toThrow(OptionError);
    expect(() => run.spikeTimes(undefined as never)).toThrow(
      "spikeTimes: there is no population undefined\n  Known here: cell.",
    );
  });
});

it("bounds its steps by the reach of both tolerances, not of the relative one alone", () => {
  const net = network({ populations: { cell: population(lif, 2) } });
  const reachIn = (rtol: number, atol: number): number[] => {
    const { program } = simulate(
      net,
      net.initialParameters(),
      {},
      { until: 1, rtol, atol, method: tsitouras54 },
    );
    const [{ base, programs }] = program.populations as [(typeof program.populations)[number]];
    const { frame } = programs;
    return [0, 1].map((neuron) => program.memory[base + neuron * frame.size + frame.slot(reachSlot)]!);
  };
  const expected = linearReach(tsitouras54, 1e-9 + 1e-2);
  expect(expected).not.toBe(linearReach(tsitouras54, 1e-9));
  expect(reachIn(1e-9, 1e-2)).toEqual([expected, expected]);
});
