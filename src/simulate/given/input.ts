/** What drives a run: spike times of the sources and external signals, by name. */
import type { SignalData } from "../../compile/signals.ts";
import { knownHere, OptionError, ShapeError } from "../../errors.ts";
import { finiteNumbers } from "../../network/finite-numbers.ts";
import type { Network, NetworkPopulation } from "../../network/network.ts";
import type { NeuronPopulation } from "../../network/population.ts";
import { counted, isList, isRecord, shown } from "../../values.ts";
import {
  checkListedSpikes,
  checkSpikes,
  inOrder,
  type ListedSpikes,
  type SourceSpikes,
} from "./source-spikes.ts";

/** Spike times per channel, any order, Infinity = absent [ms]. */
export type SpikeTimes = readonly ArrayLike<number>[];

/** A signal of a population, in time piecewise constant or piecewise linear. */
export interface Signal {
  readonly kind: "constant" | "linear";
  /** Ascending, beginning with 0 [ms]. The last value holds on, unless `until` says until when. */
  readonly times: ArrayLike<number>;
  /** One value per time, or a row of them per neuron. */
  readonly values: ArrayLike<number> | readonly ArrayLike<number>[];
  /** The latest end of a run that it drives, as of noise that was made until then [ms]; default Infinity. */
  readonly until?: number;
}

/** What drives a run: an entry for every source, by its name, and every signal, as `population.signal`. */
export type Input = Readonly<Record<string, SpikeTimes | ListedSpikes | Signal>>;

/**
 * A signal that is values[k] from times[k] on.
 *
 * @param times   ascending, beginning with 0 [ms]
 * @param values  [times], or [neurons][times], in the unit of the signal
 * @throws OptionError for times that do not ascend from 0, or what is not finite; ShapeError for a wrong number of values
 */
export function piecewiseConstant(times: ArrayLike<number>, values: Signal["values"]): Signal {
  return signal("piecewiseConstant", { kind: "constant", times, values });
}

/**
 * A signal of straight lines through (times[k], values[k]), constant after the last.
 *
 * @param times   ascending, beginning with 0 [ms]
 * @param values  [times], or [neurons][times], in the unit of the signal
 * @throws OptionError for times that do not ascend from 0, or what is not finite; ShapeError for a wrong number of values
 */
export function piecewiseLinear(times: ArrayLike<number>, values: Signal["values"]): Signal {
  return signal("piecewiseLinear", { kind: "linear", times, values });
}

function signal(by: string, made: Signal): Signal {
  for (const name of ["times", "values"] as const) {
    if (isList(made[name])) continue;
    const hint = "Give an array of times, and one of as many values.";
    throw new OptionError(by, `${name} is ${shown(made[name])}`, hint);
  }
  checkSignal(by, "", made);
  return made;
}

export interface CheckedInput {
  /** By name of the source. */
  readonly spikes: ReadonlyMap<string, SourceSpikes>;
  /** By name of the population, then of the signal. */
  readonly signals: ReadonlyMap<string, ReadonlyMap<string, SignalData>>;
}

/**
 * @param where  what it was given as, for messages
 * @throws OptionError for a name that takes no input or a time that is negative or NaN; ShapeError for
 *   a wrong number of channels or values
 */
export function checkInput(network: Network, input: Input, where = "simulate: input"): CheckedInput {
  const { sources, signals, names } = takenBy(network);
  if (!isRecord(input)) {
    throw new OptionError(
      where,
      `it is ${shown(input)}`,
      `Give an object with ${[...names].join(", ") || "nothing"}.`,
    );
  }
  for (const key of Object.keys(input)) {
    if (names.has(key)) continue;
    const known = [...names];
    const hint = answerToInput(network, key, known) ?? knownHere(key, known);
    throw new OptionError(where, `nothing takes input "${key}"`, hint);
  }
  const spikes = new Map<string, SourceSpikes>();
  for (const { name, size } of sources) {
    const given = Object.hasOwn(input, name) ? input[name] : undefined;
    if (typeof given !== "object" || given === null || "kind" in given) {
      throw new OptionError(
        where,
        given === undefined
          ? `no spike times for source "${name}"`
          : `what is given for source "${name}" is ${kindOf(given)}, not spike times`,
        `Give { ${name}: [[…], …] } with ${counted(size, "channel")}.`,
      );
    }
    if ("channels" in given) {
      spikes.set(name, checkListedSpikes(where, name, size, given));
      continue;
    }
    if (given.length !== size) {
      throw new ShapeError(
        where,
        `"${name}" has ${counted(given.length, "channel")} of spike times for ${size}`,
        "Give one array per channel, empty if it is silent.",
      );
    }
    spikes.set(name, checkSpikes(where, name, given));
  }
  const checked = new Map<string, Map<string, SignalData>>();
  for (const { population, signal, key } of signals) {
    const given = input[key];
    if (typeof given !== "object" || given === null || !("kind" in given)) failSignal(where, key, given);
    const own = checked.get(population.name) ?? new Map<string, SignalData>();
    own.set(signal, checkSignal(where, key, given, population.size));
    checked.set(population.name, own);
  }
  return { spikes, signals: checked };
}

/** What takes input, which never changes of a network. */
interface Taken {
  readonly sources: readonly NetworkPopulation[];
  readonly signals: readonly {
    readonly population: NetworkPopulation;
    readonly signal: string;
    readonly key: string;
  }[];
  /** Of all of them. */
  readonly names: ReadonlySet<string>;
}

const taken = new WeakMap<Network, Taken>();

function takenBy(network: Network): Taken {
  let own = taken.get(network);
  if (own === undefined) {
    const sources = network.populations.filter(({ definition }) => definition.kind === "source");
    const signals = network.populations.flatMap((population) =>
      signalsOf(population).map((signal) => ({ population, signal, key: `${population.name}.${signal}` })),
    );
    own = {
      sources,
      signals,
      names: new Set([...sources.map(({ name }) => name), ...signals.map(({ key }) => key)]),
    };
    taken.set(network, own);
  }
  return own;
}

/** @throws OptionError for a signal that ends before a run does */
export function checkLength({ signals }: CheckedInput, until: number): void {
  for (const [population, own] of signals) {
    for (const [signal, data] of own) {
      if (data.until === undefined || data.until >= until) continue;
      const what = `"${population}.${signal}" is known until ${data.until} ms, the run goes to ${until}`;
      throw new OptionError("simulate", what, `Make it with until: ${until}, or end the run before.`);
    }
  }
}

/** The input without the spikes up to a time; signals are whole. */
export function inputAfter({ spikes, signals }: CheckedInput, time: number): CheckedInput {
  const later = ({ counts, start, times, positions }: SourceSpikes): SourceSpikes => {
    const left = new Int32Array(start.length);
    const kept: number[] = [];
    for (let c = 0; c < counts.length; c++) {
      for (let k = start[c]!; k < start[c + 1]!; k++) if (times[k]! > time) kept.push(k);
      left[c + 1] = kept.length;
    }
    return inOrder({
      counts,
      start: left,
      times: Float64Array.from(kept, (k) => times[k]!),
      positions: Int32Array.from(kept, (k) => positions[k]!),
    });
  };
  return { spikes: new Map([...spikes].map(([name, own]) => [name, later(own)])), signals };
}

/** What to do with an input that is another thing of the network, or a signal without its population; undefined for others. */
function answerToInput(network: Network, key: string, known: readonly string[]): string | undefined {
  const own = known.filter((name) => name.endsWith(`.${key}`));
  if (own.length > 0)
    return `Signals are named with their population: ${own.map((name) => `"${name}"`).join(", ")}.`;
  const row = network.layout.rows.find(({ id, name }) => id === key || name === key);
  if (row !== undefined) {
    return `${row.name} is a parameter: give it to population(…, { parameters: { ${row.name}: … } }), or write parameters.set("${row.id}", …). What changes with time is declared under signals.`;
  }
  if (!network.populations.some(({ name }) => name === key)) return undefined;
  return `"${key}" is a population of neurons: give spikes to a source(size) that projects to it.`;
}

/** What a value is that is no data. */
function kindOf(given: unknown): string {
  if (typeof given === "function") return "a function";
  if (isList(given)) return "a list";
  return isRecord(given) && "kind" in given ? "a signal" : shown(given);
}

function failSignal(where: string, key: string, given: unknown): never {
  if (given === undefined) {
    throw new OptionError(
      where,
      `no data for signal "${key}"`,
      `Give { "${key}": piecewiseConstant([0], [0]) } or the like.`,
    );
  }
  const hint =
    typeof given === "number"
      ? `For a constant, give { "${key}": piecewiseConstant([0], [${given}]) }.`
      : typeof given === "function"
        ? `Sample it: { "${key}": piecewiseLinear(times, times.map(f)) }; or write it in dynamics as a formula of t.`
        : `Say when it has which value: { "${key}": piecewiseLinear(times, values) }, or piecewiseConstant.`;
  throw new OptionError(where, `what is given for signal "${key}" is ${kindOf(given)}, not a signal`, hint);
}

function signalsOf({ definition }: NetworkPopulation): readonly string[] {
  return definition.kind === "source" ? [] : (definition as NeuronPopulation).model.signals;
}

/**
 * @param key   of the signal in the input, empty if it has none yet
 * @param size  number of neurons, where it is known
 */
function checkSignal(
  by: string,
  key: string,
  { kind, times, values, until }: Signal,
  size?: number,
): SignalData {
  const what = key === "" ? "it" : `"${key}"`;
  const part = (name: string): string => (key === "" ? name : `${what}.${name}`);
  if ((kind !== "constant" && kind !== "linear") || !isList(times) || !isList(values)) {
    const hint = "Make it with piecewiseConstant(times, values) or piecewiseLinear(times, values).";
    throw new OptionError(by, `${what} is no signal`, hint);
  }
  const breakpoints = finiteNumbers(by, part("times"), times);
  if (breakpoints[0] !== 0) {
    const first = breakpoints[0] ?? "no time";
    throw new OptionError(by, `${what} begins at ${first}`, "Let the first time be 0.");
  }
  const late = breakpoints.findIndex((time, k) => k > 0 && !(time > breakpoints[k - 1]!));
  if (late >= 0) {
    const hint = "Give finite times in ascending order, each once.";
    throw new OptionError(by, `${part("times")}[${late}] is ${breakpoints[late]}`, hint);
  }
  if (until !== undefined && !(until >= 0)) {
    throw new OptionError(by, `${part("until")} is ${shown(until)}`, "Give a time ≥ 0, or leave it out.");
  }
  const perNeuron = isList(values[0]);
  const rows = perNeuron ? (values as readonly ArrayLike<number>[]) : [values as ArrayLike<number>];
  if (perNeuron && size !== undefined && rows.length !== size) {
    const hint = "Give one row per neuron, or one for all.";
    throw new ShapeError(
      by,
      `${what} has ${counted(rows.length, "row")} of values for ${counted(size, "neuron")}`,
      hint,
    );
  }
  const flat = new Float64Array(rows.length * breakpoints.length);
  rows.forEach((row, n) => {
    if (row?.length !== breakpoints.length) {
      const wrong = `${what} has ${counted(row?.length, "value")} for ${counted(breakpoints.length, "time")}`;
      throw new ShapeError(by, wrong, "Give one value per time.");
    }
    flat.set(finiteNumbers(by, part(`values${perNeuron ? `[${n}]` : ""}`), row), n * row.length);
  });
  return { kind, times: breakpoints, values: flat, perNeuron, ...(until !== undefined && { until }) };
}
