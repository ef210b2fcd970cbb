import { describe, expect, it } from "vitest";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { predict } from "../../src/objective/predict.ts";
import { firstSpikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";
import type { Input } from "../../src/simulate/given/input.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const net = network({
  populations: { input: source(3), hidden: population(lif, 8), output: population(lif, 2) },
  projections: [
    connect("input", "hidden", { weight: normal(4, 2) }),
    connect("hidden", "output", { weight: normal(2, 0.5) }),
  ],
});
const parameters = net.initialParameters({ seed: 3 });
const inputs = Array.from({ length: 12 }, (_, k): Input => ({ input: [[k], [2 * k], [11 - k]] }));

describe("predict", () => {
  it("gives the bits of a whole run that is read, for every input", () => {
    const readout = firstSpikeTimes("output", { silentTime: "until" });
    const wanted = inputs.map((input) => readout.read(simulate(net, parameters, input, { until: 40 })));
    expect(predict(net, parameters, inputs, { readout, until: 40 })).toEqual(wanted);
    expect(new Set(wanted.map(String)).size).toBeGreaterThan(4);
  });

  it("samples what the readout reads, and takes what yields inputs", () => {
    const readout = stateAtTimes("output", "v", [3, 20]);
    const values = predict(net, parameters, inputs.values(), { readout, until: 40, rtol: 1e-8 });
    expect(values.map(({ length }) => length)).toEqual(inputs.map(() => 4));
    const listed = { length: inputs.length, at: (k: number) => inputs[k] };
    expect(predict(net, parameters, listed, { readout, until: 40, rtol: 1e-8 })).toEqual(values);
    expect(JSON.parse(JSON.stringify(values))).toEqual(values.map((list) => [...list]));
  });

  it("answers what is wrong", () => {
    const readout = firstSpikeTimes("output");
    const wrong: [() => unknown, string][] = [
      [
        () => predict(net, parameters, inputs, undefined as never),
        "predict: the options are missing\n  Give an object with readout, until,",
      ],
      [
        () => predict(net, parameters, inputs, { until: 1 } as never),
        "predict: readout is undefined\n  Give one such as firstSpikeTimes(",
      ],
      [
        () => predict(net, parameters, inputs, { readout, until: 1, redout: 1 } as never),
        'predict: unknown option "redout"\n  Did you mean "readout"? Known here: readout, until,',
      ],
      [() => predict(net, parameters, inputs, { readout } as never), "until is undefined"],
      [
        () => predict(net, parameters, inputs, { readout, until: 1, samples: [] } as never),
        "samples is no option",
      ],
      [() => predict(net, parameters, inputs[0] as never, { readout, until: 1 }), "inputs is an object"],
      [() => predict(net, {} as never, inputs, { readout, until: 1 }), "are no parameters"],
      [
        () => predict(net, parameters, inputs, { readout: firstSpikeTimes("out"), until: 1 }),
        'predict: firstSpikeTimes("out"): there is no population "out"',
      ],
    ];
    for (const [call, message] of wrong) expect(call).toThrow(message);
  });
});
