/** The protocol of a neuron that has none of its own, found from its equations. */
import { SimulationError } from "../../errors.ts";
import { constant, jvp, symbol, symbolsOf } from "../../expr/index.ts";
import type { NeuronModel, Parameter } from "../../neurons/neuron-model.ts";
import type { ProtocolEntry, ShownStates } from "./protocol.ts";
import { runUnder } from "./protocol-run.ts";

/** When the step begins and ends, and where the run does [ms]. */
const [from, to, until] = [50, 250, 300];
const fewestSpikes = 3;
const mostInOnePanel = 4;

/**
 * A step of what acts as a current, a parameter that is 0 and is added to the rate of a state: the smallest power of two
 * under which there are three spikes. Where there is none, arrivals at the first port, or nothing.
 */
export function fallbackProtocol(model: NeuronModel): ProtocolEntry {
  const common = { title: model.name, until, shown: shownStates(model) };
  for (const { name } of addedParameters(model)) {
    const value = currentOf(model, name);
    if (value === undefined) continue;
    return {
      ...common,
      note: `A step of ${name}, under which there are three spikes or more.`,
      stimulus: { kind: "step", parameter: name, rest: 0, value, from, to },
      rates: { parameter: name, from: 0, to: 2 * value, until: 1000 },
    };
  }
  const times = model.ports.length === 0 ? [] : [50, 100, 110, 120];
  const note = times.length === 0 ? "As it moves by itself." : "What arrivals do.";
  return { ...common, note, stimulus: { kind: "arrivals", weight: 1, times } };
}

/** What is declared last first: currents stand behind what a model is made of. */
function addedParameters({ states, parameters, derivatives }: NeuronModel): Parameter[] {
  const names = states.map(({ name }) => name);
  return parameters.toReversed().filter(({ name, default: value }) => {
    if (value !== 0) return false;
    return jvp(derivatives, [symbol(name)], [constant(1)]).some((rate) => {
      const read = symbolsOf([rate]);
      return !(rate.op === "constant" && rate.value === 0) && ![name, ...names].some((one) => read.has(one));
    });
  });
}

/** The smallest power of two from 1/256 to 4096 that makes it spike. */
function currentOf(model: NeuronModel, parameter: string): number | undefined {
  if (!model.events.some(({ emits }) => emits)) return undefined;
  for (let current = 1 / 256; current <= 4096; current *= 2) {
    try {
      const [spikes] = runUnder({ model }, { parameter, until: to - from }, [current]).spikeTimes("cells");
      if (spikes!.length >= fewestSpikes) return current;
    } catch (error) {
      if (error instanceof SimulationError) return undefined;
      throw error;
    }
  }
  return undefined;
}

/** All that move by themselves, those of one unit together. */
function shownStates({ states }: NeuronModel): ShownStates[] {
  const moving = states.filter(({ discrete }) => !discrete);
  const units = [...new Set(moving.map(({ unit }) => unit))];
  return units.flatMap((own) => {
    const names = moving.filter(({ unit }) => unit === own).map(({ name }) => name);
    const panels = Math.ceil(names.length / mostInOnePanel);
    return Array.from({ length: panels }, (_, k) => ({
      states: names.slice(k * mostInOnePanel, (k + 1) * mostInOnePanel),
    }));
  });
}
