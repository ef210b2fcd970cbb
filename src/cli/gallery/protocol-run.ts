/** A neuron under its protocol, and its firing rates over the current. */
import type { Run } from "../../compile/run.ts";
import { add, symbol } from "../../expr/index.ts";
import { connect } from "../../network/connect.ts";
import { network } from "../../network/network.ts";
import { population, source } from "../../network/population.ts";
import { extended } from "../../neurons/extended-model.ts";
import type { NeuronModel } from "../../neurons/neuron-model.ts";
import { readable } from "../../neurons/print-model.ts";
import { maximum } from "../../readouts/maximum.ts";
import { piecewiseConstant } from "../../simulate/given/input.ts";
import type { SimulateOptions } from "../../simulate/given/options.ts";
import { simulate } from "../../simulate/simulate.ts";
import type { Arrivals, Currents, Protocol, Step } from "./protocol.ts";

const signal = "stimulus";
export const tolerances = { rtol: 1e-8, atol: 1e-8 } as const;

/** The run of a protocol; its neuron is the only one of "cell". */
export function protocolRun(protocol: Protocol): Run {
  const { stimulus } = protocol;
  return stimulus.kind === "step" ? runUnderStep(protocol, stimulus) : runWithArrivals(protocol, stimulus);
}

type Setting = Pick<Protocol, "model" | "parameters" | "until">;

export function runUnderStep(
  { model, parameters, until }: Setting,
  step: Step,
  options: Omit<SimulateOptions, "until"> = tolerances,
): Run {
  const { parameter, rest, value, from, to } = step;
  const own = { ...parameters, [parameter]: 0 };
  const driven = population(withSignal(model, parameter), 1, { parameters: own });
  const net = network({ populations: { cell: driven } });
  const input = { [`cell.${signal}`]: piecewiseConstant([0, from, to], [rest, value, rest]) };
  return simulate(net, net.initialParameters(), input, { until, ...options });
}

/** The model with a signal that is added to a parameter. */
function withSignal(model: NeuronModel, parameter: string): NeuronModel {
  const sum = add(symbol(parameter), symbol(signal));
  const changed = extended("gallery", model, { replaced: new Map([[parameter, sum]]) });
  return readable({ ...changed, signals: Object.freeze([...model.signals, signal]) });
}

/** At the first port, of which every channel has the weight. */
function runWithArrivals({ model, parameters = {}, until }: Setting, { weight, times }: Arrivals): Run {
  const cell = population(model, 1, { parameters });
  const [port] = model.ports;
  const weights = Object.fromEntries((port?.channels ?? []).map((channel) => [channel, weight]));
  const net = network({
    populations: { input: source(1), cell },
    projections: port === undefined ? [] : [connect("input", "cell", { port: port.name, weights })],
  });
  return simulate(net, net.initialParameters(), { input: [times] }, { until, ...tolerances });
}

export interface OverCurrents {
  readonly currents: readonly number[];
  readonly values: readonly number[];
}

/** A neuron for each of some constant currents. */
export function runUnder(
  { model, parameters }: Pick<Protocol, "model" | "parameters">,
  { parameter, until }: Pick<Currents, "parameter" | "until">,
  currents: readonly number[],
): Run {
  const cells = population(model, currents.length, { parameters: { ...parameters, [parameter]: currents } });
  const net = network({ populations: { cells } });
  return simulate(net, net.initialParameters(), {}, { until, rtol: 1e-6, atol: 1e-6 });
}

/** From the first to the last spike of the second half of a run [Hz]. */
export function firingRates(
  protocol: Pick<Protocol, "model" | "parameters">,
  range: Currents,
  count: number,
): OverCurrents {
  const currents = spread(range, count);
  const run = runUnder(protocol, range, currents);
  const values = run.spikeTimes("cells").map((times) => {
    const late = times.filter((time) => time > range.until / 2);
    return late.length < 2 ? 0 : (1000 * (late.length - 1)) / (late.at(-1)! - late[0]!);
  });
  return { currents, values };
}

/** The highest value of a state. */
export function peakValues(
  protocol: Protocol,
  range: Currents & { readonly state: string },
  count: number,
): OverCurrents {
  const currents = spread(range, count);
  const run = runUnder(protocol, range, currents);
  return { currents, values: Array.from(maximum("cells", range.state).read(run)) };
}

function spread({ from, to }: Currents, count: number): number[] {
  return Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
}
