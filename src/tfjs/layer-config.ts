/** A layer as text, for saved models: the network as its equations, the rest as numbers and names. */
import { descriptionOf, madeOf } from "../described.ts";
import { knownHere, OptionError, UnsupportedError } from "../errors.ts";
import { contentOfPlain, textOfContent } from "../io/content.ts";
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
import { runNumbers } from "../objective/objective-description.ts";
import { readoutKinds } from "../readouts/kinds.ts";
import type { Readout } from "../readouts/readout.ts";
import type { Input } from "../simulate/given/input.ts";
import { methodKinds } from "../solvers/kinds.ts";
import { automaticName } from "../solvers/method.ts";
import { shown } from "../values.ts";
import type { SpikingOpOptions } from "./spiking-op.ts";

const where = "spikingLayer: getConfig";

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
  if (method !== undefined && methodKinds[method.name] !== method)
    throw notSaved(`the method ${method.name}`, "Take one of saltus/solvers.");
  for (const { id, value } of network.layout.rows) {
    if (typeof value === "number" || value instanceof Float64Array || value.distribution !== undefined)
      continue;
    throw notSaved(`the distribution of ${id}`, "Take normal, uniform or constantly.");
  }
  const given = runNumbers.map((name) => [name, options[name]] as const);
  const fixed = network.layout.rows.filter((row) => !row.trainable && row.slice === row.id);
  return JSON.stringify({
    network: describeNetwork(network),
    fixed: Object.fromEntries(fixed.map(({ id }) => [id, [...parameters.view(id)]])),
    readout: describeReadout(readout),
    method: method?.name ?? automaticName,
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
  const method = Object.hasOwn(methodKinds, name) ? methodKinds[name] : undefined;
  if (method === undefined && name !== automaticName) {
    const known = [automaticName, ...Object.keys(methodKinds)];
    throw new OptionError(at.document, `there is no method ${shown(name)}`, knownHere(name, known));
  }
  const options = {
    ...(field(object, at, "run", objectOf(runNumbers)) as { readonly until: number }),
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

function describeReadout(readout: Readout): unknown {
  const described = descriptionOf(readout, readoutKinds);
  if (described === undefined) throw notSaved(`the readout ${readout.name}`, "Take one of saltus/readouts.");
  return JSON.parse(textOfContent(described, where));
}

const readoutOf: Reader<Readout> = (value, at) =>
  madeOf(whereIs(at), "readout", contentOfPlain(objectOf()(value, at), whereIs(at)), readoutKinds);

/** Absent spikes, which JSON cannot say, are left out. */
function describeDrive(drive: Input[string]): unknown {
  if ("channels" in drive) {
    const present = Array.from(drive.times, Number.isFinite).flatMap((is, k) => (is ? [k] : []));
    return {
      channels: present.map((k) => drive.channels[k]!),
      times: present.map((k) => drive.times[k]!),
    };
  }
  if (!("kind" in drive)) return drive.map((times) => Array.from(times).filter(Number.isFinite));
  const { kind, times, values } = drive;
  const rows = Array.from(values as ArrayLike<number | ArrayLike<number>>);
  return {
    kind,
    times: Array.from(times),
    values: rows.map((row) => (typeof row === "number" ? row : Array.from(row))),
  };
}
