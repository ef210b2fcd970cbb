/** How a projection connects neurons, read from plain data: the calls that make it check it. */
import { OptionError } from "../errors.ts";
import { type ConvolutionOptions, convolution } from "../network/convolution.ts";
import {
  allToAll,
  type DrawOptions,
  fixedInDegree,
  oneToOne,
  pairs,
  type Topology,
  withProbability,
} from "../network/topology.ts";
import { shown } from "../values.ts";
import { field, finite, listOf, natural, objectOf, type Reader, whereIs, words } from "./json-reader.ts";

const makers: Readonly<Record<Topology["kind"], Reader<Topology>>> = {
  allToAll: (value, at) => {
    const { kind: _, ...options } = objectOf(["kind", "self"])(value, at);
    return allToAll(options);
  },
  oneToOne: (value, at) => {
    objectOf(["kind"])(value, at);
    return oneToOne();
  },
  pairs: (value, at) => {
    const object = objectOf(["kind", "pre", "post"])(value, at);
    const pre = field(object, at, "pre", listOf(natural));
    const post = field(object, at, "post", listOf(natural, pre.length));
    return pairs(pre.map((neuron, k) => [neuron, post[k]!]));
  },
  withProbability: (value, at) => {
    const { kind: _, probability, ...draw } = objectOf(["kind", "probability", "seed", "self"])(value, at);
    return withProbability(probability as number, draw as DrawOptions);
  },
  fixedInDegree: (value, at) => {
    const { kind: _, inDegree, ...draw } = objectOf(["kind", "inDegree", "seed", "self"])(value, at);
    return fixedInDegree(inDegree as number, draw as DrawOptions);
  },
  convolution: (value, at) => {
    const known = ["kind", "input", "kernel", "channels", "stride", "padding"];
    const object = objectOf(known)(value, at);
    for (const name of ["input", "kernel"]) field(object, at, name, listOf(finite));
    const { kind: _, ...options } = object;
    return convolution(options as unknown as ConvolutionOptions);
  },
};

export const topologyOfDescription: Reader<Topology> = (value, at) => {
  const kind = field(objectOf()(value, at), at, "kind", words);
  if (Object.hasOwn(makers, kind)) return makers[kind as keyof typeof makers](value, at);
  const what = `there is no topology ${shown(kind)}`;
  throw new OptionError(whereIs(at), what, `Known here: ${Object.keys(makers).join(", ")}.`);
};
