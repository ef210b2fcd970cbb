/** Runs of a network as one differentiable operation on tensors; in float64 inside. */
import { customGrad, engine, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { closeSums, openSums } from "../adjoint/open-sums.ts";
import { inputTimes, signalValues, zeroCotangents } from "../adjoint/pullback.ts";
import { reverseSweep } from "../adjoint/reverse-sweep.ts";
import type { Run } from "../compile/run.ts";
import { OptionError, ShapeError, UnsupportedError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import type { Readout } from "../readouts/readout.ts";
import { type CheckedInput, checkInput, type Input } from "../simulate/given/input.ts";
import type { Settings } from "../simulate/given/options.ts";
import { runOnce } from "../simulate/run-once.ts";
import { createTape } from "../tape/tape.ts";
import { counted } from "../values.ts";
import { fillInputGradient, type InputSlot, tensorInput } from "./tensor-input.ts";
import { coordinateGradient, fillParameters, type ParameterSlot } from "./tensor-parameters.ts";
import { readTensor } from "./tensors.ts";

/** What is run and read. */
export interface Operation {
  readonly network: Network;
  readonly readout: Readout;
  /** Of what is read of one run. */
  readonly shape: readonly number[];
  readonly settings: Settings;
  /** What tensors drive; `input` drives the rest. */
  readonly slots: readonly InputSlot[];
  readonly input: Input;
  /** Values of parameters that have no tensor. */
  readonly parameters: Parameters;
}

/** One call: all that its runs and their reverse sweeps need. */
interface Call extends Operation {
  readonly inputs: readonly CheckedInput[];
  readonly parameterSlots: readonly ParameterSlot[];
}

/**
 * @param tensors  by input slot, then by parameter slot
 * @returns what is read, [batch, …]; without the first dimension where tensors have no batch
 * @throws OptionError or ShapeError for what does not fit; SimulationError for a run that does not complete;
 *   UnsupportedError for a backend that cannot be read
 */
export function operate(
  operation: Operation,
  parameterSlots: readonly ParameterSlot[],
  tensors: readonly Tensor[],
): Tensor {
  const { network, slots, settings } = operation;
  const { where } = settings;
  const parameters = operation.parameters.copy();
  fillParameters(where, parameterSlots, tensors.slice(slots.length), parameters);
  checkParameters(where, network, parameters);
  const { batch, inputs } = tensorInput(where, slots, tensors, operation.input);
  const call: Call = {
    ...operation,
    parameters,
    parameterSlots,
    inputs: inputs.map((input) => checkInput(network, input, `${where}: input`)),
  };
  // What nobody differentiates needs one tape for all of its runs.
  if (!engine().isTapeOn() || tensors.length === 0) return read(call, batch, runsWithOneTape(call));
  return customGrad((...given) => {
    const save = given.pop() as (saved: Tensor[]) => void;
    save(given as Tensor[]);
    let runs: readonly Run[] | undefined = call.inputs.map((input) => run(call, input));
    return {
      value: read(call, batch, runs),
      gradFunc: (bars, saved) => {
        const sizes = saved.map(({ size }) => size);
        const gradients = sweep(call, runs ?? runsOf(call), readTensor(where, "the gradient", bars), sizes);
        // A second pass over the same operation, which is rare, runs again: a tape is large.
        runs = undefined;
        return saved.map(({ shape }, k) => onceDifferentiable(where, gradients[k]!, shape, [bars, ...saved]));
      },
    };
  })(...tensors);
}

function run({ network, parameters, settings }: Call, input: CheckedInput, tape = createTape()): Run {
  return runOnce(network, { parameters, input }, settings, tape);
}

function* runsOf(call: Call): Generator<Run> {
  for (const input of call.inputs) yield run(call, input);
}

/** Each run is overwritten by the next one. */
function* runsWithOneTape(call: Call): Generator<Run> {
  const tape = createTape();
  for (const input of call.inputs) yield run(call, input, tape);
}

/** What is read of every run, as one tensor. */
function read(
  { readout, shape, inputs, settings }: Call,
  batch: number | undefined,
  runs: Iterable<Run>,
): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  const values = new Float32Array(inputs.length * length);
  let sample = 0;
  for (const one of runs) {
    const own = readout.read(one);
    if (own.length !== length) {
      const what = `the readout ${readout.name} reads ${counted(own.length, "value")}, and says a shape of [${shape}]`;
      throw new ShapeError(settings.where, what, "It has to read as many in every run.");
    }
    if (readout.needs.state !== undefined && own.includes(Number.POSITIVE_INFINITY)) {
      const what = `${readout.name} misses a spike, and no time stands for a state`;
      throw new OptionError(settings.where, what, "Give it a silentValue.");
    }
    // Softmax and the like make NaN of Infinity.
    values.set(
      own.map((value) => (value === Number.POSITIVE_INFINITY ? one.until : value)),
      sample++ * length,
    );
  }
  return tensor(values, batch === undefined ? [...shape] : [batch, ...shape], "float32");
}

/** Gradients with respect to all tensors of a call, of these sizes. */
function sweep(
  call: Call,
  runs: Iterable<Run>,
  bars: ArrayLike<number>,
  sizes: readonly number[],
): Float32Array[] {
  const { network, readout, slots, parameterSlots, parameters, inputs } = call;
  const { layout } = network;
  const wanted = new Set(parameterSlots.map(({ row }) => row.slice));
  const isWanted = (id: string): boolean => wanted.has(layout.row(id).slice);
  const total = new Float64Array(layout.size);
  const sums = openSums({ parameters: total, wanted: isWanted });
  const width = bars.length / inputs.length;
  const inputGradients = slots.map((_, k) => new Float32Array(sizes[k]!));
  let sample = 0;
  for (const one of runs) {
    const cotangents = zeroCotangents(one);
    const own = Float64Array.from({ length: width }, (_, i) => bars[sample * width + i]!);
    readout.pullback(one, own, cotangents);
    const result = reverseSweep(one, cotangents, sums);
    const given = { inputTimes: inputTimes(one, result), signals: signalValues(one, result) };
    slots.forEach((slot, k) => {
      fillInputGradient(slot, given, sample, inputs.length, inputGradients[k]!);
    });
    sample++;
  }
  closeSums(sums);
  return [...inputGradients, ...parameterSlots.map((slot) => coordinateGradient(slot, total, parameters))];
}

/** A gradient that refuses to be differentiated: as a constant its derivative would silently be 0. */
function onceDifferentiable(
  where: string,
  values: Float32Array,
  shape: number[],
  on: readonly Tensor[],
): Tensor {
  if (!engine().isTapeOn()) return tensor(values, shape, "float32");
  return customGrad(() => ({
    value: tensor(values, shape, "float32"),
    gradFunc: () => {
      throw new UnsupportedError(
        where,
        "the gradient of a run has no gradient of its own",
        "Differentiate once, as tf.grads, tf.variableGrads and model.fit do.",
      );
    },
  }))(...on);
}
