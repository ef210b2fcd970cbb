/** A network of the library, its parameters and an input as the oracle wants them. */
import type { Network, NetworkPopulation } from "../../../src/network/network.ts";
import type { Parameters } from "../../../src/network/parameters.ts";
import type { NeuronPopulation } from "../../../src/network/population.ts";
import { delayOf, firstSynapse, postOf, type Synapses, weightOf } from "../../../src/network/synapses.ts";
import type { Input, Signal } from "../../../src/simulate/given/input.ts";
import type { OracleNetwork, OracleSignal, OracleUnit } from "./model.ts";
import { initialNames, modelOf } from "./model-of.ts";

/** Units are numbered as the network numbers them, channels of sources included. */
export function networkOf(
  { populations, projections, layout }: Network,
  parameters: Pick<Parameters, "view">,
  input: Input,
  delay?: OracleNetwork["delay"],
): OracleNetwork {
  const units = populations.flatMap(({ name, size, definition }): OracleUnit[] => {
    const own = input[name] as readonly ArrayLike<number>[] | undefined;
    const members = Array.from({ length: size }, (_, n) => n);
    if (definition.kind === "source") return members.map((n) => ({ times: own![n]! }));
    const { model } = definition as NeuronPopulation;
    const value = (what: string, n: number): number => {
      const id = `${name}.${what}`;
      return parameters.view(id)[layout.row(id).length === 1 ? 0 : n]!;
    };
    return members.map((n) => {
      const names = [...model.parameters.map((parameter) => parameter.name), ...initialNames(model)];
      const values = Object.fromEntries(names.map((what) => [what, value(what, n)]));
      return {
        model: modelOf(model).model,
        p: model.parameters.map((parameter) => values[parameter.name]!),
        initial: modelOf(model).initial(values),
        signals: model.signals.map((signal) => signalOf(input[`${name}.${signal}`] as Signal, n)),
      };
    });
  });
  const unitsOf = ({ firstNeuron, size }: NetworkPopulation): number[] =>
    Array.from({ length: size }, (_, n) => firstNeuron + n);
  return {
    units,
    projections: projections.map(({ name, pre, post, port, synapses }) => {
      const { channels } = (post.definition as NeuronPopulation).model.ports[port]!;
      const arrays = channels.map((channel) => parameters.view(`${name}.${channel}`));
      return {
        pre: unitsOf(pre),
        post: unitsOf(post),
        port,
        weights: (i, j) => {
          const synapse = synapseOf(synapses, i, j);
          return synapse < 0 ? undefined : arrays.map((array) => array[weightOf(synapses, synapse)]!);
        },
      };
    }),
    delay:
      delay ??
      ((projection, i, j) => {
        const { name, synapses, delayPer } = projections[projection]!;
        const at = delayOf(delayPer, synapses, i, j, synapseOf(synapses, i, j));
        return parameters.view(`${name}.delay`)[at]!;
      }),
  };
}

/** The only synapse of a pair; −1 if there is none. */
function synapseOf(synapses: Synapses, pre: number, post: number): number {
  let found = -1;
  for (let s = firstSynapse(synapses, pre); s < firstSynapse(synapses, pre + 1); s++) {
    if (postOf(synapses, s) !== post) continue;
    if (found >= 0) throw new Error("the oracle knows one synapse of each pair in a projection");
    found = s;
  }
  return found;
}

function signalOf({ kind, times, values }: Signal, n: number): OracleSignal {
  const own = typeof values[0] === "number" ? values : values[n];
  return { kind, times, values: own as ArrayLike<number> };
}
