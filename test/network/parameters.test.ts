import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { normal, uniform } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { checkLayout, checkParameters, parametersOf } from "../../src/network/parameters.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { taken } from "./nonsense.ts";

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

it("set makes no number of null or a text", () => {
  const own = network({ populations: { cell: population(lif, 1, { parameters: { bias: [1] } }) } });
  const parameters = own.initialParameters();
  expect(() => parameters.set("cell.bias", ["2"] as never)).toThrow(
    'parameters.set("cell.bias"): value[0] is "2"\n  Give a finite number.',
  );
  expect(taken((value) => parameters.set("cell.bias", value))).toEqual(["5", "-1", "[5]", "a typed array"]);
  expect(taken((id) => parameters.set(id, 1))).toEqual([]);
  expect(taken((id) => parameters.view(id))).toEqual([]);
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

  it("refuses a draw that is no number, and a seed that is none", () => {
    const drawn = (draw: never) => {
      const bias = { name: "mine", draw: () => draw };
      return network({
        populations: { cell: population(lif, 1, { parameters: { bias } }) },
      }).initialParameters();
    };
    expect(taken(drawn)).toEqual(["5", "-1"]);
    expect(() => drawn("2" as never)).toThrow(
      'initialParameters: cell.bias, drawn from mine: entry 0 is "2"\n  Give a finite number.',
    );
    expect(taken((seed) => net.initialParameters({ seed }))).toEqual([
      "5",
      "-1",
      "an empty text",
      "a text",
      "a number as text",
    ]);
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

describe("checkParameters", () => {
  const wrong: readonly [id: string, value: number, message: string][] = [
    ["cell.tauMem", -1, "simulate: entry 2 of cell.tauMem, shape [3], is -1\n  Give a number > 0."],
    ["cell.tauSyn", 0, "simulate: cell.tauSyn is 0\n  Give a number > 0."],
    ["cell.bias", Number.NaN, "simulate: entry 2 of cell.bias, shape [3], is NaN\n  Give a finite number."],
    ["cell.initial.i", Infinity, "simulate: cell.initial.i is Infinity\n  Give a finite number."],
    ["input→cell.weight", Number.NaN, "simulate: entry 5 of input→cell.weight, shape [2,3], is NaN"],
    ["input→cell.delay", -0.5, "simulate: input→cell.delay is -0.5\n  Give a number ≥ 0."],
  ];
  it.each(wrong)("finds what a view has written into %s", (id, value, message) => {
    const parameters = net.initialParameters();
    expect(() => checkParameters("simulate", net, parameters)).not.toThrow();
    const view = parameters.view(id);
    view[view.length - 1] = value;
    expect(() => checkParameters("simulate", net, parameters)).toThrow(OptionError);
    expect(() => checkParameters("simulate", net, parameters)).toThrow(message);
  });

  it("refuses values that are not those of the layout", () => {
    const parameters = net.initialParameters();
    const forged = { ...parameters, values: parameters.values.slice(1) };
    expect(() => checkParameters("simulate", net, forged)).toThrow(
      /values of the parameters are no Float64Array of/,
    );
    expect(taken((values) => checkParameters("simulate", net, { ...parameters, values }))).toEqual([]);
    expect(taken((value) => checkParameters("simulate", net, value))).toEqual([]);
  });
});
