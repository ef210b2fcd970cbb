/** The command `saltus explain NAME|FILE…`: what the library makes of a neuron of its own, or of those of a network. */
import { parseReferenceFile } from "../check/reference-file.ts";
import { referenceNetwork } from "../check/reference-network.ts";
import { knownHere, OptionError, SaltusError } from "../errors.ts";
import { explain } from "../explain/explain.ts";
import { parseJson } from "../io/json-reader.ts";
import { decodeNetwork } from "../io/network-bytes.ts";
import type { NetworkDescription } from "../io/network-description.ts";
import { networkFromDescription } from "../io/network-from-description.ts";
import type { Network } from "../network/network.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { readWhole } from "../node/files.ts";
import { methods } from "../solvers/kinds.ts";
import type { Method } from "../solvers/method.ts";
import { methodCalled } from "../solvers/method-names.ts";
import { isRecord } from "../values.ts";
import { readArguments } from "./arguments.ts";
import { libraryNeurons } from "./library-neurons.ts";
import { requestOf } from "./reference-input.ts";

const command = "saltus explain";

const help = `Usage: ${command} [options] NAME|FILE…

Prints what Saltus makes of a neuron: states, parameters and units, equations, events and arrivals;
what kind of equations they are, the method that they are simulated by, and how many operations a
step and its pullback take.

NAME is a neuron of the library: ${[...libraryNeurons.keys()].join(", ")}.
FILE has a network, whose neurons are explained: one saved by saveNetwork, a snapshot, what
describeNetwork describes as JSON, or a reference file.

Options:
  --method NAME   how it would be simulated by another method: ${Object.keys(methods).join(", ")}
  --latex         print LaTeX alone: equations and events as align* of the package amsmath
  --code          print the programs of a step and its pullback, too, as JavaScript
  --json          print all of it as JSON
  --help          print this text

Exit code: 0 explained; 2 a name, a file or the command line is wrong.`;

interface Request {
  readonly help: boolean;
  /** Undefined where each model has its own. */
  readonly method: Method | undefined;
  readonly latex: boolean;
  readonly code: boolean;
  readonly json: boolean;
  readonly names: readonly string[];
}

/**
 * @param args  what follows `saltus explain` on the command line
 * @returns the exit code: 0 explained, 2 a wrong name or file or wrong usage
 */
export async function explainCommand(args: readonly string[]): Promise<number> {
  const request = requestOf(command, help, () => parseRequest(args));
  if (typeof request === "number") return request;
  const { method, latex, code, json, names } = request;
  const options = { ...(method && { method }), ...(code && { code: "javascript" as const }) };
  const explanations: object[] = [];
  let exitCode = 0;
  for (const name of names) {
    try {
      for (const model of await modelsOf(name)) {
        const explanation = explain(model, options);
        explanations.push(explanation);
        if (!json) console.log(`${latex ? explanation.latex : explanation}\n`);
      }
    } catch (error) {
      if (!(error instanceof SaltusError)) throw error;
      console.error(`${command}: ${error.message}`);
      exitCode = 2;
    }
  }
  if (json) console.log(JSON.stringify(explanations, null, 2));
  return exitCode;
}

/** @throws OptionError for wrong usage */
function parseRequest(args: readonly string[]): Request {
  const { texts, flags, rest } = readArguments(command, args, {
    texts: ["method"],
    flags: ["latex", "code", "json"],
  });
  if (!flags.help && rest.length === 0) {
    throw new OptionError(command, "no neuron is named", `Name one, or a file: ${command} lif`);
  }
  return { ...flags, method: texts.method === undefined ? undefined : methodOf(texts.method), names: rest };
}

/** @throws OptionError for the name of no method */
function methodOf(text: string): Method {
  const name = methodCalled(text);
  if (name !== undefined) return methods[name]!;
  throw new OptionError(command, `--method ${text} is no method`, knownHere(text, Object.keys(methods)));
}

/** @throws SaltusError for a name of nothing, or a file without a network */
async function modelsOf(name: string): Promise<readonly NeuronModel[]> {
  const own = libraryNeurons.get(name);
  if (own !== undefined) return [own];
  // What has no dot and no slash was meant as a name.
  if (!/[./\\]/.test(name)) {
    const hint = `${knownHere(name, libraryNeurons.keys())} If it is a file, write ./${name}.`;
    throw new OptionError(name, "there is no such neuron", hint);
  }
  const { populations } = await networkIn(name);
  const models = populations.flatMap(({ definition }) =>
    definition.kind === "neurons" ? [definition.model] : [],
  );
  return [...new Set(models)];
}

async function networkIn(path: string): Promise<Network> {
  const bytes = await readWhole(path, path);
  const text = new TextDecoder().decode(bytes);
  if (!/^\s*\{/.test(text)) return (await decodeNetwork(bytes, path)).network;
  const content = parseJson(text, path);
  if (isRecord(content) && "format" in content)
    return referenceNetwork(parseReferenceFile(text, path)).network;
  // It is checked field by field.
  return networkFromDescription(content as NetworkDescription, path);
}
