/** Runs of objectives fold records: unfolded, and pulled back folded, they are what they are without, to the last bit. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { discreteAdjoint } from "../../src/adjoint/gradient-method.ts";
import { zeroCotangents } from "../../src/adjoint/pullback.ts";
import type { Run } from "../../src/compile/run.ts";
import { unfold } from "../../src/compile/unfold.ts";
import { connect } from "../../src/network/connect.ts";
import { normal, uniform } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { lif } from "../../src/neurons/lif.ts";
import { asReadBy } from "../../src/objective/as-read-by.ts";
import { checkInput } from "../../src/simulate/given/input.ts";
import { type SimulateOptions, settingsOf } from "../../src/simulate/given/options.ts";
import { runOnce } from "../../src/simulate/run-once.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { createTape, foldedKind } from "../../src/tape/tape.ts";
import { columnContents, contents } from "../support/tape-contents.ts";

/** Two ports, a state that nothing feels, and a reset that keeps some of the voltage. */
const twoPorts = defineNeuron({
  name: "two ports",
  state: { v: { initial: 0 }, i: { initial: 0 }, trace: { initial: 0 } },
  parameters: { tau: { default: 9, domain: "positive" }, tauSyn: { default: 4, domain: "positive" }, th: 1 },
  dynamics: "dv/dt = (i - v) / tau\ndi/dt = -i / tauSyn\ndtrace/dt = -trace / 20",
  spike: { when: "v - th", reset: { v: "0.1 * v", trace: "trace + 1" } },
  input: {
    plain: { weights: ["w"], map: { i: "i + w" } },
    shunt: { weights: ["u"], map: { i: "0.9 * i - 0.1 * u", trace: "trace + u" } },
  },
});

const folded = ({ tape }: Run): number =>
  tape.kind.data.subarray(0, tape.kind.length).filter((kind) => kind === foldedKind).length;

it("whatever the wiring, the stages, the delays and what is wanted", () => {
  const train = fc
    .array(
      fc.nat(159).map((k) => k / 8),
      { maxLength: 60 },
    )
    .map((times) => times.sort((a, b) => a - b));
  const setting = fc.record({
    model: fc.constantFrom("lif" as const, "two ports" as const),
    size: fc.integer({ min: 1, max: 12 }),
    trains: fc.array(train, { minLength: 4, maxLength: 4 }),
    own: fc.boolean(),
    delay: fc.constantFrom({}, { delay: 1.7 }, { delay: uniform(0.5, 5), delayPer: "axon" as const }),
    options: fc.constantFrom<Omit<SimulateOptions, "until">>(
      {},
      { stopAfterSpikes: { output: 1 }, endEarly: true },
      { samples: [{ population: "hidden", times: [0, 3.5, 12] }] },
      { maxStep: 0.3 },
    ),
    wanted: fc.constantFrom("weights", "weights and delays", "all"),
    given: fc.boolean(),
    looksBack: fc.boolean(),
    seed: fc.nat(1000),
  });
  const folds = { lif: 0, "two ports": 0 };
  fc.assert(
    fc.property(setting, ({ model, size, trains, own, delay, options, wanted, given, looksBack, seed }) => {
      const isLif = model === "lif";
      // Parameters of each neuron have nothing in common.
      const parameters = own ? (isLif ? { tauMem: uniform(5, 20) } : { tau: uniform(5, 20) }) : {};
      const cell = (count: number) => population(isLif ? lif : twoPorts, count, { parameters });
      const into = (port: string, name: string, mean: number) => ({
        ...(isLif ? {} : { port }),
        weights: { [isLif ? "weight" : name]: normal(mean, 0.5) },
      });
      const net = network({
        populations: { input: source(4), hidden: cell(size), output: cell(3) },
        projections: [
          connect("input", "hidden", { ...into("plain", "w", 0.6), ...delay }),
          connect("hidden", "output", { ...into("plain", "w", 1), delay: 0.5 }),
          ...(isLif ? [] : [connect("input", "output", { port: "shunt", weights: { u: normal(0.2, 0.3) } })]),
        ],
      });
      const settings = settingsOf(net, { until: 24, method: exactFlow, ...options }, "test");
      const values = net.initialParameters({ seed });
      const isWanted = (id: string): boolean =>
        wanted === "all" || /\.(weight|w|u)$/.test(id) || (wanted !== "weights" && id.endsWith(".delay"));
      const names = looksBack ? ["hidden"] : ["hidden", "output"];
      const [whole, short] = [[], names].map((names) => {
        const folds = new Set(names);
        const all = { ...settings, notesApproaches: false, folds };
        const run = runOnce(
          net,
          { parameters: values, input: checkInput(net, { input: trains }) },
          all,
          createTape(),
        );
        const cotangents = zeroCotangents(run);
        cotangents.spikeTimes.forEach((_, k, times) => {
          times[k] = Math.sin(k + 1);
        });
        for (const bars of cotangents.samples.values()) bars.fill(0.3);
        if (looksBack) {
          const highest = run.maxima("output", "v");
          cotangents.observations.set(highest, highest.values.map(Math.cos));
        }
        const times = {
          spikeTimes: new Float64Array(cotangents.spikeTimes.length),
          signals: run.signals.map(() => []),
        };
        const sums = {
          parameters: new Float64Array(net.layout.size),
          wanted: isWanted,
          given: given ? times : undefined,
        };
        discreteAdjoint.gradient(run, cotangents, sums);
        return { run, gradient: [sums.parameters, sums.given?.spikeTimes] };
      });
      expect(folded(whole!.run)).toBe(0);
      folds[model] += folded(short!.run);
      expect(short!.gradient).toEqual(whole!.gradient);
      expect(short!.run.statistics).toEqual(whole!.run.statistics);
      expect(contents(unfold(short!.run).tape)).toEqual(contents(whole!.run.tape));
    }),
    { numRuns: 45, seed: 4 },
  );
  for (const count of Object.values(folds)) expect(count).toBeGreaterThan(170);
});

/** Fifty channels at once and one of them later, into four neurons; its run with and without folded records. */
function atOnce() {
  const net = network({
    populations: { input: source(50), hidden: population(lif, 4) },
    projections: [connect("input", "hidden", { weight: 0.01 })],
  });
  const settings = { ...settingsOf(net, { until: 24, method: exactFlow }, "test"), notesApproaches: false };
  const input = checkInput(net, { input: Array.from({ length: 50 }, (_, c) => (c === 0 ? [1, 5] : [1])) });
  const given = { parameters: net.initialParameters({ seed: 1 }), input };
  const run = runOnce(net, given, { ...settings, folds: new Set(["hidden"]) }, createTape());
  return { run, whole: runOnce(net, given, settings, createTape()) };
}

it("arrivals at one time, the first of all among them", () => {
  const { run, whole } = atOnce();
  // Of each: the start, the step to the first arrival, that, all to the last, the last, and the step to the end.
  expect([run.tape.kind.length, folded(run)]).toEqual([4 * 6, 4]);
  expect(contents(unfold(run).tape)).toEqual(contents(whole.tape));
});

it("a metric of the user's own that reads single records gets them all, and only then are they written out", () => {
  const { run, whole } = atOnce();
  const asked = asReadBy(true, run);
  expect(asked.spikes("input").times).toEqual(whole.spikes("input").times);
  expect(columnContents(asked.tape.spikes)).toEqual(columnContents(whole.tape.spikes));
  expect(folded(run)).toBe(4);
  expect(contents(asked.tape)).toEqual(contents(whole.tape));
  expect(folded(run)).toBe(0);
});
