import { describe, expect, it } from "vitest";
import { ModelError, OptionError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { type ParameterDeclaration, parameterLayout } from "../../src/network/parameter-layout.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { taken } from "./nonsense.ts";

const declared = (id: string, more: Partial<ParameterDeclaration> = {}): ParameterDeclaration => {
  const [owner, name] = id.split(".") as [string, string];
  return { owner, name, kind: "neuron", shape: [], unit: "ms", domain: "positive", value: 1, ...more };
};

const weight = declared("a→b.weight", { kind: "weight", shape: [2, 3], unit: "", domain: "free" });
const delay = declared("a→b.delay", { kind: "delay", domain: "nonnegative" });

describe("parameterLayout", () => {
  it("gives every row its slice, one after the other", () => {
    const layout = parameterLayout([declared("a.tau", { shape: [4] }), weight, delay], [], []);
    expect(layout.rows.map(({ id, offset, length }) => [id, offset, length])).toEqual([
      ["a.tau", 0, 4],
      ["a→b.weight", 4, 6],
      ["a→b.delay", 10, 1],
    ]);
    expect(layout.size).toBe(11);
    expect(layout.row("a→b.weight")).toBe(layout.rows[1]);
    expect(Object.isFrozen(layout.rows[0])).toBe(true);
  });

  it("trains by full name, plain name and kind", () => {
    const rows = [declared("a.tau"), declared("b.tau"), weight, delay];
    const trained = (names: readonly string[]): string[] =>
      parameterLayout(rows, [], names)
        .rows.filter((row) => row.trainable)
        .map((row) => row.id);
    expect(trained([])).toEqual([]);
    expect(trained(["b.tau"])).toEqual(["b.tau"]);
    expect(trained(["tau"])).toEqual(["a.tau", "b.tau"]);
    expect(trained(["weight", "delay"])).toEqual(["a→b.weight", "a→b.delay"]);
  });

  it("channels of other names are weights too, and there may be none of a kind", () => {
    const channel = declared("a→b.gExc", { kind: "weight", shape: [1, 1], domain: "free" });
    expect(parameterLayout([channel], [], ["weight", "delay"]).rows[0]!.trainable).toBe(true);
  });

  it("rows that are tied share a slice, the value and the place of the first, and are trained together", () => {
    const rows = [declared("a.tau"), declared("b.tau", { value: 2 }), declared("c.tau"), delay];
    const { rows: made, size } = parameterLayout(rows, [["b.tau", "a.tau"]], ["a.tau"]);
    expect(made.map(({ offset, slice, trainable }) => [offset, slice, trainable])).toEqual([
      [0, "b.tau", true],
      [0, "b.tau", true],
      [1, "c.tau", false],
      [2, "a→b.delay", false],
    ]);
    expect(size).toBe(3);
  });

  it("ties of ties share one slice", () => {
    const rows = ["a.tau", "b.tau", "c.tau"].map((id) => declared(id));
    for (const ties of [
      [
        ["a.tau", "b.tau"],
        ["b.tau", "c.tau"],
      ],
      [["a.tau", "b.tau", "c.tau"]],
    ]) {
      const layout = parameterLayout(rows, ties, []);
      expect(layout.size).toBe(1);
      expect(layout.rows.map(({ slice }) => slice)).toEqual(["a.tau", "a.tau", "a.tau"]);
    }
  });

  it("does not lose a row whose tie's first is tied to another later", () => {
    const rows = ["a.tau", "b.tau", "c.tau"].map((id) => declared(id));
    const ties = [
      ["a.tau", "b.tau"],
      ["c.tau", "a.tau"],
    ];
    expect(() => parameterLayout(rows, ties, [])).toThrow('network: "a.tau" is in two ties\n  Name it once.');
  });

  it("refuses two parameters of one name instead of laying one over the other", () => {
    expect(() => parameterLayout([declared("a.tau"), declared("a.tau", { shape: [3] })], [], [])).toThrow(
      ModelError,
    );
  });

  it("refuses ties of different shape, unit or domain, with both", () => {
    const rows = [declared("a.tau"), declared("b.tau", { shape: [2] }), declared("c.v", { unit: "mV" })];
    expect(() => parameterLayout(rows, [["a.tau", "b.tau"]], [])).toThrow(
      'network: "a.tau" (shape [], unit "ms", domain "positive") and "b.tau" (shape [2], unit "ms", domain "positive") cannot be tied',
    );
    expect(() => parameterLayout(rows, [["a.tau", "c.v"]], [])).toThrow(OptionError);
  });

  it("refuses unknown names and names the nearest", () => {
    const rows = [declared("hidden.tauMem"), delay];
    const message =
      'there is no parameter "hidden.tauMen"\n  Did you mean "hidden.tauMem"? Known here: hidden.tauMem, a→b.delay.';
    expect(() => parameterLayout(rows, [], ["hidden.tauMen"])).toThrow(message);
    expect(() => parameterLayout(rows, [["hidden.tauMen"]], [])).toThrow(message);
    expect(() => parameterLayout(rows, [], []).row("hidden.tauMen")).toThrow(message);
  });

  it("says when an initial state is a parameter", () => {
    expect(() => parameterLayout([declared("hidden.tauMem")], [], ["hidden.initial.v"])).toThrow(
      "A state has it if its population gives a number to start from: population(…, { initial: { v: … } }).",
    );
  });

  it("refuses a text where a list of names is wanted, which has characters", () => {
    const rows = [declared("a.bias"), declared("b.bias")];
    expect(() => parameterLayout(rows, [], "a.bias" as never)).toThrow(
      new OptionError(
        "network",
        'trainable is "a.bias"',
        'Give a list of names such as ["weight", "hidden.bias"].',
      ),
    );
    expect(() => parameterLayout(rows, ["a.bias", "b.bias"] as never, [])).toThrow(
      'network: tie is no list of lists of names\n  Give a list of lists of names such as [["a.bias", "b.bias"]].',
    );
    expect(taken((trainable) => parameterLayout(rows, [], trainable))).toEqual(["an empty array"]);
    expect(taken((name) => parameterLayout(rows, [], [name]))).toEqual([]);
    expect(taken((ties) => parameterLayout(rows, ties, []))).toEqual(["an empty array"]);
    expect(taken((group) => parameterLayout(rows, [group], []))).toEqual(["an empty array"]);
    expect(taken((id) => parameterLayout(rows, [["a.bias", id]], []))).toEqual([]);
    expect(taken((id) => parameterLayout(rows, [], []).row(id))).toEqual([]);
  });
});

describe("an arrow typed with two keys", () => {
  const net = network({
    populations: { input: source(2), hidden: population(lif, 2), output: population(lif, 1) },
    projections: [
      connect("input", "hidden", { weight: 1 }),
      connect("hidden", "output", { weight: 2 }),
      connect("input", "output", { weight: 3, name: "skip->all" }),
    ],
    trainable: ["input->hidden.weight", "skip->all.delay"],
    tie: [["input->hidden.delay", "hidden->output.delay"]],
  });

  it("names what the arrow names", () => {
    expect(net.layout.row("hidden->output.weight")).toBe(net.layout.row("hidden→output.weight"));
    expect(net.layout.row("hidden->output.delay").slice).toBe("input→hidden.delay");
    const parameters = net.initialParameters();
    parameters.set("hidden->output.weight", 5);
    expect([...parameters.view("hidden→output.weight")]).toEqual([5, 5]);
    const trained = net.layout.rows.filter(({ trainable }) => trainable).map(({ id }) => id);
    expect(trained).toEqual(["input→hidden.weight", "skip->all.delay"]);
  });

  it("may be part of a name, and a wrong name is shown as it was typed", () => {
    expect([...net.initialParameters().view("skip->all.weight")]).toEqual([3, 3]);
    expect(() => net.layout.row("input->hiden.weight")).toThrow(
      'there is no parameter "input->hiden.weight"\n  Did you mean "input→hidden.weight"?',
    );
  });
});
