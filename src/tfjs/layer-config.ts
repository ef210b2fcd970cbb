/** A layer as text, for saved models: the network as its equations, the rest as numbers and names. */
import { knownHere, OptionError, UnsupportedError } from "../errors.ts";
import { describeNetwork } from "../io/describe-network.ts";
import {
  field,
  finite,
  listOf,
  mapOf,
  objectOf,
  type Place,
  type Reader,
  whereIs,
  words,
} from "../io/json-reader.ts";
import type { NetworkDescription } from "../io/network-description.ts";
import { networkFromDescription } from "../io/network-from-description.ts";
import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import { filteredSpikeTrain } from "../readouts/filtered-spike-train.ts";
import { maximum } from "../readouts/maximum.ts";
import type { Readout } from "../readouts/readout.ts";
import { firstSpikeTimes, spikeTimes } from "../readouts/spike-times.ts";
import { stateAtSpikes } from "../readouts/state-at-spikes.ts";
import { stateAtTimes } from "../readouts/state-at-times.ts";
import type { Input, Signal, SpikeTimes } from "../simulate/input.ts";
import { exactFlow } from "../solvers/exact-flow.ts";
import { automatic, type Method } from "../solvers/method.ts";
import { bogackiShampine32 } from "../solvers/tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "../solvers/tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "../solvers/tableaus/dormand-prince-853.ts";
import { euler } from "../solvers/tableaus/euler.ts";
import { heun } from "../solvers/tableaus/heun.ts";
import { midpoint } from "../solvers/tableaus/midpoint.ts";
import { rk4 } from "../solvers/tableaus/rk4.ts";
import { tsitouras54 } from "../solvers/tableaus/tsitouras-54.ts";
import { shown } from "../values.ts";
import type { SpikingOpOptions } from "./spiking-op.ts";

const where = "spikingLayer: getConfig";
const methods: readonly Method[] = [
  bogackiShampine32,
  dormandPrince54,
  dormandPrince853,
  euler,
  exactFlow,
  heun,
  midpoint,
  rk4,
  tsitouras54,
];
const numbers = [
  "until",
  "rtol",
  "atol",
  "stepSize",
  "maxStep",
  "maxSteps",
  "maxRounds",
  "maxSpikesPerUnitTime",
] as const;

/**
 * The text that `fromConfigText` reads. Values of what trains are not in it: they are the layer's weights. What
 * belongs to one program is left out: the execution, and who watches or ends a run.
 *
 * @throws UnsupportedError for a readout, method or controller that is not the library's, and for a network that
 *   `describeNetwork` refuses
 */
export function configText(network: Network, options: SpikingOpOptions, parameters: Parameters): string {
  const { readout, method, controller, signals = {}, input = {} } = options;
  if (options.continueFrom !== undefined) {
    const hint = "Let the runs of the layer begin at 0, or save the weights alone (layer.getWeights).";
    throw new UnsupportedError(where, "a run that the layer's runs continue is not saved", hint);
  }
  if (controller !== undefined)
    throw notSaved("the step-size controller", "Give a stepSize, or no controller.");
  if (method !== undefined && !methods.includes(method))
    throw notSaved(`the method ${method.name}`, "Take one of saltus/solvers.");
  for (const { id, value } of network.layout.rows) {
    if (typeof value === "number" || value instanceof Float64Array || value.distribution !== undefined)
      continue;
    throw notSaved(`the distribution of ${id}`, "Take normal, uniform or constantly.");
  }
  const given = numbers.map((name) => [name, options[name]] as const);
  const fixed = network.layout.rows.filter((row) => !row.trainable && row.slice === row.id);
  return JSON.stringify({
    network: describeNetwork(network),
    fixed: Object.fromEntries(fixed.map(({ id }) => [id, [...parameters.view(id)]])),
    readout: describeReadout(readout),
    method: (method ?? automatic).name,
    // JSON has no Infinity, which is the default wherever it is allowed.
    run: Object.fromEntries(given.filter(([, value]) => Number.isFinite(value))),
    signals: Object.fromEntries(
      Object.entries(signals).map(([name, { kind, times }]) => [name, { kind, times: [...times] }]),
    ),
    input: Object.fromEntries(Object.entries(input).map(([name, drive]) => [name, describeDrive(drive)])),
  });
}

/**
 * The network and the options that were described. Every field is checked, whatever its type promises.
 *
 * @throws ModelError, OptionError, ShapeError or UnsupportedError for a text that is wrong
 */
export function fromConfigText(text: unknown): [Network, SpikingOpOptions] {
  const at = { document: "spikingLayer: fromConfig", path: "" };
  const object = objectOf(["network", "fixed", "readout", "method", "run", "signals", "input"])(
    parse(text, at),
    at,
  );
  const network = networkFromDescription(object["network"] as NetworkDescription, at.document);
  const parameters = network.initialParameters();
  const fixed = field(object, at, "fixed", mapOf(listOf(finite)));
  for (const [id, values] of Object.entries(fixed)) parameters.set(id, values);
  const name = field(object, at, "method", words);
  const method = methods.find((one) => one.name === name);
  if (method === undefined && name !== automatic.name) {
    const known = [automatic, ...methods].map((one) => one.name);
    throw new OptionError(at.document, `there is no method ${shown(name)}`, knownHere(name, known));
  }
  const options = {
    ...(field(object, at, "run", objectOf(numbers)) as { readonly until: number }),
    ...(method === undefined ? {} : { method }),
    parameters,
    readout: field(object, at, "readout", readoutOf),
    // These are checked as options are.
    signals: object["signals"] as NonNullable<SpikingOpOptions["signals"]>,
    input: object["input"] as Input,
  };
  return [network, options];
}

function parse(text: unknown, at: Place): unknown {
  try {
    return JSON.parse(text as string);
  } catch {
    const hint = "Give what getConfig() of a spikingLayer gave.";
    throw new OptionError(whereIs(at), `the configuration is ${shown(text)}`, hint);
  }
}

function notSaved(what: string, hint: string): UnsupportedError {
  const instead = "Or save the weights alone (model.save's weights, layer.getWeights).";
  return new UnsupportedError(where, `${what} is a function, which no file holds`, `${hint} ${instead}`);
}

type Described = Readonly<Record<string, unknown>>;

const readouts: Readonly<Record<string, (of: Described) => Readout>> = {
  firstSpikeTimes: ({ population, silentTime }) =>
    firstSpikeTimes(
      population as string,
      silentTime === undefined ? {} : { silentTime: silentTime as number },
    ),
  spikeTimes: ({ population, count, silentTime }) =>
    spikeTimes(population as string, {
      count: count as number,
      ...(silentTime !== undefined && { silentTime: silentTime as number }),
    }),
  filteredSpikeTrain: ({ population, times, tau, tauRise, side }) =>
    filteredSpikeTrain(population as string, times as number[], {
      tau: tau as number,
      ...(tauRise !== undefined && { tauRise: tauRise as number }),
      side: side as "after",
    }),
  maximum: ({ population, state }) => maximum(population as string, state as string),
  stateAtSpikes: ({ population, state, count, side, event, silentValue }) =>
    stateAtSpikes(population as string, state as string, {
      count: count as number,
      side: side as "after",
      ...(event !== undefined && { event: event as string }),
      ...(silentValue !== undefined && { silentValue: silentValue as number }),
    }),
  stateAtTimes: ({ population, state, times, side }) =>
    stateAtTimes(population as string, state as string, times as number[], { side: side as "after" }),
};

function describeReadout(readout: Readout): Described {
  const { name, settings = {}, needs } = readout;
  const { population, spikes, times, state, side } = needs;
  const call = name.replace(/\(.*/s, "");
  const { silentTime } = settings;
  const spikeTimesOf = {
    call,
    population,
    ...(call === "spikeTimes" && { count: spikes }),
    ...(silentTime !== Number.POSITIVE_INFINITY && { silentTime }),
  };
  const { silentValue, ...others } = settings;
  const special: Readonly<Record<string, Described>> = {
    maximum: { call, population, state },
    stateAtSpikes: {
      ...others,
      call,
      population,
      state,
      ...(silentValue !== Number.POSITIVE_INFINITY && { silentValue }),
    },
    stateAtTimes: { call, population, state, times, side },
    filteredSpikeTrain: {
      ...settings,
      call,
      population,
      times: String(settings["times"]).split(" ").map(Number),
    },
  };
  const described = Object.hasOwn(special, call) ? special[call]! : spikeTimesOf;
  // One of the user's own may have any name.
  const again = Object.hasOwn(readouts, call) ? readouts[call]!(described) : undefined;
  const isSame =
    again !== undefined &&
    again.name === name &&
    String(again.read) === String(readout.read) &&
    String(again.pullback) === String(readout.pullback) &&
    JSON.stringify(again.settings) === JSON.stringify(readout.settings);
  if (!isSame) throw notSaved(`the readout ${name}`, "Take one of saltus/readouts.");
  return described;
}

/** The arguments are checked by the functions that take them. */
const readoutOf: Reader<Readout> = (value, at) => {
  const ofSpikes = ["silentTime", "count", "tau", "tauRise", "event", "silentValue"];
  const keys = ["call", "population", "state", "times", "side", ...ofSpikes];
  const object = objectOf(keys)(value, at);
  const call = field(object, at, "call", words);
  if (Object.hasOwn(readouts, call)) return readouts[call]!(object);
  const hint = knownHere(call, Object.keys(readouts));
  throw new OptionError(whereIs(at), `there is no readout ${shown(call)}`, hint);
};

/** Absent spikes, which JSON cannot say, are left out. */
function describeDrive(drive: SpikeTimes | Signal): unknown {
  if (!("kind" in drive)) return drive.map((times) => Array.from(times).filter(Number.isFinite));
  const { kind, times, values } = drive;
  const rows = Array.from(values as ArrayLike<number | ArrayLike<number>>);
  return {
    kind,
    times: Array.from(times),
    values: rows.map((row) => (typeof row === "number" ? row : Array.from(row))),
  };
}
