import { describe, expect, it } from "vitest";
import { ModelError, OptionError, ShapeError } from "../../src/errors.ts";
import { uniform } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { type PopulationOptions, population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import { shown } from "../../src/values.ts";
import { taken } from "./nonsense.ts";

describe("population", () => {
  it("keeps model, size and copies of the values", () => {
    const tauMem = [10, 11];
    const own = population(lif, 2, { parameters: { tauMem, bias: 1 }, initial: { i: 3 } });
    tauMem[0] = 99;
    expect(own.model).toBe(lif);
    expect(own.parameters["tauMem"]).toEqual(Float64Array.of(10, 11));
    expect(own.parameters["bias"]).toBe(1);
    expect(own.initial["i"]).toBe(3);
    expect(Object.isFrozen(own)).toBe(true);
  });

  it("an initial value in place of a formula becomes a parameter of its own", () => {
    const own = population(lif, 1, { initial: { v: 0.5 } });
    const net = network({ populations: { cell: own } });
    expect(net.layout.rows.map((row) => row.name)).toContain("initial.v");
    expect(net.initialParameters().view("cell.initial.v")).toEqual(Float64Array.of(0.5));
    expect(lif.states[0]!.initial).not.toBe(0);
  });

  it.each([0, -1, 1.5, Number.NaN, undefined, "3"])("refuses the size %s", (size) => {
    expect(() => population(lif, size as number)).toThrow(
      `population(lif, ${shown(size)}): the size is ${shown(size)}\n  Give a whole number ≥ 1.`,
    );
    expect(() => source(size as number)).toThrow(`source(${shown(size)}): the size is ${shown(size)}`);
  });

  it.each<[PopulationOptions, typeof ModelError | typeof OptionError | typeof ShapeError, RegExp]>([
    [
      { parameters: { tauMen: 3 } },
      ModelError,
      /unknown parameter "tauMen"\n {2}Did you mean "tauMem"\? Known here/,
    ],
    [{ initial: { V: 3 } }, ModelError, /unknown state "V"\n {2}Did you mean "v"\? Known here: v, i\./],
    [
      { parameters: { tauMem: [1, 2] } },
      ShapeError,
      /tauMem has 2 values for 3 neurons\n {2}Give one per neuron/,
    ],
    [{ parameters: { tauMem: 0 } }, OptionError, /tauMem is 0\n {2}Give a number > 0\./],
    [{ parameters: { tauMem: [1, -2, 3] } }, OptionError, /tauMem is -2/],
    [{ parameters: { bias: Number.NaN } }, OptionError, /bias is NaN\n {2}Give a finite number/],
    [{ parameters: { bias: [1, Number.NaN, 2] } }, OptionError, /bias\[1\] is NaN/],
    [{ initial: { i: Infinity } }, OptionError, /i is Infinity/],
    [
      { parameters: { bias: "20" as unknown as number } },
      OptionError,
      /bias is "20"\n {2}Give a number, an array/,
    ],
    [{ parameters: { bias: null as unknown as number } }, OptionError, /bias is null/],
    [
      { parameter: { bias: 1 } } as object,
      OptionError,
      /unknown option "parameter"\n {2}Did you mean "parameters"/,
    ],
  ])("answers %j clearly", (options, type, message) => {
    expect(() => population(lif, 3, options)).toThrow(type);
    expect(() => population(lif, 3, options)).toThrow(/^population\(lif, 3\): /);
    expect(() => population(lif, 3, options)).toThrow(message);
  });

  it("refuses more neurons or channels than can be held", () => {
    expect(source(2 ** 27).size).toBe(134_217_728);
    expect(() => source(2 ** 27 + 1)).toThrow(
      "source(134217729): the size is 134217729\n  At most 134217728 (2²⁷) are possible.",
    );
    expect(() => population(lif, 1e9)).toThrow(OptionError);
  });

  it("makes no number of null, a text or nothing", () => {
    const bias = [1, null, "2", ""];
    expect(() => population(lif, 4, { parameters: { bias: bias as number[] } })).toThrow(
      new OptionError("population(lif, 4)", "bias[1] is null", "Give a finite number."),
    );
    const own = (entry: never) => population(lif, 1, { parameters: { bias: [entry] } });
    const start = (entry: never) => population(lif, 1, { initial: { i: [entry] } });
    for (const attempt of [own, start]) expect(taken(attempt)).toEqual(["5", "-1"]);
    const lists = ["5", "-1", "[5]", "a typed array"];
    expect(taken((value) => population(lif, 1, { parameters: { bias: value } }))).toEqual(lists);
    expect(taken((value) => population(lif, 1, { initial: { i: value } }))).toEqual(lists);
  });

  it("takes undefined for what is not given, as other options do", () => {
    const options = { parameters: { bias: undefined }, initial: { v: undefined } };
    expect(population(lif, 1, options as never)).toEqual(population(lif, 1));
    expect(() => population(lif, 1, { parameters: { bais: undefined } as never })).toThrow(
      /unknown parameter/,
    );
  });

  it("refuses parameters and initial values that are not by name", () => {
    expect(() => population(lif, 1, { parameters: 5 as never })).toThrow(
      /^population\(lif, 1\): parameters is 5\n {2}Give an object with values for: tauMem, /,
    );
    const empty = ["an empty object", "an object without a prototype"];
    for (const option of ["parameters", "initial"]) {
      expect(taken((value) => population(lif, 1, { [option]: value }))).toEqual(empty);
    }
    expect(taken((options) => population(lif, 1, options))).toEqual(empty);
    expect(taken((model) => population(model, 1))).toEqual([]);
    expect(taken((size) => population(lif, size))).toEqual(["5"]);
    expect(taken((size) => source(size))).toEqual(["5"]);
  });

  it("takes distributions, whose values are checked when they are drawn", () => {
    const net = network({
      populations: { cell: population(lif, 4, { parameters: { tauMem: uniform(-1, 0) } }) },
    });
    expect(() => net.initialParameters()).toThrow(
      /^initialParameters: cell\.tauMem, drawn from uniform\(-1, 0\): entry 0 is -0\.\d+\n {2}Give a number > 0\./,
    );
  });

  it("names of properties of objects are ordinary names of parameters and states", () => {
    const model = defineNeuron({
      name: "odd names",
      state: { toString: { initial: 0.5 }, valueOf: {} },
      parameters: { constructor: 3, hasOwnProperty: 4 },
      dynamics: "dtoString/dt = constructor\n dvalueOf/dt = hasOwnProperty",
    });
    expect(model.states.map(({ discrete }) => discrete)).toEqual([false, false]);
    const net = network({ populations: { cell: population(model, 2) } });
    const parameters = net.initialParameters();
    expect(parameters.view("cell.constructor")).toEqual(Float64Array.of(3));
    expect(parameters.view("cell.initial.toString")).toEqual(Float64Array.of(0.5));
  });

  it("refuses what is no model", () => {
    for (const model of [undefined, null, "lif", {}]) {
      const attempt = (): unknown => population(model as never, 3);
      expect(attempt).toThrow(ModelError);
      expect(attempt).toThrow(/^population: the first argument is no neuron model/);
    }
  });
});
