/** A neuron with random parameters, weights, delays and input, and an objective of all that can be read. */
import type { Run } from "../../../src/compile/run.ts";
import { meanSquaredError } from "../../../src/losses/index.ts";
import { connect } from "../../../src/network/connect.ts";
import { type Network, network } from "../../../src/network/network.ts";
import type { ParameterRow } from "../../../src/network/parameter-layout.ts";
import type { Parameters } from "../../../src/network/parameters.ts";
import { population, source } from "../../../src/network/population.ts";
import type { NeuronModel } from "../../../src/neurons/neuron-model.ts";
import { type RandomGenerator, randomGenerator } from "../../../src/numeric/random.ts";
import type { ObjectiveOptions, Term } from "../../../src/objective/objective.ts";
import { spikeTimes, stateAtTimes } from "../../../src/readouts/index.ts";
import { type Input, piecewiseConstant } from "../../../src/simulate/given/input.ts";
import type { SimulateOptions } from "../../../src/simulate/given/options.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { all } from "./models.ts";

/** What `checkGradients` takes, and what came of the run. */
export interface Draw {
  readonly network: Network;
  readonly parameters: Parameters;
  readonly input: Input;
  readonly objective: ObjectiveOptions;
  readonly target: readonly (readonly number[])[];
  readonly spikes: number;
}

const channels = 3;
const mostRead = 4;
/** Accepted in a run without input: a neuron that needs more of them is run for a shorter time. */
const manySteps = 250;
/** What a discrete state says of a time that is not there is no number to read. */
const mostOfState = 1e6;

export const emits = (model: NeuronModel): boolean => model.events.some((event) => event.emits);

const networks = new Map<string, Network>();

/** A source on every port; what graded spikes carry is seen by the neuron itself. */
function networkOf(name: string): Network {
  const known = networks.get(name);
  if (known !== undefined) return known;
  const model = all.get(name)!;
  const isGraded = model.events.some(({ payload }) => payload !== undefined);
  const projection = (pre: string, port: NeuronModel["ports"][number]) =>
    connect(pre, "cell", {
      port: port.name,
      name: `${pre}→${port.name}`,
      weights: Object.fromEntries(port.channels.map((channel) => [channel, 1])),
      delay: 1,
    });
  const made = network({
    populations: { input: source(channels), cell: population(model, 1) },
    projections: [
      ...model.ports.map((port) => projection("input", port)),
      ...(isGraded ? [projection("cell", model.ports[0]!)] : []),
    ],
  });
  networks.set(name, made);
  return made;
}

const between = (random: RandomGenerator, low: number, high: number): number =>
  low + (high - low) * random.uniform();

/**
 * A value in the domain near the default: positive ones within a factor of 1.5; free ones within half of the scale of states of
 * their unit, or else within a factor of 1.3, because a voltage of −70 mV says nothing about how far others are from it.
 */
function nearby(
  model: NeuronModel,
  { domain, unit, kind, name }: ParameterRow,
  value: number,
  random: RandomGenerator,
): number {
  const ratio = (factor: number): number => factor ** between(random, -1, 1);
  if (kind === "initial") {
    const { discrete, scale } = model.states.find((state) => `initial.${state.name}` === name)!;
    return discrete ? value : value + 0.1 * scale * between(random, -1, 1);
  }
  if (domain !== "free") {
    const moved = value === 0 ? random.uniform() : value * ratio(1.5);
    return typeof domain === "object" ? Math.min(domain.max, Math.max(domain.min, moved)) : moved;
  }
  const scales = model.states.filter((state) => unit !== "" && state.unit === unit).map(({ scale }) => scale);
  return scales.length > 0 || value === 0
    ? value + 0.5 * Math.max(sizeOf(model, unit), ...scales) * between(random, -1, 1)
    : value * ratio(1.3);
}

/** Of a value whose default is 0: the smallest of other parameters of its unit. */
function sizeOf({ parameters }: NeuronModel, unit: string): number {
  const sizes = parameters
    .filter((own) => own.unit === unit && own.default !== 0)
    .map((own) => Math.abs(own.default));
  return Math.min(1, ...sizes);
}

/** What is fit for a neuron. */
interface Fit {
  /** The weakest of 1, 2, 4, … with which it spikes more often than without input, at its default parameters; 10 if it never does. */
  readonly strength: number;
  /** Of a run [ms]. */
  readonly until: number;
  /** Whether its steps are short. */
  readonly isSlow: boolean;
}

const fits = new Map<string, Fit>();
export function fitOf(name: string): Fit {
  const known = fits.get(name);
  if (known !== undefined) return known;
  const model = all.get(name)!;
  const net = networkOf(name);
  const times = Array.from({ length: channels }, (_, k) => [1 + k, 9 + k]);
  const input = { input: times, ...signalsOf(model, () => 1) };
  const runOf = (strength: number, until: number): Run => {
    const parameters = net.initialParameters();
    setWeights(net, parameters, () => strength);
    return simulate(net, parameters, input, { until, rtol: 1e-7, atol: 1e-7, throwOnFailure: false });
  };
  const usual = 40;
  const isSlow = runOf(0, usual).statistics.acceptedSteps > manySteps;
  const until = isSlow ? usual / 2 : usual;
  const spikes = (strength: number): number => runOf(strength, until).spikeTimes("cell")[0]!.length;
  const least = spikes(0);
  let strength = 1;
  while (strength < 1e5 && spikes(strength) <= least) strength *= 2;
  const found = { strength: strength < 1e5 ? strength : 10, until, isSlow };
  fits.set(name, found);
  return found;
}

function setWeights(
  net: Network,
  parameters: Parameters,
  of: (row: ParameterRow, k: number) => number,
): void {
  for (const row of net.layout.rows) {
    if (row.kind !== "weight") continue;
    const view = parameters.view(row.id);
    view.set(view.map((_, k) => of(row, k)));
  }
}

function signalsOf({ signals }: NeuronModel, value: () => number): Input {
  return Object.fromEntries(
    signals.map((name) => [`cell.${name}`, piecewiseConstant([0, 20], [value(), value()])]),
  );
}

/**
 * Draw number k of a neuron: number 0 has the default parameters.
 *
 * @returns a status if the run ends before its time
 */
export function drawOf(name: string, seed: number, k: number): Draw | string {
  const model = all.get(name)!;
  const net = networkOf(name);
  const random = randomGenerator(seed).split(name).split(k);
  const { strength: least, until: usual } = fitOf(name);
  const until = k % 32 === 31 ? 6 * usual : usual;
  const parameters = net.initialParameters();
  for (const row of net.layout.rows) {
    if (row.kind === "weight") continue;
    const view = parameters.view(row.id);
    if (row.kind === "delay") view[0] = between(random, 0.5, 3);
    else if (k > 0) view[0] = nearby(model, row, view[0]!, random);
  }
  const strength = least * 2 ** between(random, 0, 1.5);
  const parts = random.split("weights");
  setWeights(
    net,
    parameters,
    ({ owner }) => (owner.startsWith("cell") ? 0.3 : 1) * strength * between(parts, -0.3, 1),
  );
  const times = Array.from({ length: channels }, () =>
    Array.from({ length: 1 + random.integer(3) }, () => between(random, 0.5, 0.6 * until)).sort(
      (a, b) => a - b,
    ),
  );
  const input: Input = { input: times, ...signalsOf(model, () => random.normal()) };
  const tolerance = 10 ** between(random, -8, -6);
  const options: SimulateOptions = { until, rtol: tolerance, atol: tolerance };
  const samples = [{ population: "cell", times: [0.37, 0.83].map((part) => part * until) }];
  const attempt = () => simulate(net, parameters, input, { ...options, samples, throwOnFailure: false });
  let run = attempt();
  const spiked = () => run.spikeTimes("cell")[0]!.length;
  for (let more = 0; emits(model) && more < 5 && run.status === "completed" && spiked() === 0; more++) {
    // Twice as strong; first all of them excite.
    setWeights(
      net,
      parameters,
      ({ id }, place) => (more === 0 ? 1 : 2) * Math.abs(parameters.view(id)[place]!),
    );
    run = attempt();
  }
  if (run.status !== "completed") return run.status;
  const spikes = spiked();
  const { states, values } = run.samples("cell");
  const near = (value: number, scale: number): number => value + scale * random.normal();
  const terms: Term[] = [];
  const target: number[][] = [];
  if (spikes > 0) {
    const count = Math.min(spikes, mostRead);
    const place = terms.length;
    terms.push({
      name: "spikes",
      readout: spikeTimes("cell", { count }),
      loss: meanSquaredError(),
      target: (all: number[][]) => all[place],
    });
    target.push(Array.from(run.spikeTimes("cell")[0]!.subarray(0, count), (time) => near(time, 1)));
  }
  states.forEach((state, s) => {
    const found = [values[s]!, values[states.length + s]!];
    const { scale } = model.states.find((own) => own.name === state)!;
    if (found.some((value) => Math.abs(value) > mostOfState)) return;
    const place = terms.length;
    terms.push({
      name: state,
      readout: stateAtTimes("cell", state, samples[0]!.times),
      loss: meanSquaredError(),
      weight: 1 / scale ** 2,
      target: (all: number[][]) => all[place],
    });
    target.push(found.map((value) => near(value, scale)));
  });
  return { network: net, parameters, input, objective: { ...options, terms }, target, spikes };
}
