/** A network as a layer of a model of TensorFlow.js. */
import { serialization, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { type LayerVariable, layers, type Shape } from "@tensorflow/tfjs-layers";
import { OptionError, ShapeError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters } from "../network/parameters.ts";
import { counted } from "../values.ts";
import { configText, fromConfigText } from "./layer-config.ts";
import { type Operation, operate } from "./operation.ts";
import { operationOf, type SpikingOpOptions } from "./spiking-op.ts";
import { checkInputShape } from "./tensor-input.ts";
import { coordinatesOf, fillParameters, type ParameterSlot, trainableSlots } from "./tensor-parameters.ts";

const where = "spikingLayer";

/** What is read of the runs and how they are run, and what every layer of TensorFlow.js may be given. */
export interface SpikingLayerOptions extends SpikingOpOptions {
  /** Name of the layer; TensorFlow.js finds one if left out. */
  readonly name?: string;
  /** Whether `model.fit` changes its weights, default true. */
  readonly trainable?: boolean;
  /** Without the batch, for the first layer of a model: [channels] or [channels, spikes]. */
  readonly inputShape?: Shape;
}

/**
 * A layer that runs a network for every sample of a batch. Its weights are what `network({ trainable })` names, as
 * coordinates that may be any number: the natural value of a weight itself, and of a delay, which is 0 for a negative
 * one; the logarithm of what is positive, as time constants are; the logit of what is bounded. So no step of an optimizer
 * leaves a domain. What does not train is no weight.
 */
export class SpikingLayer extends layers.Layer {
  /** What a saved model calls it. */
  static readonly className: string = "SpikingLayer";
  readonly network: Network;
  readonly #operation: Operation;
  readonly #options: SpikingLayerOptions;
  readonly #slots: readonly ParameterSlot[];
  #variables: readonly LayerVariable[] = [];

  /**
   * @throws OptionError for wrong options, and where what trains starts at the end of its domain, as a time constant of 0 would
   */
  constructor(network: Network, options: SpikingLayerOptions) {
    const { name, trainable, inputShape, ...own } = options ?? {};
    super({
      ...(name !== undefined && { name }),
      ...(trainable !== undefined && { trainable }),
      ...(inputShape !== undefined && { inputShape }),
    });
    this.network = network;
    this.#options = own as SpikingOpOptions;
    this.#operation = operationOf(where, network, this.#options, ["name", "trainable", "inputShape"]);
    this.#slots = trainableSlots(network.layout);
    for (const slot of this.#slots) coordinatesOf(where, slot, this.#operation.parameters);
    if (this.#operation.slots.length > 0) return;
    throw new OptionError(where, "no tensor drives the network", "Leave a source or a signal out of input.");
  }

  /** @throws ShapeError for what cannot drive the network */
  override build(inputShape: Shape | Shape[]): void {
    this.computeOutputShape(inputShape);
    const names = weightNames(this.#slots);
    const zeros = (shape: readonly number[]): Tensor => tensor(new Float32Array(lengthOf(shape)), [...shape]);
    this.#variables = this.#slots.map(({ row }, k) =>
      this.addWeight(names[k]!, [...row.shape], "float32", { apply: zeros } as never),
    );
    this.#write(this.#operation.parameters);
    super.build(inputShape);
  }

  /** @throws as `build` does */
  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shapes = (Array.isArray(inputShape[0]) ? inputShape : [inputShape]) as Shape[];
    const { slots, shape } = this.#operation;
    if (shapes.length !== slots.length) {
      const names = slots.map((slot) => slot.name).join(", ");
      throw new ShapeError(
        where,
        `${counted(shapes.length, "input")} for ${names}`,
        "Give one for each, in this order.",
      );
    }
    slots.forEach((slot, k) => {
      checkInputShape(where, slot, shapes[k]!, [2, 3]);
    });
    return [shapes[0]![0]!, ...shape];
  }

  override call(inputs: Tensor | Tensor[], kwargs: Record<string, unknown>): Tensor {
    return tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const given = Array.isArray(inputs) ? inputs : [inputs];
      const weights = this.#variables.map((variable) => variable.read());
      return operate(this.#operation, this.#slots, [...given, ...weights]);
    });
  }

  /** A copy of the natural values of all parameters, as they are now: to simulate with, or to save with the network. */
  parameters(): Parameters {
    const parameters = this.#operation.parameters.copy();
    fillParameters(where, this.#slots.slice(0, this.#variables.length), this.#tensors(), parameters);
    return parameters;
  }

  /**
   * Sets all parameters by their natural values, those that do not train included.
   *
   * @throws OptionError for parameters of another network, and for values that lie outside their domains, or, where
   *   they train, on their ends
   */
  setParameters(parameters: Parameters): void {
    checkParameters(where, this.network, parameters);
    for (const slot of this.#slots) coordinatesOf(where, slot, parameters);
    this.#operation.parameters.values.set(parameters.values);
    this.#write(parameters);
  }

  /** @throws UnsupportedError for what cannot be saved: a readout, method or controller of one's own */
  override getConfig(): serialization.ConfigDict {
    // TensorFlow.js rewrites all keys and texts on the way to a file, but for what is called `name`.
    const saltus = { name: configText(this.network, this.#options, this.#operation.parameters) };
    return { ...super.getConfig(), saltus };
  }

  static override fromConfig<T extends serialization.Serializable>(
    cls: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    const { saltus, batchInputShape, name, trainable } = config as {
      readonly saltus?: { readonly name?: unknown };
      readonly batchInputShape?: Shape;
      readonly name?: string;
      readonly trainable?: boolean;
    };
    const [network, options] = fromConfigText(saltus?.name);
    const given: SpikingLayerOptions = {
      ...options,
      ...(name !== undefined && { name }),
      ...(trainable !== undefined && { trainable }),
      ...(batchInputShape !== undefined && { inputShape: batchInputShape.slice(1) }),
    };
    return new cls(network, given);
  }

  #tensors(): Tensor[] {
    return this.#variables.map((variable) => variable.read());
  }

  #write(parameters: Parameters): void {
    tidy(() => {
      this.#variables.forEach((variable, k) => {
        const slot = this.#slots[k]!;
        variable.write(tensor(coordinatesOf(where, slot, parameters), [...slot.row.shape]));
      });
    });
  }
}

/**
 * A layer that runs a network, for `tf.sequential` and `tf.model`; its input are spike times [batch, channels] or
 * [batch, channels, spikes] of the source, or several inputs: of the sources, then of the signals, in the order of
 * the network, as `spikingOp` takes them. Its output is what the readout reads, [batch, …].
 *
 * @param options  as of `spikingOp`; `parameters` are the values that training starts from
 * @throws OptionError for wrong options, and where what trains starts at the end of its domain, as a fraction of 1 does;
 *   when it is built or run it throws as `spikingOp` does
 */
export function spikingLayer(network: Network, options: SpikingLayerOptions): SpikingLayer {
  serialization.registerClass(SpikingLayer);
  return new SpikingLayer(network, options);
}

function lengthOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

const coordinateOf: Readonly<Record<string, string>> = { free: "", nonnegative: "", positive: ".log" };

/** Names that TensorFlow.js allows: letters, digits and - . _ only, beginning with a letter or digit. */
function weightNames(slots: readonly ParameterSlot[]): string[] {
  const names = slots.map(({ row, transform }) => {
    const plain = row.id.replaceAll("→", "-to-").replace(/[^A-Za-z0-9._-]/g, "_");
    return `${/^[A-Za-z0-9]/.test(plain) ? "" : "p"}${plain}${coordinateOf[transform.name] ?? ".logit"}`;
  });
  return names.map((name, k) => (names.indexOf(name) === k ? name : `${name}_${k}`));
}
