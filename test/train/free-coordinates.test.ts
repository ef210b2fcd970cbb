import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { freeCoordinates } from "../../src/train/free-coordinates.ts";

const model = defineNeuron({
  name: "three domains",
  state: { v: {} },
  parameters: {
    tau: { default: 4, domain: "positive" },
    gate: { default: 0.25, domain: { min: 0, max: 1 } },
    bias: 2,
  },
  dynamics: "dv/dt = (gate * bias - v) / tau",
  input: { v: "v + weight" },
});
const make = (trainable: readonly string[], tie: readonly (readonly string[])[] = []) =>
  network({
    populations: {
      input: source(2),
      a: population(model, 2, { parameters: { gate: [0.25, 0.5] } }),
      b: population(model, 2),
    },
    projections: [connect("input", "a", { weight: 3, delay: 0.5 })],
    trainable,
    tie,
  });

describe("freeCoordinates", () => {
  const net = make(["a.tau", "gate", "a.bias", "weight", "delay"]);
  const coordinates = freeCoordinates(net.layout);
  const parameters = net.initialParameters();
  const free = new Float64Array(coordinates.count);
  coordinates.fromNatural(parameters, free);

  it("have one number for each entry that is trained, in the order of the layout", () => {
    // a.tau, a.gate (2), a.bias, b.gate (shared), 2·2 weights, a delay.
    expect(coordinates.count).toBe(1 + 2 + 1 + 1 + 4 + 1);
    expect([0, 1, 2, 3, 4, 5, 8, 9].map(coordinates.nameOf)).toEqual([
      "a.tau[0]",
      "a.gate[0]",
      "a.gate[1]",
      "a.bias[0]",
      "b.gate[0]",
      "input→a.weight[0]",
      "input→a.weight[3]",
      "input→a.delay[0]",
    ]);
  });

  it("are logarithms of what is positive, logits of what is bounded, and other numbers themselves", () => {
    const wanted = [Math.log(4), Math.log(1 / 3), 0, 2, Math.log(1 / 3), 3, 3, 3, 3, 0.5];
    wanted.forEach((value, k) => {
      expect(free[k]).toBeCloseTo(value, 15);
    });
  });

  it("lead back, and to nothing that is not trained", () => {
    const back = parameters.copy();
    back.values.forEach((value, k) => {
      back.values[k] = value;
    });
    coordinates.toNatural(free, back);
    back.values.forEach((value, k) => {
      expect(Math.abs(value - parameters.values[k]!)).toBeLessThan(1e-15);
    });
    coordinates.toNatural(
      free.map((u) => u + 1),
      back,
    );
    expect(back.view("b.tau")).toEqual(parameters.view("b.tau"));
    expect(back.view("a.tau")[0]).toBeCloseTo(4 * Math.E, 12);
  });

  it("have the gradient dL/dp · dp/du", () => {
    const gradient = Float64Array.from({ length: net.layout.size }, (_, k) => 1 + k);
    const out = new Float64Array(coordinates.count);
    coordinates.chain(gradient, parameters, out);
    const of = (id: string, k = 0): number => gradient[net.layout.row(id).offset + k]!;
    const wanted = [
      4 * of("a.tau"),
      (0.25 - 0.25 ** 2) * of("a.gate"),
      0.25 * of("a.gate", 1),
      of("a.bias"),
      (0.25 - 0.25 ** 2) * of("b.gate"),
      ...[0, 1, 2, 3].map((k) => of("input→a.weight", k)),
      of("input→a.delay"),
    ];
    expect([...out]).toEqual(wanted);
  });

  it("come once for parameters that are tied", () => {
    const tied = make(["a.tau"], [["b.tau", "a.tau"]]);
    const own = freeCoordinates(tied.layout);
    expect([own.count, own.nameOf(0)]).toEqual([1, "b.tau[0]"]);
    const moved = tied.initialParameters();
    own.toNatural(Float64Array.of(0), moved);
    expect([moved.view("a.tau")[0], moved.view("b.tau")[0]]).toEqual([1, 1]);
  });

  it("do not exist at the end of a domain, nor where nothing is trained", () => {
    const atEnd = net.initialParameters();
    atEnd.view("a.tau")[0] = 0;
    expect(() => coordinates.fromNatural(atEnd, free)).toThrow(
      "fit: a.tau is 0, the end of its domain (positive)\n  Start a trained parameter inside its domain.",
    );
    expect(() => freeCoordinates(make([]).layout)).toThrow(OptionError);
    expect(() => freeCoordinates(make([]).layout)).toThrow(
      /nothing is trainable\n {2}Name parameters in network/,
    );
  });
});
