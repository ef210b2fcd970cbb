/** What a training depends on besides its state, as texts that can be saved and compared. */
import { discreteAdjoint } from "../adjoint/gradient-method.ts";
import { OptionError } from "../errors.ts";
import { difference } from "../expr/difference.ts";
import type { NetworkDescription } from "../io/network-description.ts";
import { fingerprint } from "../numeric/fingerprint.ts";
import type { Objective } from "../objective/objective.ts";
import { shown } from "../values.ts";
import { type FitSettings, isChangeable } from "./fit-options.ts";
import type { CheckedSamples } from "./samples.ts";
import { stateOf } from "./snapshot-bytes.ts";
import type { TrainingState } from "./training-state.ts";

/** Epochs at which schedules are compared. */
const probes = [0, 0.5, 1, 2.5, 5, 10, 25, 50, 100];

/** A text for every option that changes bits; `epochs` does not. */
export function conditionsOf(settings: FitSettings): Record<string, string> {
  const { objective, data, validation, batchSize, optimizer, schedule, clip, seed, metrics, silent } =
    settings;
  const rates = probes.map((epoch) => `${schedule(epoch)} at epoch ${epoch}`);
  return {
    data: describeSamples(data),
    validation: validation === undefined ? "none" : describeSamples(validation),
    objective: describeObjective(objective),
    batchSize: String(batchSize),
    optimizer: `${optimizer.name} ${JSON.stringify(optimizer.settings ?? {})}`,
    learningRate: rates.join(", "),
    clip: String(clip),
    seed: JSON.stringify(seed),
    metrics: metrics.map(({ name }) => name).join(", "),
    silent: JSON.stringify(silent),
  };
}

function describeSamples({ inputs, targets }: CheckedSamples): string {
  return `${inputs.length} samples with fingerprint ${fingerprint([inputs, targets])}`;
}

function describeObjective({ terms, settings, gradientMethod }: Objective): string {
  const { until, method, rtol, atol, maxStep, controller, maxSteps, maxRounds, maxSpikes } = settings;
  const { from, continued } = settings;
  const begins = continued === undefined ? "" : `, from ${from} on from ${fingerprint(continued)}`;
  const named = terms.map(
    ({ name, readout, loss, weight }) =>
      `${weight} × ${name} (${loss.name}${made(loss)} of ${readout.name} ${JSON.stringify(readout.needs)}${made(readout)})`,
  );
  const numbers = { until, rtol, atol, maxStep, maxSteps, maxRounds, maxSpikes };
  // Snapshots of before name none.
  const by = gradientMethod === discreteAdjoint ? "" : `, gradient by ${gradientMethod.name}`;
  const steps = controller?.adaptive === false ? "fixed" : "adaptive";
  return `${named.join(" + ")}, ${method.name}${made({ settings: numbers })}, ${steps} steps${made(controller ?? {})}${begins}${by}`;
}

/** What something was made with, if it says so. Texts, because JSON has no Infinity. */
function made({ settings }: { readonly settings?: Readonly<Record<string, number | string>> }): string {
  if (settings === undefined) return "";
  return ` {${Object.entries(settings)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ")}}`;
}

/**
 * @param mayDiffer  names of conditions that are not compared
 * @throws OptionError or ShapeError for what is no snapshot; OptionError naming what differs between a
 *   snapshot and the training that is to go on from it
 */
export function checkConditions(
  state: TrainingState,
  network: NetworkDescription,
  conditions: Readonly<Record<string, string>>,
  mayDiffer: readonly string[] = [],
): void {
  checkSnapshot(state);
  const hint = "Resume with what the snapshot was trained with, or start anew from its parameters.";
  const other = difference(network, state.network);
  if (other !== undefined) {
    const what = `${other.path} is ${shown(other.first)} here and ${shown(other.second)} there`;
    throw new OptionError("fit: resume", `the snapshot is of another network: ${what}`, hint);
  }
  for (const name of new Set([...Object.keys(conditions), ...Object.keys(state.conditions)])) {
    const [here, there] = [conditions[name], state.conditions[name]];
    if (here === there || mayDiffer.includes(name)) continue;
    const asked = isChangeable(name) ? ` Or allow it: mayDiffer: ["${name}"].` : "";
    const [own, other] = name === "learningRate" ? ratesThatDiffer(here, there) : [here, there];
    const what = `${name} differs\n    here: ${own}\n    snapshot: ${other}`;
    throw new OptionError("fit: resume", what, `${hint}${asked}`);
  }
}

/** Of two schedules only the first epochs at which they differ; one number for a rate that stays the same. */
function ratesThatDiffer(here = "", there = ""): readonly [string, string] {
  const [own, other] = [here.split(", "), there.split(", ")];
  const told = (entries: readonly string[], others: readonly string[]): string => {
    const [rate] = entries[0]!.split(" at epoch ");
    if (entries.every((entry) => entry.startsWith(`${rate} at epoch `))) return rate!;
    const [first, second, ...more] = entries.filter((entry, k) => entry !== others[k]);
    return [first, second, ...(more.length > 0 ? ["…"] : [])].join(", ");
  };
  return [told(own, other), told(other, own)];
}

/** The state may come from anywhere; a promise of one is a common mistake. */
function checkSnapshot(state: unknown): void {
  const where = "fit: resume";
  const isObject = typeof state === "object" && state !== null && !Array.isArray(state);
  if (!isObject || !Object.hasOwn(state, "conditions")) {
    const what = `what it is given is ${isObject ? "an object without conditions" : shown(state)}`;
    throw new OptionError(where, what, "Give the state as snapshot() or await loadSnapshot(file) gave it.");
  }
  stateOf(state, { document: where, path: "" });
}
