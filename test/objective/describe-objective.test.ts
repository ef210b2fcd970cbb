import { describe, expect, it } from "vitest";
import type { Described, Makers } from "../../src/described.ts";
import { descriptionOf, madeOf } from "../../src/described.ts";
import { OptionError, UnsupportedError } from "../../src/errors.ts";
import * as losses from "../../src/losses/index.ts";
import { lossKinds } from "../../src/losses/kinds.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { describeObjective } from "../../src/objective/describe-objective.ts";
import type { ObjectiveOptions } from "../../src/objective/objective.ts";
import { objectiveFromDescription } from "../../src/objective/objective-from-description.ts";
import { valueAndGradient } from "../../src/objective/value-and-gradient.ts";
import * as readouts from "../../src/readouts/index.ts";
import { readingKinds } from "../../src/readouts/kinds.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { fixedStep } from "../../src/solvers/fixed-step.ts";
import * as solvers from "../../src/solvers/index.ts";
import { controllerKinds, methodKinds } from "../../src/solvers/kinds.ts";
import { isMethod } from "../../src/solvers/method.ts";
import { pidController } from "../../src/solvers/pid-controller.ts";
import { euler } from "../../src/solvers/tableaus/euler.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import * as training from "../../src/train/index.ts";
import { metricKinds } from "../../src/train/metrics.ts";

const { crossEntropy, meanSquaredError, spikeTimeError } = losses;
const { firstSpikeTimes, maximum, spikeTimes, stateAtTimes } = readouts;

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const again = (objective: ObjectiveOptions): ObjectiveOptions =>
  objectiveFromDescription(throughJson(describeObjective(objective)));

const net = network({
  populations: { input: source(1), cell: population(lif, 3, { parameters: { bias: [0.5, 1.3, 2] } }) },
  projections: [connect("input", "cell", { weight: [2, 1, 0.5] })],
  trainable: ["cell.bias"],
});
const terms: ObjectiveOptions["terms"] = [
  {
    name: "times",
    readout: spikeTimes("cell", { count: 2 }),
    loss: spikeTimeError({ missing: 9 }),
    target: "t",
  },
  {
    readout: maximum("cell", "v"),
    loss: crossEntropy({ temperature: 0.3 }),
    weight: -0,
    target: "which.label",
  },
  {
    readout: stateAtTimes("cell", "v", [3, 8.1]),
    loss: losses.penaltyBelow({ bound: 0.2, of: "mean" }),
    weight: 0.1,
  },
];
const target = { t: 20, which: { label: 1 } };

describe("an objective through its description", () => {
  it.each<readonly [string, Omit<ObjectiveOptions, "terms">]>([
    ["by default", { until: 30 }],
    [
      "with tolerances and caps",
      { until: 30, rtol: 1e-5, atol: 1e-9, maxStep: 2, maxSteps: Infinity, maxRounds: 9 },
    ],
    ["with a method", { until: 30, method: tsitouras54 }],
    ["with a step size", { until: 30, method: euler, stepSize: 0.1 }],
    ["with a controller", { until: 30, controller: pidController({ method: tsitouras54, derivative: 0.1 }) }],
    ["with a controller of fixed steps", { until: 30, controller: fixedStep(0.25) }],
  ])("has the same description, and gives the same bits %s", (_, run) => {
    const objective = { terms, ...run };
    const other = again(objective);
    expect(describeObjective(other)).toEqual(describeObjective(objective));
    const [first, second] = [objective, other].map((one) => {
      const { value, terms, gradient } = valueAndGradient(net, one)(
        net.initialParameters(),
        { input: [[4]] },
        target,
      );
      return { value, terms, slopes: gradient.values, times: gradient.inputTimes };
    });
    expect(first!.slopes.some((slope) => slope !== 0)).toBe(true);
    expect(second).toEqual(first);
  });

  it("is plain data, with names for the numbers that JSON does not have", () => {
    expect(describeObjective({ terms: terms.slice(0, 2), until: 30, method: euler, stepSize: 0.1 })).toEqual({
      terms: [
        {
          name: "times",
          readout: { kind: "spikeTimes", population: "cell", count: 2, silentTime: { $number: "Infinity" } },
          loss: { kind: "spikeTimeError", missing: 9, extra: { $number: "Infinity" } },
          target: "t",
        },
        {
          readout: { kind: "maximum", population: "cell", state: "v" },
          loss: { kind: "crossEntropy", temperature: 0.3 },
          weight: { $number: "-0" },
          target: "which.label",
        },
      ],
      until: 30,
      method: "euler",
      stepSize: 0.1,
    });
  });

  it("leaves out who watches, and how kernels run", () => {
    const objective = { terms, until: 3, execution: "interpreter" as const, onProgress: () => {} };
    expect(describeObjective(objective)).toEqual(describeObjective({ terms, until: 3 }));
  });
});

describe("describeObjective refuses by name", () => {
  const loss = meanSquaredError();
  const readout = firstSpikeTimes("cell");
  const attempt =
    (term: object, more: object = {}) =>
    () =>
      describeObjective({ terms: [{ readout, loss, ...term }], until: 3, ...more });

  it.each<readonly [string, () => unknown, RegExp]>([
    [
      "a loss",
      attempt({ loss: { name: "mine", evaluate: () => 0 } }),
      /term 0: the loss mine .*\n.*tracedLoss/,
    ],
    [
      "a readout",
      attempt({ readout: { ...readout, name: "mine", description: undefined } }),
      /the readout mine/,
    ],
    [
      "a changed readout",
      attempt({ readout: { ...readout, read: () => [] } }),
      /the readout firstSpikeTimes/,
    ],
    ["a changed loss", attempt({ name: "a", loss: { ...loss, acceptsSilent: false } }), /term "a": the loss/],
    ["a choice that is code", attempt({ target: () => 1 }), /choice of the target .*\n.*target: "label"/],
    ["a controller", attempt({}, { controller: { ...fixedStep(1), propose: () => 1 } }), /controller/],
    ["a method", attempt({}, { method: { ...tsitouras54, name: "my method" } }), /the method my method/],
    [
      "a run to continue",
      attempt({}, { continueFrom: simulate(net, net.initialParameters(), { input: [[]] }, { until: 1 }) }),
      /a run that its runs continue/,
    ],
  ])("%s of the user's own", (_, run, message) => {
    expect(run).toThrow(UnsupportedError);
    expect(run).toThrow(message);
  });

  it("what is no objective", () => {
    expect(() => describeObjective({ terms: [], until: 3 })).toThrow(OptionError);
    expect(() => describeObjective(3 as never)).toThrow("describeObjective: the objective is 3");
  });
});

describe("objectiveFromDescription", () => {
  const description = describeObjective({ terms, until: 3 });
  const attempt = (more: object) => () => objectiveFromDescription({ ...description, ...more } as never);
  const term = (more: object) => attempt({ terms: [{ ...description.terms[0], ...more }] });

  it.each<readonly [string, () => unknown, RegExp]>([
    ["no object", () => objectiveFromDescription(3 as never), /it is 3/],
    ["no JSON", attempt({ until: 3n }), /it is no JSON/],
    ["unknown entries", attempt({ untill: 3 }), /unknown entry "untill"/],
    ["no end", attempt({ until: undefined }), /there is no "until"/],
    ["no terms", attempt({ terms: [] }), /there are no terms/],
    ["another method", attempt({ method: "constructor" }), /method: there is no method "constructor"/],
    ["an end that is a text", attempt({ until: "3" }), /until is "3"/],
    [
      "an object as it is",
      term({ loss: meanSquaredError() }),
      /terms\[0\]\.loss: the loss says no kind\n.*describeObjective/,
    ],
    ["another loss", term({ loss: { kind: "toString" } }), /terms\[0\]\.loss: there is no loss "toString"/],
    ["a loss that is none", term({ loss: 3 }), /terms\[0\]\.loss: the loss is 3/],
    ["options that a loss does not have", term({ loss: { kind: "crossEntropy", tau: 1 } }), /"tau"/],
    ["options where there are none", term({ loss: { kind: "meanSquaredError", tau: 1 } }), /no options/],
    ["a count", term({ readout: { kind: "spikeCounts", population: "cell" } }), /no readout "spikeCounts"/],
    [
      "a missing argument",
      term({ readout: { kind: "maximum", population: "cell" } }),
      /the state is undefined/,
    ],
    [
      "an argument that is not taken",
      term({ readout: { kind: "maximum", population: "cell", state: "v", count: 1 } }),
      /maximum: unknown option "count"/,
    ],
    ["a number of no meaning", term({ weight: { $number: "many" } }), /has no meaning/],
  ])("refuses %s", (_, run, message) => {
    expect(run).toThrow(message);
  });
});

/** Functions that make something, out of all that a folder exports. */
function makersIn(exported: object, isOne: (made: object) => boolean, tried: readonly unknown[][]): string[] {
  return Object.entries(exported)
    .filter(([, make]) => {
      if (typeof make !== "function") return false;
      return tried.some((given) => {
        try {
          const made = (make as (...given: unknown[]) => object)(...given);
          if (made instanceof Promise) made.catch(() => {});
          return isOne(made);
        } catch {
          return false;
        }
      });
    })
    .map(([name]) => name);
}

describe("everything that the library exports can be described:", () => {
  const options: unknown[][] = [[], ["cell"], ["cell", "v"], ["cell", { count: 2 }], ["cell", "v", [1, 2]]];
  const tried = [
    ...options,
    ["cell", [1, 2], { tau: 5 }],
    [{ formula: "value^2" }],
    [{ stepSize: 1 }],
    [{ embeddedOrder: 4 }],
  ];
  const has = (name: string) => (made: object) => typeof made === "object" && made !== null && name in made;

  it.each<readonly [string, object, (made: object) => boolean, Makers<{ description?: Described }>]>([
    ["readouts", readouts, has("read"), readingKinds],
    ["losses", losses, has("evaluate"), lossKinds],
    ["metrics", training, has("measure"), metricKinds],
  ])("%s", (_, exported, isOne, kinds) => {
    const names = Object.entries(exported).filter(([, value]) => typeof value === "function");
    const known = makersIn(exported, isOne, tried);
    if (exported !== training) expect(known.toSorted()).toEqual(names.map(([name]) => name).toSorted());
    expect(Object.keys(kinds).toSorted()).toEqual(known.toSorted());
    for (const name of known) {
      const make = kinds[name] as (...given: unknown[]) => { description?: Described };
      for (const given of tried) {
        let made: { description?: Described };
        try {
          made = make(...given);
        } catch {
          continue;
        }
        const description = descriptionOf(made, kinds);
        expect(description?.kind, name).toBe(name);
        expect(madeOf("test", "part", description, kinds).description).toEqual(description);
      }
    }
  });

  it("methods and controllers", () => {
    const methods = Object.entries(solvers).filter(([, value]) => isMethod(value));
    expect(new Set(Object.values(methodKinds))).toEqual(new Set(methods.map(([, method]) => method)));
    for (const [name, method] of Object.entries(methodKinds)) expect(method.name).toBe(name);
    for (const one of [fixedStep(0.3), pidController({ embeddedOrder: 4, firstStepSize: 2 })]) {
      const description = descriptionOf(one, controllerKinds);
      expect(madeOf("test", "controller", description, controllerKinds).description).toEqual(one.description);
    }
  });
});
