import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { normal, uniform } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { checkLayout, parametersOf } from "../../src/network/parameters.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";

const make = (more: Parameters<typeof network>[0]["populations"] = {}) =>
  network({
    populations: {
      ...more,
      input: source(2),
      cell: population(lif, 3, { parameters: { tauMem: [10, 11, 12], bias: uniform(0, 1) } }),
    },
    projections: [connect("input", "cell", { weight: normal(1, 0.1), delay: 1.5 })],
  });
const net = make();

describe("parametersOf", () => {
  it("is zero at first, and a view writes through", () => {
    const zeros = parametersOf(net.layout);
    expect(zeros.values).toHaveLength(net.layout.size);
    expect(zeros.values.every((value) => value === 0)).toBe(true);
    zeros.view("cell.tauMem")[1] = 7;
    expect(zeros.values[net.layout.row("cell.tauMem").offset + 1]).toBe(7);
  });

  it("copies share nothing", () => {
    const one = net.initialParameters();
    const two = one.copy();
    two.set("cell.tauSyn", 9);
    expect(one.view("cell.tauSyn")[0]).toBe(5);
    expect(two.layout).toBe(one.layout);
  });

  it("sets one number for all entries, or each", () => {
    const parameters = net.initialParameters();
    parameters.set("cell.tauMem", 4);
    expect(parameters.view("cell.tauMem")).toEqual(Float64Array.of(4, 4, 4));
    parameters.set("cell.tauMem", [1, 2, 3]);
    expect(parameters.view("cell.tauMem")).toEqual(Float64Array.of(1, 2, 3));
  });

  it("refuses wrong lengths and values, and then changes nothing", () => {
    const parameters = net.initialParameters();
    const before = parameters.values.slice();
    expect(() => parameters.set("cell.tauMem", [1, 2])).toThrow(
      'parameters.set("cell.tauMem"): 2 values for shape [3]\n  Give 3 values or one number.',
    );
    expect(() => parameters.set("cell.tauMem", [1, 2])).toThrow(ShapeError);
    expect(() => parameters.set("cell.tauMem", [1, 0, 3])).toThrow(
      'parameters.set("cell.tauMem"): entry 1 is 0\n  Give a number > 0.',
    );
    expect(() => parameters.set("input→cell.delay", -1)).toThrow(/entry 0 is -1\n {2}Give a number ≥ 0/);
    expect(() => parameters.set("input→cell.weight", Number.NaN)).toThrow(OptionError);
    expect(() => parameters.set("cell.tau", 1)).toThrow(/there is no parameter "cell.tau"/);
    expect(parameters.values).toEqual(before);
  });
});

describe("initialParameters", () => {
  it("has the values as given", () => {
    const parameters = net.initialParameters();
    expect(parameters.view("cell.tauMem")).toEqual(Float64Array.of(10, 11, 12));
    expect(parameters.view("cell.vThreshold")).toEqual(Float64Array.of(1));
    expect(parameters.view("input→cell.delay")).toEqual(Float64Array.of(1.5));
  });

  it("the same seed gives the same bits, another one others", () => {
    expect(net.initialParameters({ seed: 5 }).values).toEqual(net.initialParameters({ seed: 5 }).values);
    expect(net.initialParameters({ seed: 0 }).values).toEqual(net.initialParameters().values);
    const [one, two] = [5, "5"].map((seed) => net.initialParameters({ seed }).view("input→cell.weight"));
    expect(one).not.toEqual(two);
    expect(new Set(one).size).toBe(6);
  });

  it("another population does not change what the others draw", () => {
    const larger = make({ first: population(lif, 7, { parameters: { bias: uniform(0, 1) } }) });
    for (const id of ["input→cell.weight", "cell.bias"]) {
      expect(larger.initialParameters({ seed: 3 }).view(id)).toEqual(
        net.initialParameters({ seed: 3 }).view(id),
      );
    }
  });

  it("refuses a seed that is no number", () => {
    expect(() => net.initialParameters({ seed: Number.NaN })).toThrow(OptionError);
  });

  it("tied parameters are drawn once, under the name of the first", () => {
    const populations = () => ({
      a: population(lif, 2, { parameters: { bias: uniform(0, 1) } }),
      b: population(lif, 2, { parameters: { bias: uniform(5, 6) } }),
    });
    const tied = network({ populations: populations(), tie: [["b.bias", "a.bias"]] }).initialParameters();
    const free = network({ populations: populations() }).initialParameters();
    expect(tied.view("a.bias")).toEqual(free.view("b.bias"));
    expect(tied.view("a.bias")).toEqual(tied.view("b.bias"));
  });
});

describe("checkLayout", () => {
  it("refuses the parameters of another network, be it the same to look at", () => {
    const other = make().initialParameters();
    expect(() => checkLayout("simulate", net, other)).toThrow(
      "simulate: these parameters belong to another network\n  Make them with net.initialParameters({ seed }).",
    );
    expect(() => checkLayout("simulate", net, net.initialParameters())).not.toThrow();
  });

  it("refuses what is no network and what are no parameters", () => {
    for (const wrong of [undefined, null, 3, {}]) {
      expect(() => checkLayout("fit", wrong as never, net.initialParameters())).toThrow(
        "fit: what it is given is no network\n  Make it with network({ populations }).",
      );
      expect(() => checkLayout("fit", net, wrong as never)).toThrow(
        "fit: what it is given are no parameters\n  Make them with net.initialParameters({ seed }).",
      );
    }
  });
});
