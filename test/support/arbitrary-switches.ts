/** Random cells and networks, with and without cycles, whose equations compare: one to three switches each. */
import fc from "fast-check";
import { connect } from "../../src/network/connect.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { type Input, piecewiseConstant, piecewiseLinear } from "../../src/simulate/given/input.ts";
import type { SampleRequest } from "../../src/simulate/given/options.ts";
import { feedback, feedbackConnection, number, resting, sharedOrEach } from "./arbitrary-network.ts";

/** A network with an input and what is sampled. */
export interface SwitchedCase {
  readonly network: Network;
  readonly input: Input;
  readonly samples: readonly SampleRequest[];
  /** The terms with switches that its equations have. */
  readonly terms: readonly string[];
  readonly seed: number;
  readonly [fc.toStringMethod]: () => string;
}

export const until = 14;

/** Terms of dv/dt, by what they compare. */
export const switchingTerms = {
  state: [
    "(v < k ? 0.2 * c : c)",
    "(v < k ? c : 0.5 * c)",
    "0.3 * c * sign(w - 0.4 * k)",
    "0.5 * c * heaviside(v * w - 0.2 * k)",
    "0.2 * floor(3 * v + k)",
    "0.3 * (w > 0.2 and v < 0.8 * k ? c : -0.1)",
  ],
  time: [
    "0.6 * c * heaviside(t - onset)",
    "c * (t > onset and t < onset + period ? 1 : 0)",
    "0.2 * floor(t / period)",
    "0.5 * (t / period - floor(t / period))",
    "0.4 * (c * sin(t / period) > 0.1 * k ? 1 : -0.2)",
    "0.3 * ceil((t - onset) / (3 * period))",
  ],
  kink: [
    "c * max(0, v - k)",
    "0.5 * min(v, k)",
    "0.3 * abs(w - v)",
    "clip(v + w, 0, k)",
    "0.5 * abs(sin(t / period + c))",
    "0.4 * max(w - 0.3 * k, 0.1 * v, 0.1)",
  ],
  nested: [
    "(v < (t < onset ? k : 0.5 * k) ? 0.2 : c)",
    "0.5 * (w > 0.3 * k ? max(v - 0.5 * k, 0) : min(w, v))",
    "0.4 * abs(v - k * heaviside(t - onset))",
    "0.3 * floor(2 * max(v, w) + 0.5 * c)",
    "0.4 * (abs(v - 0.5 * k) < 0.3 * c ? 1 : 0.1)",
  ],
  signal: ["(v < drive ? 0.2 * c : c)", "0.7 * max(drive - v, 0)", "0.5 * (drive > 0.4 * c ? 1 : v)"],
} as const;

const thresholds = [
  "v - th",
  "v - th",
  "v - th - 0.2 * abs(sin(t / period))",
  "max(v, w + 0.3) - th",
  "v > th and w > 0.05",
  "v - (t < onset ? 1.3 * th : th)",
  "v - min(th, 0.8 * th + 0.05 * t)",
];

const resets: readonly Readonly<Record<string, string>>[] = [
  { v: "vr" },
  { v: "vr", w: "w + 0.2 * c" },
  { v: "v < 2 ? v - th - 0.2 : vr", w: "0.5 * w" },
  { v: "vr - 0.1 * max(w, 0.2)" },
];

const inputs: readonly NeuronDefinition["input"][] = [
  { w: "w + weight" },
  { v: "v + 0.6 * weight" },
  { w: "w + weight * (w < k ? 1 : 0.5)", v: "v + 0.2 * weight" },
];

const anyTerm: fc.Arbitrary<string> = fc.oneof(
  ...Object.values(switchingTerms).map((terms) => fc.constantFrom<string>(...terms)),
);

const definition: fc.Arbitrary<{ readonly definition: NeuronDefinition; readonly terms: string[] }> = fc
  .record({
    terms: fc.uniqueArray(anyTerm, { minLength: 1, maxLength: 3 }),
    when: fc.constantFrom(...thresholds),
    reset: fc.constantFrom(...resets),
    input: fc.constantFrom(...inputs),
    event: fc.constantFrom({}, { other: { when: "w - 0.7 * th", reset: { w: "0.6 * w" } } }),
    initial: fc.constantFrom<string | number>(0, 0.1, "0.3 * vr + 0.1"),
  })
  .map(({ terms, when, reset, input, event, initial }) => ({
    terms,
    definition: {
      name: "switched",
      state: { v: { initial }, w: { initial: 0.2 } },
      parameters: {
        tau: { default: 4, domain: "positive" },
        tauW: { default: 3, domain: "positive" },
        period: { default: 1.5, domain: "positive" },
        onset: 4,
        b: 0.8,
        c: 0.5,
        k: 0.5,
        th: 1,
        vr: -0.2,
      },
      signals: ["drive"],
      dynamics: `
        push = ${terms[0]}
        dv/dt = (-v + w + b + 0.1 * drive) / tau + 0.3 * (${["push", ...terms.slice(1)].join(" + ")})
        dw/dt = -w / tauW + 0.05 * exp(-v * v)`,
      spike: { when, reset },
      events: event,
      input: input!,
    },
  }));

function values(size: number): fc.Arbitrary<Record<string, number | number[]>> {
  const one = sharedOrEach(size);
  return fc.record({
    tau: one(2, 7),
    tauW: one(2, 6),
    period: one(0.7, 3),
    onset: one(1, 10),
    b: one(0.2, 1.4),
    c: one(0.2, 1),
    k: one(0.3, 0.8),
    th: one(0.8, 1.2),
    vr: one(-0.5, 0.2),
  });
}

const layer = fc.integer({ min: 1, max: 2 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    made: definition,
    values: values(size),
    linear: fc.boolean(),
    drive: fc.array(number(-0.5, 1.2), { minLength: 3, maxLength: 3 }),
    times: fc.constantFrom([0, 5.1, 9.3], [0, 3.3, 11]),
  }),
);

/**
 * Networks of `layers` populations in a row behind a source of two channels. Those with up to `back` projections
 * back rest after their spikes, too, in two populations of three.
 */
export function switchedCase(layers: number, back = 0): fc.Arbitrary<SwitchedCase> {
  const rest = back === 0 ? fc.constant(0) : fc.oneof(fc.constant(0), number(0.3, 2), number(0.3, 2));
  const trains = fc.array(fc.array(number(0, 0.8 * until), { maxLength: 3 }), { minLength: 2, maxLength: 2 });
  return fc
    .record({
      stack: fc.array(layer, { minLength: layers, maxLength: layers }),
      rests: fc.array(rest, { minLength: layers, maxLength: layers }),
      backs: fc.array(feedback(layers), { minLength: Math.min(1, back), maxLength: back }),
      delays: fc.array(fc.oneof(fc.constant(0), number(0.1, 3)), { minLength: layers, maxLength: layers }),
      weights: fc.array(number(-0.4, 1.6), { minLength: 8, maxLength: 8 }),
      trains,
      samples: fc.array(number(0, until), { minLength: 1, maxLength: 3 }),
      seed: fc.noBias(fc.integer({ min: 0, max: 1e6 })),
    })
    .map(({ stack, rests, backs, delays, weights, trains: times, samples, seed }): SwitchedCase => {
      const names = ["input", ...stack.map((_, k) => `layer${k + 1}`)];
      const sizes = [2, ...stack.map(({ size }) => size)];
      const net = network({
        populations: {
          input: source(2),
          ...Object.fromEntries(
            stack.map((own, k) => [
              names[k + 1]!,
              population(modelOf(own.made.definition, rests[k]!), own.size, { parameters: own.values }),
            ]),
          ),
        },
        projections: [
          ...stack.map((own, k) =>
            connect(names[k]!, names[k + 1]!, {
              weight: Array.from({ length: sizes[k]! }, (_, i) =>
                Array.from({ length: own.size }, (_, j) => weights[(3 * k + 2 * i + j) % 8]!),
              ),
              delay: delays[k]!,
            }),
          ),
          ...backs.map((own, k) => feedbackConnection(own, k, sizes, ["weight"])),
        ],
      });
      const drives = stack.map(
        ({ linear, drive, times: at }, k) =>
          [
            `${names[k + 1]}.drive`,
            linear ? piecewiseLinear(at, drive) : piecewiseConstant(at, drive),
          ] as const,
      );
      return {
        network: net,
        input: { input: times, ...Object.fromEntries(drives) },
        samples: names.slice(1).map((name) => ({ population: name, times: samples })),
        terms: stack.flatMap(({ made }) => made.terms),
        seed,
        [fc.toStringMethod]: () =>
          JSON.stringify({ stack, rests, backs, delays, weights, times, samples, seed }, undefined, 1),
      };
    });
}

function modelOf(definition: NeuronDefinition, rest: number): NeuronModel {
  const model = defineNeuron(definition);
  return rest === 0 ? model : resting(model, { period: rest, hold: ["v"], blockInput: rest > 1 });
}
