/** Convolutional projections: neurons on grids with several channels, and a kernel of weights that all places share. */
import { OptionError } from "../errors.ts";
import { checkOptions, listOf } from "../options.ts";
import { counted } from "../values.ts";
import type { Synapses } from "./synapses.ts";

/** A convolution as plain data. */
export interface Convolution extends Required<ConvolutionOptions> {
  readonly kind: "convolution";
}

/** Grids and kernel of a convolution. */
export interface ConvolutionOptions {
  /** Height, width and channels of the presynaptic population: neuron (y·width + x)·channels + channel. */
  readonly input: readonly [height: number, width: number, channels: number];
  /** Height and width of the kernel. */
  readonly kernel: readonly [height: number, width: number];
  /** Channels of the postsynaptic population, whose height and width follow. */
  readonly channels: number;
  /** Distance between the places of the kernel; default 1. */
  readonly stride?: number;
  /** Rows and columns of silence around the input; default 0. */
  readonly padding?: number;
}

/**
 * Every place of the kernel on the input to one neuron per channel of the output. Weights are
 * [height, width, channels of the input, channels of the output] of the kernel, shared by all places; delays per synapse
 * are not shared.
 *
 * @throws OptionError for a wrong option
 */
export function convolution(options: ConvolutionOptions): Convolution {
  const sizes = listOf("count");
  const kinds = {
    input: sizes,
    kernel: sizes,
    channels: "count",
    stride: "count",
    padding: "whole",
  } as const;
  checkOptions("convolution", options, kinds, ["input", "kernel", "channels"]);
  const { input, kernel, channels, stride = 1, padding = 0 } = options;
  for (const [name, list, length] of [
    ["input", input, 3],
    ["kernel", kernel, 2],
  ] as const) {
    if (list.length === length) continue;
    const hint = length === 3 ? "Give [height, width, channels]." : "Give [height, width].";
    throw new OptionError("convolution", `${name} has ${counted(list.length, "number")}`, hint);
  }
  return Object.freeze({
    kind: "convolution",
    input: Object.freeze([...input]) as unknown as Convolution["input"],
    kernel: Object.freeze([...kernel]) as unknown as Convolution["kernel"],
    channels,
    stride,
    padding,
  });
}

/** Height, width and channels of what a convolution projects to. */
export function outputGrid({
  input: [height, width],
  kernel: [rows, columns],
  channels,
  stride,
  padding,
}: Convolution): readonly [height: number, width: number, channels: number] {
  const places = (size: number, part: number): number => Math.floor((size + 2 * padding - part) / stride) + 1;
  return [places(height, rows), places(width, columns), channels];
}

/** Shape of the weights of a convolution. */
export function kernelShape({ input, kernel, channels }: Convolution): readonly number[] {
  return [...kernel, input[2], channels];
}

/** @throws OptionError for populations that do not have the sizes of the grids */
export function convolutionSynapses(
  by: string,
  of: Convolution,
  preSize: number,
  postSize: number,
): Synapses {
  const { input, kernel, stride, padding } = of;
  const output = outputGrid(of);
  const [wantedPre, wantedPost] = [product(input), product(output)];
  if (!(output[0] >= 1 && output[1] >= 1)) {
    throw new OptionError(by, `a kernel of [${kernel}] is larger than the input [${input}]`, "Add padding.");
  }
  if (preSize !== wantedPre || postSize !== wantedPost) {
    const what = `the convolution joins ${counted(wantedPre, "neuron")} with ${wantedPost}, the populations have ${preSize} and ${postSize}`;
    throw new OptionError(by, what, `Its output has [${output}] neurons: height, width, channels.`);
  }
  const start = new Int32Array(preSize + 1);
  const post: number[] = [];
  const weight: number[] = [];
  for (let pre = 0; pre < preSize; pre++) {
    const channel = pre % input[2];
    const x = Math.floor(pre / input[2]) % input[1];
    const y = Math.floor(pre / input[2] / input[1]);
    for (let row = 0; row < output[0]; row++) {
      const v = y + padding - row * stride;
      if (v < 0 || v >= kernel[0]) continue;
      for (let column = 0; column < output[1]; column++) {
        const u = x + padding - column * stride;
        if (u < 0 || u >= kernel[1]) continue;
        for (let k = 0; k < output[2]; k++) {
          post.push((row * output[1] + column) * output[2] + k);
          weight.push(((v * kernel[1] + u) * input[2] + channel) * output[2] + k);
        }
      }
    }
    start[pre + 1] = post.length;
  }
  const lists = { start, post: Int32Array.from(post), listed: undefined, weight: Int32Array.from(weight) };
  return Object.freeze({ count: post.length, preSize, postSize, ...lists });
}

function product(factors: readonly number[]): number {
  return factors.reduce((all, factor) => all * factor, 1);
}
