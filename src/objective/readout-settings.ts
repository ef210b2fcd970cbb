/** How to run so that readouts have what they read, and nothing else is simulated. */
import { knownHere, OptionError } from "../errors.ts";
import { declaredName } from "../network/event-names.ts";
import type { Network } from "../network/network.ts";
import type { NeuronPopulation } from "../network/population.ts";
import { checkKeys } from "../options.ts";

import { checkReached } from "../readouts/check-reached.ts";
import type { Reading, ReadoutNeeds } from "../readouts/readout.ts";
import {
  populationOf,
  type Settings,
  type SimulateOptions,
  settingsOf,
  simulateOptionNames,
} from "../simulate/given/options.ts";

import { isRecord, shown } from "../values.ts";

const derived: readonly string[] = ["samples", "stopAfterSpikes", "endEarly", "throwOnFailure"];

/** Names of the options of a run that do not follow from the readouts. */
const runOptionNames: readonly string[] = simulateOptionNames.filter((name) => !derived.includes(name));

/**
 * @param of   what the options are of, for messages
 * @param own  names of those that are none of a run
 * @throws OptionError for options that are no object, one that follows from the readouts, or an unknown one
 */
export function checkNames(where: string, of: string, options: object, own: readonly string[]): void {
  const known = [...own, ...runOptionNames];
  if (!isRecord(options)) checkKeys(where, options, known);
  for (const name of derived) {
    if (!Object.hasOwn(options, name)) continue;
    const hint = "Leave it out: it follows from the readouts, and a run that fails throws.";
    throw new OptionError(where, `${name} is no option of ${of}`, hint);
  }
  checkKeys(where, options, known);
}

/**
 * @param options  without what follows from the readouts
 * @throws OptionError for a readout of what is not there, and for a wrong option
 */
export function readoutSettings(
  where: string,
  network: Network,
  readouts: readonly Reading[],
  options: SimulateOptions,
): Settings {
  for (const { name, needs } of readouts) checkNeeds(`${where}: ${name}`, network, needs);
  const needs = readouts.map((readout) => readout.needs);
  const samples = needs.flatMap(({ population, times, side = "after" }) =>
    times === undefined ? [] : [{ population, times, side }],
  );
  const counts = new Map<string, number>();
  for (const { population, spikes } of needs) {
    if (spikes !== undefined) counts.set(population, Math.max(spikes, counts.get(population) ?? 0));
  }
  const endEarly =
    samples.length === 0 &&
    counts.size > 0 &&
    [...counts.values()].every(Number.isFinite) &&
    network.projections.every(({ pre }) => !counts.has(pre.name));
  // Own entries whatever the names: a population may be called `__proto__`.
  const stopAfterSpikes = Object.fromEntries([...counts].filter(([, count]) => Number.isFinite(count)));
  const settings = settingsOf(network, { ...options, samples, stopAfterSpikes, endEarly }, where);
  for (const {
    name,
    needs: { until = 0 },
  } of readouts)
    checkReached(`${where}: ${name}`, Math.max(until, settings.from), settings);
  // Nobody reads how near to their threshold neurons came, and single records only where a state is looked for in
  // neurons with events: folded ones of others tell what they may have.
  const lookedAt = needs.flatMap(({ population, state, times }) =>
    state !== undefined && times === undefined ? [population] : [],
  );
  const folds = new Set(
    network.populations.flatMap(({ name, definition }) => {
      const isSilent = definition.kind === "neurons" && definition.model.events.length === 0;
      return isSilent || !lookedAt.includes(name) ? [name] : [];
    }),
  );
  return { ...settings, notesApproaches: false, folds, recordsStay: true };
}

/** The population is there, and the state in it; that it can be sampled is checked with the samples. */
function checkNeeds(
  where: string,
  network: Network,
  { population, state, event, times }: ReadoutNeeds,
): void {
  const { definition } = populationOf(where, network, population);
  if (state === undefined) return;
  if (definition.kind === "source") {
    if (times !== undefined) return;
    const hint = "Read a population of neurons.";
    throw new OptionError(where, `"${population}" is a source, which has no states`, hint);
  }
  const { model } = definition as NeuronPopulation;
  const known = (what: string, name: string | undefined, names: readonly string[]): void => {
    if (name === undefined || names.includes(name)) return;
    throw new OptionError(where, `there is no ${what} ${shown(name)}`, knownHere(name, names));
  };
  known(
    "state",
    state,
    model.states.map(({ name }) => name),
  );
  known("event", event, [...new Set(model.events.map(({ name }) => declaredName(name)))]);
}
