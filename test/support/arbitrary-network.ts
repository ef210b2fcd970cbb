/** Random neurons, networks of them, inputs and options, for properties of gradients. */
import fc from "fast-check";
import { type Connection, connect } from "../../src/network/connect.ts";
import { type Network, network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import type { DelayPer } from "../../src/network/synapses.ts";
import { allToAll, fixedInDegree, pairs, synapsesOf, withProbability } from "../../src/network/topology.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { EventDefinition, NeuronDefinition } from "../../src/neurons/neuron-definition.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import { type RefractoryOptions, refractory } from "../../src/neurons/refractory.ts";
import { type RandomGenerator, randomGenerator } from "../../src/numeric/random.ts";
import { type Input, piecewiseConstant, piecewiseLinear } from "../../src/simulate/given/input.ts";
import type { SimulateOptions } from "../../src/simulate/given/options.ts";
import { exactFlow } from "../../src/solvers/exact-flow.ts";
import { pidController } from "../../src/solvers/pid-controller.ts";
import { bogackiShampine32 } from "../../src/solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../../src/solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../../src/solvers/tableaus/dormand-prince-853.ts";
import { euler } from "../../src/solvers/tableaus/euler.ts";
import { heun } from "../../src/solvers/tableaus/heun.ts";
import { midpoint } from "../../src/solvers/tableaus/midpoint.ts";
import { rk4 } from "../../src/solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../../src/solvers/tableaus/tsitouras-54.ts";
import { taylor8 } from "../../src/solvers/taylor-series.ts";

/** A network with an input and how to run it. */
export interface RandomCase {
  readonly network: Network;
  readonly input: Input;
  readonly options: SimulateOptions;
  /** For the weights of an objective. */
  readonly seed: number;
  /** What it was made of, for messages. */
  readonly [fc.toStringMethod]: () => string;
}

export const until = 16;

/** Uniform on a fine grid: no bias to the ends, where nothing is special. */
export const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 0, max: 10_000 })).map((n) => min + ((max - min) * n) / 10_000);

const membranes = [
  "(-v + w + b) / tau",
  "(-v + w + b) / tau + 0.1 * cos(0.9 * t) * c",
  "(0.4 * v * v - v + w + b) / tau",
  "(0.1 * v^3 - 0.5 * v + w + b * t / 8) / tau",
  "(-v + 0.3 * exp((v - 1) / 0.5) + w + b) / tau",
  "(tanh(w + b) * (2 - v)) / tau",
  "(-v + w + b + z) / tau",
] as const;

const drives = [
  "(-v + w + drive) / tau + c * drive * 0.1",
  "(-v + w * (1 + 0.1 * drive) + drive + b) / tau",
] as const;

const currents = ["-w / tauW", "(0.3 * v - w) / tauW", "-w / tauW + 0.05 * exp(-v * v)"] as const;

const thresholds = [
  "v - th",
  "v - th - 0.2 * sin(t)",
  "v + 0.4 * tanh(w) - th",
  "v * v * v - th + 0.1 * w",
  "v - th * (1 + 0.3 * exp(-t / 5)) - 0.05 * z",
] as const;

const resets: readonly Readonly<Record<string, string>>[] = [
  { v: "vr" },
  { v: "vr * cos(t)", w: "w + 0.2 * c" },
  { v: "vr + 0.3 * c * v - 0.3 * c * th", z: "0.6 * z + c" },
  { v: "v - th - 0.3", w: "0.5 * w" },
  { v: "vr - 0.1 * w", z: "z + 0.1 * v * t" },
];

const inputs: readonly NeuronDefinition["input"][] = [
  { w: "w + weight" },
  { v: "v + 0.7 * weight" },
  { w: "w + weight * (2 - v)", v: "v + 0.2 * weight * w" },
  { w: "w + weight * cos(0.3 * t) * c" },
  { input: { weights: ["a", "g"], map: { w: "w + a * (1.5 - 0.4 * v)", v: "v + 0.3 * g * tau / 4" } } },
  { v: "0.8 * v + 0.5 * weight", z: "z + 0.1 * w" },
  { w: "w + weight * payload", v: "v + 0.1 * payload * payload" },
];

const payloads = [undefined, undefined, "0.7 + 0.2 * w * c + 0.05 * sin(t)"] as const;

const others: readonly (readonly Readonly<Record<string, EventDefinition>>[])[] = [
  [{}],
  [{ plateau: { when: "w - 0.9 * th", reset: { w: "0.7 * w", z: "z + 0.2" } } }],
  [{ crossing: { when: "v - 0.4 * th", direction: "either", reset: { z: "0.8 * z + 0.1 * w" } } }],
  [{ clock: { when: "sin(0.8 * t + 0.3) - 0.3 * v", emits: true, reset: { w: "w + 0.2 * c" } } }],
  [{ drop: { when: "v - 0.2", direction: "falling", reset: { v: "0.3 + 0.2 * v * c" } } }],
];

/** Affine in v, w and the drive, with and without switches. */
const linearDynamics = {
  membranes: [
    "(-v + w + b) / tau",
    "(-v + w + b * (1 + z)) / tau + 0.02 * t",
    "(-v + max(w, 0.3 * c) + b) / tau",
    "w - 0.1 * b * v",
  ],
  drives: ["(-v + w + drive) / tau + c * drive * 0.1", "(-v + w + b + abs(drive)) / tau"],
  currents: ["-w / tauW", "(b - w) / tauW", "-w / tau", "0.05 * c"],
};

const driveInputs: readonly NeuronDefinition["input"][] = [
  { w: "w + weight * (1 + 0.2 * drive)" },
  { v: "v + 0.5 * weight", z: "z + drive" },
];

interface Dynamics {
  readonly membranes: readonly string[];
  readonly drives: readonly string[];
  readonly currents: readonly string[];
}

const definition = (dynamics: Dynamics): fc.Arbitrary<NeuronDefinition> =>
  fc
    .record({
      hasDrive: fc.boolean(),
      membrane: fc.constantFrom(...dynamics.membranes),
      drive: fc.constantFrom(...dynamics.drives),
      driveInput: fc.constantFrom(...driveInputs),
      current: fc.constantFrom(...dynamics.currents),
      when: fc.constantFrom(...thresholds),
      reset: fc.constantFrom(...resets),
      input: fc.constantFrom(...inputs),
      payload: fc.constantFrom(...payloads),
      events: fc.constantFrom(...others.flat()),
      initial: fc.constantFrom<string | number>(0, 0.1, "0.3 * vr + 0.1", "b * c / 4"),
    })
    .map(
      ({
        hasDrive,
        membrane,
        drive,
        driveInput,
        current,
        when,
        reset,
        input,
        payload,
        events,
        initial,
      }): NeuronDefinition => ({
        name: "random",
        state: { v: { initial }, w: { initial: 0.2 } },
        discrete: { z: { initial: 0.1 } },
        parameters: {
          tau: { default: 4, domain: "positive" },
          tauW: { default: 3, domain: "positive" },
          b: 0.8,
          c: 0.5,
          th: 1,
          vr: -0.2,
        },
        ...(hasDrive ? { signals: ["drive"] } : {}),
        dynamics: `dv/dt = ${hasDrive ? drive : membrane}\n dw/dt = ${current}`,
        spike: { when, reset, ...(payload === undefined ? {} : { payload }) },
        events,
        ...(hasDrive ? { input: driveInput! } : { input: input! }),
      }),
    );

/** Values of a parameter: one for all neurons of a population, or one for each. */
export const sharedOrEach =
  (size: number) =>
  (min: number, max: number): fc.Arbitrary<number | number[]> =>
    fc.oneof(number(min, max), fc.array(number(min, max), { minLength: size, maxLength: size }));

/** Parameter values of one population. */
function values(size: number): fc.Arbitrary<Record<string, number | number[]>> {
  const one = sharedOrEach(size);
  return fc.record({
    tau: one(2, 7),
    tauW: one(2, 6),
    b: one(0.2, 1.6),
    c: one(0.2, 1),
    th: one(0.8, 1.2),
    vr: one(-0.5, 0.2),
  });
}

const methods = fc.oneof(
  fc
    .constantFrom(tsitouras54, taylor8, dormandPrince54, dormandPrince853)
    .map((method) => ({ method, rtol: 1e-6, atol: 1e-6 })),
  fc.constantFrom(tsitouras54, dormandPrince853).map((method) => {
    const controller = pidController({ method, integral: 0.3, proportional: 0.3, derivative: 0.1 });
    return { method, rtol: 1e-6, atol: 1e-6, controller };
  }),
  fc.constantFrom(bogackiShampine32, heun).map((method) => ({ method, rtol: 1e-4, atol: 1e-4 })),
  fc.constantFrom(euler, midpoint, rk4).map((method) => ({ method, stepSize: 0.37 })),
);

const time: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: number(0, 0.8 * until) },
  { weight: 2, arbitrary: fc.constantFrom(0, 2.5, 5, 7.5) },
);

const delay = fc.oneof(fc.constantFrom(0, 1.5), number(0.1, 3));

function signal(size: number): fc.Arbitrary<{ linear: boolean; times: number[]; rows: number[][] }> {
  return fc.record({
    linear: fc.boolean(),
    times: fc.constantFrom([0], [0, 5], [0, 2.5, 9.1], [0, 3, 3.5, 7.5, 30]),
    rows: fc.array(fc.array(number(-0.5, 1.8), { minLength: 5, maxLength: 5 }), {
      minLength: 1,
      maxLength: size === 1 ? 1 : size,
    }),
  });
}

/** Weights [pre][post]: all different, or all the same so that neurons may fire together. */
function weights(pre: number, post: number): fc.Arbitrary<number[][]> {
  const strength = number(-0.4, 2.2);
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.array(fc.array(strength, { minLength: post, maxLength: post }), {
        minLength: pre,
        maxLength: pre,
      }),
    },
    {
      weight: 1,
      arbitrary: number(0.4, 1.6).map((w) =>
        Array.from({ length: pre }, () => new Array<number>(post).fill(w)),
      ),
    },
  );
}

interface Layer {
  readonly size: number;
  readonly model: NeuronModel;
  /** Refractory period. */
  readonly rest: number | undefined;
  readonly definition: NeuronDefinition;
  readonly values: Record<string, number | number[]>;
  readonly signal: { linear: boolean; times: number[]; rows: number[][] };
}

const layer = (dynamics: Dynamics): fc.Arbitrary<Layer> =>
  fc.integer({ min: 1, max: 3 }).chain((size) =>
    fc
      .record({
        size: fc.constant(size),
        definition: definition(dynamics),
        values: values(size),
        signal: signal(size),
        rest: fc.oneof(fc.constant(undefined), fc.constant(undefined), fc.constant(0.5), number(0.1, 2)),
        blockInput: fc.boolean(),
      })
      .map(({ rest, blockInput, ...made }) => {
        const model = defineNeuron(made.definition);
        return {
          ...made,
          rest,
          model: rest === undefined ? model : resting(model, { period: rest, hold: ["v"], blockInput }),
        };
      }),
  );

/** The model with a refractory period, where it may have one: of several events that are sent each has to reset its condition. */
export function resting(model: NeuronModel, options: RefractoryOptions): NeuronModel {
  const sent = model.events.filter(({ emits }) => emits);
  return sent.length === 1 || sent.every(({ repeats }) => repeats) ? refractory(model, options) : model;
}

const channels = 2;

/** A projection back to an earlier layer or to itself; its numbers are drawn with `seed`. */
export interface Feedback {
  readonly pre: number;
  readonly post: number;
  readonly per: DelayPer;
  readonly kind: "allToAll" | "pairs" | "withProbability" | "fixedInDegree";
  /** Whether some of its delays are 0. */
  readonly instant: boolean;
  readonly seed: number;
}

/** Between any two of so many layers, or from one to itself. */
export function feedback(layers: number): fc.Arbitrary<Feedback> {
  return fc
    .record({
      pre: fc.integer({ min: 1, max: layers }),
      back: fc.integer({ min: 0, max: layers - 1 }),
      per: fc.constantFrom("projection" as const, "axon" as const, "dendrite" as const, "synapse" as const),
      kind: fc.constantFrom(
        "allToAll" as const,
        "pairs" as const,
        "withProbability" as const,
        "fixedInDegree" as const,
      ),
      instant: fc.boolean(),
      seed: fc.noBias(fc.integer({ min: 0, max: 1e6 })),
    })
    .map(({ back, ...own }) => ({ ...own, post: 1 + (back % own.pre) }));
}

/** The projection number `k` back; `sizes` begin with the source's. */
export function feedbackConnection(
  { pre, post, per, kind, instant, seed }: Feedback,
  k: number,
  sizes: readonly number[],
  channelNames: readonly string[],
): Connection {
  const random = randomGenerator(seed);
  const [preSize, postSize] = [sizes[pre]!, sizes[post]!];
  const topology =
    kind === "allToAll"
      ? allToAll()
      : kind === "pairs"
        ? pairs(randomPairs(random, preSize, postSize))
        : kind === "withProbability"
          ? withProbability(0.7, { seed })
          : fixedInDegree(1, { seed });
  const { count } = synapsesOf("a test", topology, { name: "", preSize, postSize });
  const entries = { projection: 1, axon: preSize, dendrite: postSize, synapse: count }[per];
  const delays = Array.from({ length: entries }, () =>
    instant && random.uniform() < 0.5 ? 0 : random.uniform() < 0.3 ? 1.5 : 0.2 + 3 * random.uniform(),
  );
  const weights = Object.fromEntries(
    channelNames.map((name) => [name, Array.from({ length: count }, () => 1.2 * random.uniform() - 0.5)]),
  );
  return connect(`layer${pre}`, `layer${post}`, {
    name: `feedback${k}`,
    weights,
    delay: per === "projection" ? delays[0]! : delays,
    delayPer: per,
    topology,
  });
}

/** Up to three different pairs. */
function randomPairs(random: RandomGenerator, pre: number, post: number): [number, number][] {
  const drawn = Array.from({ length: 3 }, () => [random.integer(pre), random.integer(post)] as const);
  return [...new Map(drawn.map(([i, j]) => [`${i} ${j}`, [i, j] as [number, number]])).values()];
}

/**
 * Networks of `layers` populations behind a source, with connections that skip a layer, and with up to `back`
 * projections back; `linear` ones are run by the exact flow.
 */
export function randomCase(layers: {
  readonly min: number;
  readonly max: number;
  readonly back?: number;
  readonly linear?: boolean;
}): fc.Arbitrary<RandomCase> {
  const isLinear = layers.linear === true;
  const own = layer(isLinear ? linearDynamics : { membranes, drives, currents });
  return fc
    .tuple(fc.array(own, { minLength: layers.min, maxLength: layers.max }), fc.boolean(), fc.boolean())
    .chain(([chosen, sameModel, skips]) => {
      const stack = sameModel
        ? chosen.map((own) => ({ ...own, model: chosen[0]!.model, definition: chosen[0]!.definition }))
        : chosen;
      const sizes = [channels, ...stack.map(({ size }) => size)];
      const joined = sizes.slice(1).flatMap((_, post) =>
        skips && post === 1
          ? [
              [0, 1],
              [0, 2],
              [1, 2],
            ]
          : [[post, post + 1]],
      );
      const projections = [
        ...new Map(joined.map(([pre, post]) => [`${pre} ${post}`, [pre!, post!] as const])).values(),
      ];
      return fc.record({
        stack: fc.constant(stack),
        sameModel: fc.constant(sameModel),
        back: fc.array(feedback(stack.length), {
          minLength: layers.back === undefined ? 0 : 1,
          maxLength: layers.back ?? 0,
        }),
        projections: fc.tuple(
          ...projections.map(([pre, post]) =>
            fc.record({
              pre: fc.constant(pre),
              post: fc.constant(post),
              delay,
              first: weights(sizes[pre]!, sizes[post]!),
              second: weights(sizes[pre]!, sizes[post]!),
            }),
          ),
        ),
        times: fc.array(fc.array(time, { maxLength: 4 }), { minLength: channels, maxLength: channels }),
        method: isLinear ? fc.constant({ method: exactFlow }) : methods,
        samples: fc.array(fc.oneof(number(0, until), fc.constantFrom(0, 2.5, 5, until)), {
          minLength: 1,
          maxLength: 3,
        }),
        seed: fc.noBias(fc.integer({ min: 0, max: 1e6 })),
      });
    })
    .map((made): RandomCase => {
      const name = (index: number): string => (index === 0 ? "input" : `layer${index}`);
      const populations = Object.fromEntries([
        [name(0), source(channels)],
        ...made.stack.map(
          (own, k) => [name(k + 1), population(own.model, own.size, { parameters: own.values })] as const,
        ),
      ]);
      const connections = made.projections.map(({ pre, post, delay: lag, first, second }) => {
        const { model } = made.stack[post - 1]!;
        const [one, two] = model.ports[0]!.channels;
        const given = { [one!]: first, ...(two === undefined ? {} : { [two]: second }) };
        return connect(name(pre), name(post), { weights: given, delay: lag });
      });
      const sizes = [channels, ...made.stack.map(({ size }) => size)];
      made.back.forEach((own, k) => {
        connections.push(
          feedbackConnection(own, k, sizes, made.stack[own.post - 1]!.model.ports[0]!.channels),
        );
      });
      const shared = (own: Layer, key: string): boolean => typeof own.values[key] === "number";
      const [a, b] = made.stack;
      const tie =
        made.sameModel && b !== undefined && shared(a!, "tau") && shared(b, "tau")
          ? [["layer1.tau", "layer2.tau"]]
          : [];
      const net = network({ populations, projections: connections, tie });
      const signals = made.stack.flatMap((own, k) => {
        if (own.model.signals.length === 0) return [];
        const { linear, times, rows } = own.signal;
        const cut = rows.map((row) => row.slice(0, times.length));
        const given = cut.length === own.size ? cut : cut[0]!;
        return [
          [
            `${name(k + 1)}.drive`,
            linear ? piecewiseLinear(times, given) : piecewiseConstant(times, given),
          ] as const,
        ];
      });
      const input: Input = { input: made.times, ...Object.fromEntries(signals) };
      const samples = made.stack.flatMap((_, k) => [
        { population: name(k + 1), times: made.samples },
        { population: name(k + 1), times: made.samples.slice(0, 1), side: "before" as const },
      ]);
      const options: SimulateOptions = {
        until,
        ...made.method,
        samples,
        maxSpikesPerUnitTime: 1,
        maxRounds: 20,
      };
      return { network: net, input, options, seed: made.seed, [fc.toStringMethod]: () => describe(made) };
    });
}

function describe(made: { readonly stack: readonly Layer[] }): string {
  const { method, ...rest } = made as unknown as Record<string, unknown> & {
    method: { method: { name: string } };
  };
  const stack = made.stack.map(({ model: _, ...own }) => own);
  return JSON.stringify({ ...rest, stack, method: { ...method, method: method.method.name } }, undefined, 1);
}
