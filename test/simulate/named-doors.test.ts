/** Messages about what drives a run and what is read of it name the function that was called, and say what was given. */
import { describe, expect, it } from "vitest";
import {
  connect,
  firstSpikeTimes,
  fit,
  type Input,
  lif,
  meanSquaredError,
  network,
  population,
  predict,
  simulate,
  simulateBatch,
  source,
  valueAndGradient,
} from "../../src/index.ts";

const net = network({
  populations: { input: source(1), cell: population(lif, 1) },
  projections: [connect("input", "cell", { weight: 8 })],
});
const parameters = net.initialParameters();
const [good, until] = [{ input: [[1]] }, 5] as const;
const readout = firstSpikeTimes("cell");
const objective = { terms: [{ readout, loss: meanSquaredError() }], until };
const lossOf = valueAndGradient(net, objective);
const data = (inputs: Input[]) => ({ inputs, targets: inputs.map(() => 3) });
const run = simulate(net, parameters, good, { until, samples: [{ population: "cell", times: [1] }] });

describe("a door", () => {
  it.each<[string, (wrong: never) => unknown]>([
    ["simulate: input", (wrong) => simulate(net, parameters, wrong, { until })],
    ["simulateBatch: inputs[1]", (wrong) => simulateBatch(net, parameters, [good, wrong], { until })],
    ["predict: inputs[1]", (wrong) => predict(net, parameters, [good, wrong], { readout, until })],
    ["valueAndGradient: input", (wrong) => lossOf(parameters, wrong, 3)],
    ["valueAndGradient: inputs[1]", (wrong) => lossOf(parameters, [good, wrong], [3, 3])],
    ["fit: data.inputs[1]", (wrong) => fit(net, { objective, data: data([good, wrong]), epochs: 1 })],
    [
      "fit: validation.inputs[1]",
      (wrong) => fit(net, { objective, data: data([good]), validation: data([good, wrong]), epochs: 1 }),
    ],
  ])("called %s", (where, call) => {
    for (const [wrong, told] of [
      [null, "null"],
      [Symbol("x"), "Symbol(x)"],
      [() => 1, "a function"],
      [new Map(), "an object"],
    ] as const) {
      expect(() => call(wrong as never)).toThrow(`${where}: it is ${told}\n  Give an object with input.`);
    }
    expect(() => call({} as never)).toThrow(`${where}: no spike times for source "input"`);
  });

  it("refuses a hole among the runs of a batch, which had no run", () => {
    const holes = Object.assign(new Array<Input>(2), { 0: good });
    expect(() => simulateBatch(net, parameters, holes, { until })).toThrow(
      "simulateBatch: inputs[1] is missing",
    );
  });

  it("names the option with an unknown population", () => {
    const samples = [{ population: "cel", times: [1] }];
    const call = (more: object) => () => simulate(net, parameters, good, { until, ...more });
    const hint = 'there is no population "cel"\n  Did you mean "cell"?';
    expect(call({ samples })).toThrow(`simulate: samples: ${hint}`);
    expect(call({ stopAfterSpikes: { cel: 1 } })).toThrow(`simulate: stopAfterSpikes: ${hint}`);
  });

  it("shows what was not sampled", () => {
    expect(() => run.samples(Symbol("c") as never)).toThrow(
      'samples: Symbol(c) was not sampled (side "after")',
    );
    expect(() => run.samples({} as never)).toThrow("samples: an object was not sampled");
  });

  it("traces the shortest run that there is", () => {
    const short = simulate(net, parameters, good, { until: 5e-324 });
    expect([...short.trace("cell", 0, "v").times]).toEqual([0, 5e-324]);
  });
});
