/** What a training depends on besides its state, as texts that can be saved and compared. */
import { descriptionOf } from "../described.ts";
import { OptionError } from "../errors.ts";
import { difference } from "../expr/difference.ts";
import { textOfContent } from "../io/content.ts";
import type { NetworkDescription } from "../io/network-description.ts";
import { fingerprint } from "../numeric/fingerprint.ts";
import { describeGradientMethod, describeTerm } from "../objective/describe-objective.ts";
import type { Objective } from "../objective/objective.ts";
import { describeSteps } from "../simulate/given/describe-steps.ts";
import { shown } from "../values.ts";
import { type FitSettings, isChangeable } from "./fit-options.ts";
import { metricKinds } from "./metrics.ts";
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
    objective: textOfObjective(objective),
    batchSize: String(batchSize),
    optimizer: `${optimizer.name} ${JSON.stringify(optimizer.settings ?? {})}`,
    learningRate: rates.join(", "),
    clip: String(clip),
    seed: JSON.stringify(seed),
    metrics: textOf(
      metrics.map((metric) => descriptionOf(metric, metricKinds) ?? own("metric", metric.name)),
    ),
    silent: JSON.stringify(silent),
  };
}

function describeSamples({ count, input, target }: CheckedSamples): string {
  // One by one: there may be more than memory holds at once.
  const each = Array.from({ length: count }, (_, k) => fingerprint([input(k), target(k)]));
  return `${count} samples with fingerprint ${fingerprint(each)}`;
}

function textOfObjective({ terms, settings, gradientMethod }: Objective): string {
  const { until, rtol, atol, maxStep, maxSteps, maxRounds, maxSpikes, from, continued } = settings;
  return textOf({
    terms: terms.map((term) => describeTerm(term, own)),
    ...{ until, rtol, atol, maxStep, maxSteps, maxRounds, maxSpikes },
    ...describeSteps(settings, own),
    gradientMethod: describeGradientMethod(gradientMethod, own),
    ...(continued !== undefined && { from, continued: fingerprint(continued) }),
  });
}

/** What is of the user's own is compared by its name. */
function own(_: string, name: string): object {
  return { own: name };
}

function textOf(description: unknown): string {
  return textOfContent(description, "fit");
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
    const [own, other] =
      name === "learningRate" ? ratesThatDiffer(here, there) : partsThatDiffer(here, there);
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

/** Of two descriptions only the first place where they differ; other texts as they are. */
function partsThatDiffer(here = "", there = ""): readonly [string, string] {
  const found = difference(dataOf(here), dataOf(there));
  if (found === undefined || found.path === "") return [here, there];
  const told = (part: unknown): string => `${found.path} is ${JSON.stringify(part) ?? "missing"}`;
  return [told(found.first), told(found.second)];
}

function dataOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
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
