/** The command `saltus check-gradients FILE…`: gradients of the losses of reference network files, four ways. */
import { checkGradients, type GradientCheck } from "../check/check-gradients.ts";
import type { ReferenceFile } from "../check/reference-format.ts";
import { referenceNetwork } from "../check/reference-network.ts";
import { referenceTerms } from "../check/reference-objective.ts";
import { verifyMethod, verifyMethods } from "../check/verify.ts";
import { OptionError } from "../errors.ts";
import { checkValue } from "../options.ts";
import { readArguments, readNumber } from "./arguments.ts";
import { reportsOf, requestOf, tolerance } from "./reference-input.ts";

const command = "saltus check-gradients";

const help = `Usage: ${command} [options] FILE…

Differentiates the loss in each reference file, with the network and the neuron that the file
defines, in four ways: by the discrete adjoint, by tangents of the same steps, by differences of
replays with these steps, and by differences of independent runs. The numbers in the file are not
looked at; saltus verify does that.

Options:
  --rtol NUMBER         relative tolerance of a step (default 1e-10)
  --atol NUMBER         absolute tolerance of a step (default: as rtol)
  --method NAME         ${Object.keys(verifyMethods).join(", ")} (default ${verifyMethod})
  --entries N           compared per group of the gradient (default 16)
  --independent N       of these with independent runs, 8 runs or more each (default 2); 0: none
  --seed N              of the draw of entries (default 0)
  --json                print the tables as JSON
  --help                print this text

Exit code: 0 all agree that are decided; 1 a group disagrees, or none is decided; 2 a file or the command line is wrong.`;

interface Request {
  readonly help: boolean;
  readonly json: boolean;
  readonly paths: readonly string[];
  readonly check: (file: ReferenceFile) => GradientCheck;
}

/**
 * @param args  what follows `saltus check-gradients` on the command line
 * @returns the exit code: 0 all agree that are decided, 1 a group disagrees or none is decided, 2 wrong file or usage
 */
export async function checkGradientsCommand(args: readonly string[]): Promise<number> {
  const request = requestOf(command, help, () => parseRequest(args));
  if (typeof request === "number") return request;
  const { paths, json, check } = request;
  const outcomes = await reportsOf(
    command,
    { paths, json },
    check,
    (file, report) => `${file}: ${verdictOf(report)}\n${report}`,
  );
  if (outcomes.some((outcome) => "error" in outcome)) return 2;
  return outcomes.every((outcome) => "report" in outcome && outcome.report.agrees) ? 0 : 1;
}

function verdictOf({ agrees, groups }: GradientCheck): string {
  if (agrees) return "agrees";
  return groups.every(({ verdict }) => verdict === "undecided") ? "UNDECIDED" : "DISAGREES";
}

/** @throws OptionError for wrong usage */
function parseRequest(args: readonly string[]): Request {
  const { texts, flags, rest } = readArguments(command, args, {
    texts: ["rtol", "atol", "method", "entries", "independent", "seed"],
    flags: ["json"],
  });
  const { method = verifyMethod } = texts;
  if (!flags.help && rest.length === 0) {
    throw new OptionError(command, "no file is given", `Give one or more: ${command} network.json`);
  }
  checkValue(command, "--method", method, Object.keys(verifyMethods));
  const rtol = readNumber(command, "rtol", texts.rtol ?? "1e-10", tolerance);
  const atol = readNumber(command, "atol", texts.atol ?? String(rtol), tolerance);
  const entries = readNumber(command, "entries", texts.entries ?? "16", "count");
  const independentEntries = readNumber(command, "independent", texts.independent ?? "2", "whole");
  const seed = readNumber(command, "seed", texts.seed ?? "0", "whole");
  const check = (file: ReferenceFile): GradientCheck => {
    const reference = referenceNetwork(file);
    const terms = referenceTerms(file, reference);
    const objective = { terms, until: file.horizon, method: verifyMethods[method]!, rtol, atol };
    const { network, parameters, input } = reference;
    return checkGradients(network, objective, parameters, input, undefined, {
      entries,
      independentEntries,
      seed,
    });
  };
  return { help: flags.help, json: flags.json, paths: rest, check };
}
