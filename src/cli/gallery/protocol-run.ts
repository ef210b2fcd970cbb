/** A neuron under its protocol, and its firing rates over the current. */
import type { Run } from "../../compile/run.ts";
import { add, symbol } from "../../expr/index.ts";
import { connect } from "../../network/connect.ts";
import { network } from "../../network/network.ts";
import { population, source } from "../../network/population.ts";
import { extended } from "../../neurons/extended-model.ts";
import type { NeuronModel } from "../../neurons/neuron-model.ts";
import { readable } from "../../neurons/print-model.ts";
import { piecewiseConstant } from "../../simulate/given/input.ts";
import { simulate } from "../../simulate/simulate.ts";
import type { Arrivals, Protocol, Step } from "./protocol.ts";

const signal = "stimulus";
export const tolerances = { rtol: 1e-8, atol: 1e-8 } as const;

/** The run of a protocol; its neuron is the only one of "cell". */
export function protocolRun(protocol: Protocol): Run {
  const { stimulus } = protocol;
  return stimulus.kind === "step" ? runUnderStep(protocol, stimulus) : runWithArrivals(protocol, stimulus);
}

function runUnderStep({ model, parameters, until }: Protocol, step: Step): Run {
  const { parameter, rest, value, from, to } = step;
  const own = { ...parameters, [parameter]: 0 };
  const driven = population(withSignal(model, parameter), 1, { parameters: own });
  const net = network({ populations: { cell: driven } });
  const input = { [`cell.${signal}`]: piecewiseConstant([0, from, to], [rest, value, rest]) };
  return simulate(net, net.initialParameters(), input, { until, ...tolerances });
}

/** The model with a signal that is added to a parameter. */
function withSignal(model: NeuronModel, parameter: string): NeuronModel {
  const sum = add(symbol(parameter), symbol(signal));
  const changed = extended("gallery", model, { replaced: new Map([[parameter, sum]]) });
  return readable({ ...changed, signals: Object.freeze([...model.signals, signal]) });
}

function runWithArrivals({ model, parameters = {}, until }: Protocol, { weight, times }: Arrivals): Run {
  const net = network({
    populations: { input: source(1), cell: population(model, 1, { parameters }) },
    projections: [connect("input", "cell", { weight })],
  });
  return simulate(net, net.initialParameters(), { input: [times] }, { until, ...tolerances });
}

export interface FiringRates {
  readonly currents: readonly number[];
  /** [Hz]. */
  readonly rates: readonly number[];
}

/** Rates under constant currents, from the first to the last spike of the second half of a run. */
export function firingRates(
  { model, parameters, rates: range }: Pick<Protocol, "model" | "parameters" | "rates">,
  count: number,
): FiringRates {
  const { parameter, from, to, until } = range!;
  const currents = Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
  const own = { ...parameters, [parameter]: currents };
  const cells = population(model, count, { parameters: own });
  const net = network({ populations: { cells } });
  const run = simulate(net, net.initialParameters(), {}, { until, ...tolerances });
  const rates = run.spikeTimes("cells").map((times) => {
    const late = times.filter((time) => time > until / 2);
    return late.length < 2 ? 0 : (1000 * (late.length - 1)) / (late.at(-1)! - late[0]!);
  });
  return { currents, rates };
}
