import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { meanSquaredError } from "../../src/losses/mean-squared-error.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { type ObjectiveOptions, objectiveOf } from "../../src/objective/objective.ts";
import { firstSpikeTimes, spikeTimes } from "../../src/readouts/spike-times.ts";
import { stateAtTimes } from "../../src/readouts/state-at-times.ts";

const net = network({ populations: { a: population(lif, 1), b: population(lif, 1) } });
const loss = meanSquaredError();
const until = 10;

describe("objectiveOf", () => {
  it("asks of a run what the readouts need, and nothing else", () => {
    const { settings } = objectiveOf(net, {
      until,
      rtol: 1e-8,
      terms: [
        { readout: firstSpikeTimes("a"), loss },
        { readout: spikeTimes("a", { count: 3 }), loss },
        { readout: firstSpikeTimes("b"), loss },
        { readout: stateAtTimes("b", "v", [1, 2], { side: "before" }), loss },
      ],
    });
    expect(settings.stopAfterSpikes).toEqual({ a: 3, b: 1 });
    expect(settings.samples).toEqual([{ population: "b", times: [1, 2], side: "before" }]);
    expect(settings.rtol).toBe(1e-8);
  });

  it("names terms by what they are made of, and weighs them by 1", () => {
    const { terms, targets } = objectiveOf(net, { until, terms: [{ readout: firstSpikeTimes("a"), loss }] });
    expect(terms.map(({ name, weight }) => [name, weight])).toEqual([
      ['firstSpikeTimes("a"), meanSquaredError', 1],
    ]);
    expect(targets[0]!(42)).toBe(42);
  });

  const term = { readout: firstSpikeTimes("a"), loss };
  it.each<[string, Partial<ObjectiveOptions>, RegExp]>([
    [
      "no terms",
      { terms: [] },
      /^valueAndGradient: there are no terms\n {2}Give terms: \[\{ readout, loss \}\]/,
    ],
    [
      "a readout outside of the terms",
      { terms: undefined, ...term } as never,
      /^valueAndGradient: unknown option "readout"\n {2}It belongs into a term: terms: \[\{ readout, loss \}\]\./,
    ],
    ["a misspelt option", { term: [term] } as never, /unknown option "term"\n {2}Did you mean "terms"\?/],
    ["no list of terms", { terms: term as never }, /there are no terms/],
    ["a weight that is NaN", { terms: [{ ...term, weight: Number.NaN }] }, /terms\[0\]: weight is NaN/],
    [
      "two terms of one name",
      { terms: [term, term] },
      /two terms are called "firstSpikeTimes\("a"\), meanSquaredError"\n {2}Give them names/,
    ],
    [
      "a population that is not there",
      { terms: [{ readout: firstSpikeTimes("c"), loss }] },
      /there is no population "c"/,
    ],
    [
      "a time after the end",
      { terms: [{ readout: stateAtTimes("a", "v", [11]), loss }] },
      /a sample time of "a" is 11/,
    ],
    [
      "an unknown option",
      { terms: [term], untill: 3 } as never,
      /unknown option "untill"\n {2}Did you mean "until"/,
    ],
  ])("answers %s clearly", (_, options, message) => {
    const attempt = (): unknown => objectiveOf(net, { until, terms: [], ...options });
    expect(attempt).toThrow(OptionError);
    expect(attempt).toThrow(message);
  });

  it("says the name of the function that was called", () => {
    expect(() => objectiveOf(net, { until, terms: [] }, "fit")).toThrow(/^fit: there are no terms/);
  });

  it("refuses a misspelt option of a term, and a term without a loss", () => {
    const attempt = (wrong: object) => () => objectiveOf(net, { until, terms: [wrong as never] });
    expect(attempt({ ...term, wieght: 2 })).toThrow(
      'valueAndGradient: terms[0]: unknown option "wieght"\n  Did you mean "weight"?',
    );
    expect(attempt({ readout: term.readout })).toThrow(/terms\[0\]: loss is undefined\n {2}Give one such as/);
  });

  it("refuses options of a run that follow from its readouts, which were ignored", () => {
    for (const name of ["samples", "stopAfterSpikes", "endEarly", "throwOnFailure"]) {
      expect(() => objectiveOf(net, { until, terms: [term], [name]: false } as never)).toThrow(
        `${name} is no option of an objective`,
      );
    }
    expect(() => objectiveOf(net, undefined as never)).toThrow(OptionError);
  });
});

describe("objectiveOf looks at the terms before a run:", () => {
  const attempt = (more: object) => () =>
    objectiveOf(net, { until, terms: [{ readout: firstSpikeTimes("a"), loss, ...more }] });

  it("a target that is no name and no function", () => {
    expect(attempt({ target: 5 })).toThrow(OptionError);
    expect(attempt({ target: 5 })).toThrow(
      "valueAndGradient: terms[0]: target is 5\n  Give the name of an entry of the sample's target",
    );
  });

  it("a name that is no text, a weight that is one", () => {
    expect(attempt({ name: 5 })).toThrow(/terms\[0\]: name is 5/);
    expect(attempt({ weight: "1" })).toThrow(/terms\[0\]: weight is "1"/);
  });

  it("a state that the population has not", () => {
    const readout = stateAtTimes("a", "vv", [1]);
    expect(attempt({ readout })).toThrow(OptionError);
    expect(attempt({ readout })).toThrow(
      'valueAndGradient: stateAtTimes("a", "vv"): there is no state "vv"\n  Known here: v, i.',
    );
  });

  it("an unknown option, naming those that there are", () => {
    const options = { until, terms: [{ readout: firstSpikeTimes("a"), loss }], trems: [] };
    expect(() => objectiveOf(net, options)).toThrow(/unknown option "trems"\n.*Did you mean "terms"/);
    expect(() => objectiveOf(net, options)).not.toThrow("stopAfterSpikes");
  });
});
