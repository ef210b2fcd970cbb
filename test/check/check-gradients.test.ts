import { describe, expect, it } from "vitest";
import {
  allSpikeTimes,
  checkGradients,
  connect,
  defineNeuron,
  eif,
  firstSpikeCrossEntropy,
  firstSpikeTimes,
  type GradientCheck,
  izhikevich,
  type Loss,
  leakyIntegrator,
  lif,
  maximum,
  meanSquaredError,
  network,
  normal,
  OptionError,
  population,
  source,
  stateAtTimes,
  uniform,
  vanRossumDistance,
} from "../../src/index.ts";
import { euler } from "../../src/solvers/index.ts";
import { checkDraw } from "../support/neuron-draws/campaign.ts";

const net = network({
  populations: { input: source(5), hidden: population(lif, 20), output: population(lif, 3) },
  projections: [
    connect("input", "hidden", { weight: normal(6, 2), delay: 0.5 }),
    connect("hidden", "output", { weight: normal(2, 0.5), delay: 1 }),
  ],
});
const parameters = net.initialParameters({ seed: 1 });
const input = { input: [[0], [2], [4], [6], [8]] };
const objective = {
  until: 40,
  terms: [{ readout: firstSpikeTimes("output", { silentTime: "until" }), loss: firstSpikeCrossEntropy() }],
};

describe("checkGradients", () => {
  it("finds agreement in a network of three layers, and prints one aligned line per group", () => {
    const check = checkGradients(net, objective, parameters, input, 1, { entries: 4, seed: 2 });
    expect(check.agrees).toBe(true);
    const lines = String(check).split("\n");
    expect(lines[0]).toMatch(
      /^gradient with respect to +entries +largest +adjoint–tangent +adjoint–differences +differences' error +adjoint–runs +explained +verdict$/,
    );
    expect(String(check)).toMatch(/input→hidden\.weight +4 of 100 +\d\.\de[+-]\d+ .* agrees\n/);
    expect(String(check)).toMatch(
      /\nentries of large groups drawn with seed 2\nruns: up to 4 entries of each group/,
    );
    expect(
      new Set(lines.slice(0, check.groups.length + 1).map((line) => line.search(/agrees|verdict/))).size,
    ).toBe(1);
    const weights = check.groups.find(({ name }) => name === "input→hidden.weight")!;
    expect(weights.largest).toBeGreaterThan(0);
    expect(weights.tangentDifference).toBeLessThan(1e-10);
    expect(weights.replayDifference).toBeLessThan(1e-6);
    // The run is over when all outputs have spiked; hidden neurons would go on, and what they do then is not looked at.
    expect(weights.runs).toMatchObject({ checked: 4, discarded: 0, why: "", agrees: true });
    expect(weights.runs!.difference).toBeLessThan(weights.runs!.explained);
    // LIF neurons are solved without an error: only that of the differences is left.
    expect(weights.runs!.explained).toBeLessThan(1e-5);
  });

  it("is reproducible, and another seed draws other entries", () => {
    const draw = (seed: number) => checkGradients(net, objective, parameters, input, 1, { entries: 2, seed });
    expect(draw(3).groups).toEqual(draw(3).groups);
    expect(draw(3).groups).not.toEqual(draw(4).groups);
  });

  it("checks objectives of states and of several terms, at parameters that it leaves alone", () => {
    const small = network({
      populations: { input: source(1), cell: population(lif, 1), out: population(leakyIntegrator, 2) },
      projections: [connect("input", "cell", { weight: 9 }), connect("cell", "out", { weight: [[1, -2]] })],
    });
    const own = small.initialParameters();
    const before = own.values.slice();
    const check = checkGradients(
      small,
      {
        until: 20,
        terms: [
          { readout: stateAtTimes("out", "v", [10, 15]), loss: meanSquaredError() },
          { readout: firstSpikeTimes("cell"), loss: meanSquaredError(), weight: 0.1, target: () => 5 },
        ],
      },
      own,
      { input: [[1, 6]] },
      0.5,
    );
    expect(
      check.groups.map(({ name, verdict }) => `${name}: ${verdict}`).filter((text) => !/agrees$/.test(text)),
    ).toEqual([]);
    expect(check.groups.find(({ name }) => name === "cell→out.delay")!.largest).toBeGreaterThan(0);
    expect(own.values).toEqual(before);
  });

  it("says what is wrong with its arguments", () => {
    const check =
      (options: object, given: unknown = input) =>
      () =>
        checkGradients(net, objective, parameters, given as typeof input, 1, options);
    expect(check({ entrys: 3 })).toThrow(/unknown option "entrys"\n {2}Did you mean "entries"\?/);
    expect(check(null as never)).toThrow(/^checkGradients: it is given null/);
    expect(check({ entries: 0 })).toThrow(/checkGradients: entries is 0/);
    expect(check({}, [input])).toThrow(/checkGradients: the input is a batch/);
    const silent = {
      ...objective,
      terms: [{ readout: firstSpikeTimes("output"), loss: firstSpikeCrossEntropy() }],
    };
    expect(() => checkGradients(net, silent, parameters, { input: [[], [], [], [], []] }, 1)).toThrow(
      /the objective is Infinity.*\n.*silentTime/,
    );
    const other = network({ populations: { cell: population(lif, 1) } });
    expect(() => checkGradients(net, objective, other.initialParameters(), input, 1)).toThrow(OptionError);
  });
});

describe("checkGradients at its doors", () => {
  const cell = (dynamics: string) =>
    network({
      populations: {
        cell: population(
          defineNeuron({ name: "n", parameters: { drive: 2 }, state: { v: { initial: 2 } }, dynamics }),
          1,
        ),
      },
    });
  const terms = [{ readout: stateAtTimes("cell", "v", [3]), loss: meanSquaredError() }];
  const check = (dynamics: string, target: unknown = 0, more = {}) => {
    const own = cell(dynamics);
    return checkGradients(own, { until: 3, terms }, own.initialParameters(), {}, target, more);
  };

  it("discards replays that blow up, which losses would refuse", () => {
    const wild = network({
      populations: { input: source(1), cell: population(izhikevich, 1) },
      projections: [connect("input", "cell", { weight: 150 })],
    });
    const check = checkGradients(
      wild,
      {
        terms: [{ readout: stateAtTimes("cell", "v", [21.5]), loss: meanSquaredError() }],
        until: 40,
        rtol: 1e-7,
        atol: 1e-7,
      },
      wild.initialParameters(),
      { input: [[7, 9, 11, 13]] },
      0,
    );
    // The upstroke amplifies what one changes by some 1e5: differences say nothing, the two derivatives agree.
    for (const { name, verdict } of check.groups) expect([name, verdict]).not.toContain("disagrees");
  });

  it("names a kink, where differences from both sides give the mean of two derivatives", () => {
    // Parameters are compared where they stand: such a kink is no switch that the run could cross.
    const found = check("dv/dt = max(drive, 2) - v");
    expect(found.agrees).toBe(false);
    expect(found.groups.map(({ kinks }) => kinks)).toEqual([1, 0]);
    expect(String(found)).toMatch(/\n1 entry is at a kink: the one-sided derivatives differ there/);
    const smooth = check("dv/dt = drive - v");
    expect(smooth.groups.map(({ kinks }) => kinks)).toEqual([0, 0]);
    expect(String(smooth)).not.toMatch(/kink/);
  });

  it("refuses no target, a seed that is none, and parameters outside their domains", () => {
    expect(() => check("dv/dt = drive - v", null)).toThrow(/^meanSquaredError: the target is null/);
    expect(() => check("dv/dt = drive - v", 0, { seed: {} })).toThrow(
      /^checkGradients: the seed is an object/,
    );
    const own = cell("dv/dt = drive - v");
    const wrong = own.initialParameters();
    wrong.view("cell.drive")[0] = Number.NaN;
    expect(() => checkGradients(own, { until: 3, terms }, wrong, {}, 0)).toThrow(
      /^checkGradients: .*cell\.drive.* is NaN\n {2}Give a finite number/,
    );
  });
});

describe("checkGradients of a loss of one's own", () => {
  const own = network({
    populations: { input: source(3), cell: population(lif, 2) },
    projections: [connect("input", "cell", { weight: 5, delay: 1 })],
  });
  const given = { input: [[2], [3], [4]] };
  /** Σ (t − target)², with what `computed` makes of it, and its gradient times a factor. */
  const verdicts = (computed: (value: number) => number, factor: number) => {
    const loss: Loss<readonly number[]> = {
      name: "mine",
      acceptsSilent: false,
      target: "numbers",
      evaluate: (values, target) => {
        const off = Float64Array.from(values, (time, k) => time - target[k]!);
        const value = computed(off.reduce((sum, x) => sum + x * x, 0));
        return { value, gradient: off.map((x) => 2 * factor * x) };
      },
    };
    const terms = [{ readout: firstSpikeTimes("cell"), loss }];
    return checkGradients(own, { terms, until: 40 }, own.initialParameters(), given, [6, 7]);
  };
  const disagreeing = ({ groups }: GradientCheck): number =>
    groups.filter(({ verdict }) => verdict === "disagrees").length;

  it.each<[string, (value: number) => number]>([
    // 1e9 in double precision has 1e-7, and a float of this size 1e-7, too.
    ["beside a large constant", (value) => value + 1e9],
    ["in single precision", Math.fround],
  ])("%s, knows a right gradient from one that is a percent off", (_, computed) => {
    const right = verdicts(computed, 1);
    expect(right.agrees).toBe(true);
    expect(right.undecided).toEqual([]);
    expect(right.groups.map(({ verdict }) => verdict)).not.toContain("disagrees");
    const wrong = verdicts(computed, 1.01);
    expect(wrong.agrees).toBe(false);
    expect(disagreeing(wrong)).toBe(wrong.groups.length);
  });

  it("says that it cannot tell, and does not agree, where noise drowns all", () => {
    // A double of this size has steps of 2.
    const drowned = verdicts((value) => value + 1e16, 1);
    expect(drowned.agrees).toBe(false);
    expect(drowned.undecided).toEqual(drowned.groups.map(({ name }) => name));
    expect(drowned.groups[0]!.why).toMatch(/^differences may be off by more than a hundredth/);
    expect(String(drowned)).toMatch(/\n9 of 9 groups undecided: .*\n.*rtol and atol of 1e-10$/);
  });

  it("says of a spike in a blow-up why there are no replays, and lets independent runs decide", () => {
    const exponential = (top: string) =>
      defineNeuron({
        name: "exponential",
        state: { v: { unit: "mV", initial: -70, scale: 10 } },
        parameters: { drive: { unit: "pA", default: 420 } },
        dynamics: "dv/dt = (-11 nS * (v + 70 mV) + 22 pA * exp((v + 50 mV) / 2 mV) + drive) / 200 pF",
        spike: { when: `v > ${top}`, reset: { v: -58 } },
      });
    const checked = (top: string) => {
      const cells = network({ populations: { c: population(exponential(top), 1) } });
      const options = { terms: [{ readout: firstSpikeTimes("c"), loss: meanSquaredError() }], until: 60 };
      const fine = { rtol: 1e-9, atol: 1e-9 };
      return checkGradients(cells, { ...options, ...fine }, cells.initialParameters(), {}, [19]);
    };
    // dv/dt at 20 mV is 22 pA e³⁵ / 200 pF = 1.7e14 mV/ms: 1 ulp of the time of the spike is 0.6 mV of it.
    const late = checked("20 mV");
    const drive = late.groups.find(({ name }) => name === "c.drive")!;
    expect(drive).toMatchObject({ discarded: 1, verdict: "agrees" });
    expect(drive.why).toMatch(
      /^"spike" of neuron 0 of "c" at t = [\d.]+ comes in a step of \de-1\d ms, out of which every change moves it: lower its condition/,
    );
    expect(drive.runs!.explained).toBeLessThan(1e-2);
    expect(late.agrees).toBe(true);
    expect(checked("-40 mV").groups.every(({ discarded, why }) => discarded === 0 && why === "")).toBe(true);
  });
});

describe("differences of independent runs", () => {
  const counter = defineNeuron({
    name: "counter",
    state: { v: {}, w: { initial: 1 } },
    parameters: { tau: { default: 5, domain: "positive" } },
    dynamics: "dv/dt = 0\n dw/dt = -w / tau",
    spike: { when: "v - 1", reset: { v: 0, w: "w + 0.5" } },
    input: { v: "v + weight" },
  });
  const counting = network({
    populations: { input: source(1), cell: population(counter, 1) },
    projections: [connect("input", "cell", { weight: 1 })],
  });
  const read = (check: object, more = {}) =>
    checkGradients(
      counting,
      {
        terms: [{ readout: stateAtTimes("cell", "w", [3]), loss: meanSquaredError() }],
        until: 3,
        ...more,
      },
      counting.initialParameters(),
      { input: [[0, 2]] },
      0,
      check,
    );

  it("are discarded where a change takes an event away or leaves a domain, which is said", () => {
    // The weight is exactly that at which an arrival makes a spike.
    const check = read({});
    const runsOf = (name: string) => check.groups.find((group) => group.name === name)!.runs!;
    expect(check.agrees).toBe(true);
    expect(runsOf("input→cell.weight")).toMatchObject({ checked: 1, discarded: 1, agrees: true });
    expect(runsOf("input→cell.weight").why).toMatch(
      /^neuron 0 of "cell" has another number of events, 1 for 2$/,
    );
    expect(runsOf("input→cell.delay").why).toBe("it is at the edge of its domain");
    expect(runsOf("input (times)")).toMatchObject({ checked: 2, discarded: 1 });
    // w(3) = e^(−3/τ) + (e^(−3/τ) + e^(−1/τ)) / 2; dw/dτ by hand, and L = w².
    const [three, one] = [Math.exp(-3 / 5), Math.exp(-1 / 5)];
    const slope = 2 * (1.5 * three + 0.5 * one) * ((1.5 * three * 3 + 0.5 * one) / 25);
    expect(check.groups.find(({ name }) => name === "cell.tau")!.largest).toBeCloseTo(slope, 10);
    expect(runsOf("cell.tau").difference).toBeLessThan(1e-8);
    expect(String(check)).toMatch(
      /\n {2}input→cell\.weight: 1 of 1 discarded: neuron 0 of "cell" has another number of events, 1 for 2\n/,
    );
    expect(String(check)).toMatch(/input→cell\.weight .* – +– +agrees\n/);
  });

  it("decide where replays that find their spikes in an upstroke are all that disagrees", () => {
    const found = checkDraw("adex + conductances", 1, 77);
    if (typeof found === "string") throw new Error(found);
    const group = found.check.groups.find(({ name }) => name === "input→input.weight")!;
    expect(group).toMatchObject({ verdict: "agrees", runs: { discarded: 0, agrees: true } });
    expect(group.discarded).toBeGreaterThan(0);
    expect(group.why).toMatch(/^"spike" of neuron 0 of "cell" at t = .* comes in a step of /);
  });

  it("are discarded where a spike behind the last that is read is lost, and a state behind it is read, too", () => {
    const cell = defineNeuron({
      name: "cell",
      state: { v: {} },
      parameters: { drive: 1 },
      dynamics: "dv/dt = drive",
      spike: { when: "v - 1", reset: { v: 0 } },
    });
    const own = network({ populations: { cell: population(cell, 1) } });
    // The second spike at 2/drive is lost where drive is less than 2/2.0001; v = 2.0001 drive − 2 behind it.
    const terms = [
      { readout: firstSpikeTimes("cell"), loss: meanSquaredError() },
      { readout: stateAtTimes("cell", "v", [2.0001]), loss: meanSquaredError() },
    ];
    const check = checkGradients(own, { terms, until: 2.0001 }, own.initialParameters(), {}, 0);
    const { runs, largest } = check.groups.find(({ name }) => name === "cell.drive")!;
    // dL/d drive of 1/drive² + v².
    expect(largest).toBeCloseTo(2 - 2 * 0.0001 * 2.0001, 10);
    expect(runs).toMatchObject({ checked: 1, discarded: 0, agrees: true });
    expect(check.agrees).toBe(true);
  });

  it("can be left out", () => {
    const check = read({ independentEntries: 0 });
    expect(check.groups.every(({ runs }) => runs === undefined)).toBe(true);
    expect(String(check)).not.toMatch(/runs/);
    expect(() => read({ independentEntries: -1 })).toThrow(/checkGradients: independentEntries is -1/);
  });

  it("of finer runs decide where those of coarse ones are further off than one sample says", () => {
    const net = network({
      populations: {
        in: source(2),
        a: population(eif, 2, { parameters: { bias: 1.2 } }),
      },
      projections: [
        connect("in", "a", { weight: normal(2, 1), delay: 1 }),
        connect("a", "a", { weight: normal(0, 1), delay: uniform(1, 3), delayPer: "synapse" }),
      ],
    });
    const check = checkGradients(
      net,
      {
        terms: [{ readout: allSpikeTimes("a", { perNeuron: true }), loss: vanRossumDistance({ tau: 10 }) }],
        until: 60,
        rtol: 1e-3,
        atol: 1e-3,
      },
      net.initialParameters({ seed: 61 }),
      { in: [[3, 9.5], [5.2]] },
      [[12, 30], [20]],
    );
    expect(check.groups.filter(({ runs }) => !runs!.agrees)).toEqual([]);
  });

  it("are discarded at a kink, where the gradient is that of one side", () => {
    // At rest all along: the earliest of equal values is the maximum, the start, and a lower bias leaves it there.
    const net = network({ populations: { cell: population(leakyIntegrator, 1) }, trainable: ["cell.bias"] });
    const terms = [{ readout: maximum("cell", "v"), loss: meanSquaredError() }];
    const check = checkGradients(net, { terms, until: 20 }, net.initialParameters(), {}, [1]);
    const { runs, verdict } = check.groups.find(({ name }) => name === "cell.bias")!;
    expect(verdict).toBe("agrees");
    expect(runs).toMatchObject({ discarded: 1, why: expect.stringMatching(/has a kink there/) });
  });

  it("differ by what coarse steps explain", () => {
    // Euler's steps are off by some percent, and so is their gradient; differences of whole runs know of it.
    const check = read({}, { method: euler, stepSize: 0.25 });
    const { runs } = check.groups.find(({ name }) => name === "cell.tau")!;
    expect(runs!.agrees).toBe(true);
    expect(runs!.explained).toBeGreaterThan(1e-3);
  });
});
