import { describe, expect, it } from "vitest";
import { allowedExecutions } from "../../src/codegen/execution.ts";
import { loadParameters, networkProgram } from "../../src/compile/network-program.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";

const net = network({
  populations: {
    output: population(leakyIntegrator, 2, { parameters: { tauMem: [5, 6] } }),
    input: source(2),
    hidden: population(lif, 3, { parameters: { tauMem: [10, 11, 12] }, initial: { i: [1, 2, 3] } }),
  },
  projections: [
    connect("hidden", "output", { weight: 0.5, delay: 2 }),
    connect("input", "hidden", {
      weight: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    }),
  ],
});

describe("networkProgram", () => {
  it("has the populations of neurons in topological order, each with a frame per neuron", () => {
    const { populations, memory } = networkProgram(net, tsitouras54, "interpreter");
    expect(populations.map(({ population: { name } }) => name)).toEqual(["hidden", "output"]);
    const [hidden, output] = populations;
    expect([hidden!.base, output!.base]).toEqual([0, 3 * hidden!.programs.frame.size]);
    expect(memory).toHaveLength(output!.base + 2 * output!.programs.frame.size);
  });

  it("is made once for a network, a method and an execution", () => {
    const program = networkProgram(net, tsitouras54, "javascript");
    expect(networkProgram(net, tsitouras54, "javascript")).toBe(program);
    expect(networkProgram(net, tsitouras54)).toBe(networkProgram(net, tsitouras54, allowedExecutions()[0]));
    expect(networkProgram(net, dormandPrince54, "javascript")).not.toBe(program);
    expect(networkProgram(net, tsitouras54, "interpreter")).not.toBe(program);
  });

  it("makes the programs of a model once for all networks, and no memory is shared", () => {
    const [one, two] = [1, 2].map((size) =>
      networkProgram(network({ populations: { cell: population(lif, size) } }), tsitouras54),
    );
    expect(one!.populations[0]!.programs).toBe(two!.populations[0]!.programs);
    expect(one!.memory).not.toBe(two!.memory);
    expect(one!.populations[0]!.kernels).not.toBe(two!.populations[0]!.kernels);
  });

  it("populations of one model share its kernels", () => {
    const pair = network({ populations: { a: population(lif, 1), b: population(lif, 2) } });
    const [a, b] = networkProgram(pair, tsitouras54).populations;
    expect(a!.kernels).toBe(b!.kernels);
  });

  it("binds parameters to slots: stride 0 where neurons share a value, 1 where each has its own", () => {
    const [hidden] = networkProgram(net, tsitouras54, "interpreter").populations;
    const strides = Object.fromEntries(hidden!.parameters.map(({ name, stride }) => [name, stride]));
    expect(strides).toEqual({ tauMem: 1, tauSyn: 0, vThreshold: 0, vReset: 0, bias: 0, "initial.i": 1 });
    for (const { id, offset } of hidden!.parameters) expect(offset).toBe(net.layout.row(id).offset);
  });

  it("knows for every population what arrives and where its weights and delay are", () => {
    const [hidden, output] = networkProgram(net, tsitouras54, "interpreter").populations;
    expect(hidden!.incoming.map(({ projection, index, port }) => [projection.name, index, port])).toEqual([
      ["input→hidden", 1, 0],
    ]);
    const [incoming] = output!.incoming;
    expect(incoming!.delay).toBe(net.layout.row("hidden→output.delay").offset);
    expect(incoming!.channels.map(({ id }) => id)).toEqual(["hidden→output.weight"]);
  });
});

describe("loadParameters", () => {
  it("writes every neuron its own values", () => {
    const program = networkProgram(net, tsitouras54, "interpreter");
    loadParameters(program, net.initialParameters().values);
    const read = (p: number, name: string): number[] => {
      const { base, programs, population: own } = program.populations[p]!;
      return Array.from(
        { length: own.size },
        (_, n) => program.memory[base + n * programs.frame.size + programs.frame.slot(name)]!,
      );
    };
    expect(read(0, "tauMem")).toEqual([10, 11, 12]);
    expect(read(0, "initial.i")).toEqual([1, 2, 3]);
    expect(read(0, "vThreshold")).toEqual([1, 1, 1]);
    expect(read(1, "tauMem")).toEqual([5, 6]);
  });

  it("takes its holder's word that values are as they were, until another was there", () => {
    const program = networkProgram(net, tsitouras54, "interpreter");
    const { values } = net.initialParameters();
    const at = net.layout.row("hidden.tauMem").offset;
    const { base, programs } = program.populations[0]!;
    const loaded = (): number => program.memory[base + programs.frame.slot("tauMem")]!;
    const holder = {};
    loadParameters(program, values, holder);
    values[at] = 20;
    loadParameters(program, values, holder);
    expect(loaded()).toBe(10);
    loadParameters(program, values, {});
    expect(loaded()).toBe(20);
    values[at] = 30;
    loadParameters(program, values);
    expect(loaded()).toBe(30);
    values[at] = 40;
    loadParameters(program, values, holder);
    expect(loaded()).toBe(40);
  });
});
