/** A network as an operation of TensorFlow.js. */
import { Tensor } from "@tensorflow/tfjs-core";
import { OptionError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkNetwork, checkParameters, type Parameters } from "../network/parameters.ts";
import { checkNames, readoutSettings } from "../objective/readout-settings.ts";
import { checkValue, listOf, rule, unknownKey } from "../options.ts";
import { type Readout, readoutKind } from "../readouts/readout.ts";
import type { Input } from "../simulate/given/input.ts";
import type { SimulateOptions } from "../simulate/given/options.ts";
import { isRecord, shown } from "../values.ts";
import { type Operation, operate } from "./operation.ts";
import { type InputSlot, inputSlots, type SignalForm } from "./tensor-input.ts";
import { naturalSlots } from "./tensor-parameters.ts";

/** What is read of the runs, what is not a tensor in them, and how they are run. */
export interface SpikingOpOptions
  extends Omit<SimulateOptions, "samples" | "stopAfterSpikes" | "endEarly" | "throwOnFailure"> {
  /**
   * What is read, of a shape that the readout says: runs of a batch that read differently much make no tensor. A spike
   * that never comes reads as the readout's `silentTime`; where that is Infinity, as `until`.
   */
  readonly readout: Readout;
  /** Values of parameters that are given no tensor; default: the network's initial ones. Copied. */
  readonly parameters?: Parameters;
  /** Spike times and signals that are the same in all runs, for sources and signals that are given no tensor. */
  readonly input?: Input;
  /** By `population.signal`: when its values hold; default: one value, from 0 on. */
  readonly signals?: Readonly<Record<string, SignalForm>>;
}

/** Tensors by name; a single one may be given bare. */
export type InputTensors = Tensor | Readonly<Record<string, Tensor>>;

/**
 * Runs the network for every sample of a batch, with one set of parameters.
 *
 * @param input       by name: spike times of a source, [batch, channels] for one each or [batch, channels, spikes],
 *   in any order, Infinity for an absent one [ms]; values of a signal, [batch, neurons] or
 *   [batch, neurons, times]. For one sample alone [channels] or [neurons]. A network with one of them takes it bare
 * @param parameters  by `owner.name`, in the shape and unit of the network's layout
 * @returns float32, [batch, …] with the shape of the readout; without the first dimension for one sample alone
 * @throws OptionError or ShapeError for wrong names, shapes or values; SimulationError for a run that does not
 *   complete; UnsupportedError for a backend whose tensors cannot be read at once, and when the gradient is
 *   differentiated again
 */
export type SpikingOp = (input: InputTensors, parameters?: Readonly<Record<string, Tensor>>) => Tensor;

/**
 * A function of tensors that runs a network and reads from it; TensorFlow.js differentiates it with the gradient
 * that is exact for the runs, with respect to every tensor that it is given. Runs are float64 inside, on the CPU;
 * the tensors are float32 of whatever backend. A missing spike has gradient 0.
 *
 * @returns keeps no tensor
 * @throws OptionError for wrong options
 */
export function spikingOp(network: Network, options: SpikingOpOptions): SpikingOp {
  const where = "spikingOp";
  const operation = operationOf(where, network, options);
  return (input, parameters = {}) => {
    checkValue(where, "parameters", parameters, tensorsKind);
    const names = Object.keys(parameters);
    const slots = naturalSlots(where, network.layout, names);
    const inputs = namedInputs(where, operation.slots, input);
    return operate(operation, slots, [...inputs, ...names.map((name) => parameters[name]!)]);
  };
}

const tensorsKind = rule(
  (tensors) => isRecord(tensors) && !(tensors instanceof Tensor),
  'Give an object such as { "hidden.bias": tensor }.',
);

const ownOptions = ["readout", "parameters", "input", "signals"];

/**
 * @param where  the public function that was called, for messages
 * @param taken  names of options that the caller has taken out, for messages
 * @throws OptionError for wrong options
 */
export function operationOf(
  where: string,
  network: Network,
  options: SpikingOpOptions,
  taken: readonly string[] = [],
): Operation {
  checkNetwork(where, network);
  checkNames(where, where, options, [...ownOptions, ...taken]);
  const { readout, parameters = network.initialParameters(), input = {}, signals = {}, ...run } = options;
  checkValue(where, "readout", readout, readoutKind);
  checkParameters(where, network, parameters);
  const settings = readoutSettings(where, network, [readout], run);
  return {
    network,
    readout,
    shape: shapeOf(where, network, readout),
    settings,
    slots: inputSlots(where, network, signals, input),
    input,
    parameters: parameters.copy(),
  };
}

/** @throws OptionError for a readout that does not say the shape of what it reads, as those of every spike cannot */
function shapeOf(where: string, network: Network, { name, needs, shape }: Readout): readonly number[] {
  if (typeof shape !== "function") {
    const hint =
      "Take one that reads the same number of values in every run; one of your own says it by shape: (size) => […].";
    throw new OptionError(where, `the readout ${name} does not say the shape of what it reads`, hint);
  }
  const sizes = shape(network.population(needs.population).size);
  checkValue(where, `the shape of ${name}`, sizes, listOf("whole"));
  return sizes;
}

/** The tensors in the order of the slots; that they are tensors is not checked. */
function namedInputs(where: string, slots: readonly InputSlot[], input: InputTensors): Tensor[] {
  const known = slots.map(({ name }) => name);
  const isBare = input instanceof Tensor;
  if (isBare && known.length === 1) return [input];
  if (isBare || !isRecord(input)) {
    const what = `the input is ${isBare ? "one tensor" : shown(input)}, and tensors drive ${known.join(", ") || "nothing"}`;
    throw new OptionError(where, what, "Give an object with a tensor for each of them by its name.");
  }
  const unknown = unknownKey(input, known);
  if (unknown !== undefined) throw new OptionError(where, `no tensor drives "${unknown.key}"`, unknown.hint);
  return known.map((name) => {
    const tensor = Object.hasOwn(input, name) ? input[name] : undefined;
    if (tensor !== undefined) return tensor;
    const hint = `Give { "${name}": tensor }, or what is the same in all runs in the option input.`;
    throw new OptionError(where, `there is no tensor for "${name}"`, hint);
  });
}
