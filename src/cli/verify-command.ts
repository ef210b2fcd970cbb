/** The command `saltus verify FILE…`: reference network files against what this library computes. */
import type { Comparison } from "../check/compare.ts";
import {
  relativeLimit,
  timeLimit,
  type VerifyOptions,
  type VerifyReport,
  verify,
  verifyMethod,
  verifyMethods,
} from "../check/verify.ts";
import { OptionError } from "../errors.ts";
import { checkValue } from "../options.ts";
import { counted } from "../values.ts";
import { readArguments, readNumber } from "./arguments.ts";
import { reportsOf, requestOf, tolerance } from "./reference-input.ts";
import { neverArmedNotices } from "./run-notices.ts";

const command = "saltus verify";

const help = `Usage: ${command} [options] FILE…

Simulates the network in each reference file, with the neuron that the file defines, and compares
spike times, states, the loss and all gradients with the numbers in the file.

Options:
  --rtol NUMBER   relative tolerance of a step (default 1e-10)
  --atol NUMBER   absolute tolerance of a step (default: as rtol)
  --method NAME   ${Object.keys(verifyMethods).join(", ")} (default ${verifyMethod})
  --json          print the reports as JSON
  --help          print this text

Errors are the largest of each group. Times: in ms, at most ${timeLimit.toExponential()}. The others: relative to the
largest entry of the group (the loss: to the sum of its terms' sizes), at most ${relativeLimit.toExponential()}.

Exit code: 0 all passed; 1 an error is too large, or a spike is missing or extra; 2 a file or the
command line is wrong.`;

/**
 * @param args  what follows `saltus verify` on the command line
 * @returns the exit code: 0 passed, 1 failed, 2 wrong file or usage
 */
export async function verifyCommand(args: readonly string[]): Promise<number> {
  const request = requestOf(command, help, () => parseRequest(args));
  if (typeof request === "number") return request;
  const { paths, json, options } = request;
  const outcomes = await reportsOf(command, { paths, json }, (file) => verify(file, options), table);
  const wrong = outcomes.filter((outcome) => "error" in outcome).length;
  const passed = outcomes.filter((outcome) => "report" in outcome && outcome.report.passed).length;
  if (!json && outcomes.length > 1) console.log(`${passed} of ${outcomes.length} files passed.`);
  if (wrong > 0) return 2;
  return passed === outcomes.length ? 0 : 1;
}

interface Request {
  readonly help: boolean;
  readonly json: boolean;
  readonly paths: readonly string[];
  readonly options: VerifyOptions;
}

/** @throws OptionError for wrong usage */
function parseRequest(args: readonly string[]): Request {
  const { texts, flags, rest } = readArguments(command, args, {
    texts: ["rtol", "atol", "method"],
    flags: ["json"],
  });
  const { method = verifyMethod } = texts;
  if (!flags.help && rest.length === 0) {
    throw new OptionError(command, "no file is given", `Give one or more: ${command} network.json`);
  }
  checkValue(command, "--method", method, Object.keys(verifyMethods));
  const rtol = readNumber(command, "rtol", texts.rtol ?? "1e-10", tolerance);
  const atol = readNumber(command, "atol", texts.atol ?? String(rtol), tolerance);
  return { help: flags.help, json: flags.json, paths: rest, options: { method, rtol, atol } };
}

function table(file: string, report: VerifyReport): string {
  const { passed, method, rtol, atol, spikes, mismatches, comparisons, neverArmed } = report;
  const width = Math.max(...comparisons.map((comparison) => comparison.name.length));
  const spoken = `${counted(spikes.found, "spike")}, ${spikes.expected} expected`;
  return [
    `${file}: ${passed ? "passed" : "FAILED"} (${spoken}; ${method}, rtol ${rtol}, atol ${atol})`,
    ...(report.message === "" ? [] : [`  ${report.message}`]),
    ...neverArmedNotices(neverArmed).map((notice) => `  ${notice}`),
    ...mismatches.map(
      ({ neuron, expected, found }) =>
        `  neuron ${neuron} spiked ${counted(found, "time")}, expected ${expected}`,
    ),
    `  ${"".padEnd(width)}  entries  largest error`,
    ...comparisons.map((comparison) => row(comparison, width)),
  ].join("\n");
}

function row(comparison: Comparison, width: number): string {
  const { name, entries, error, place, passed, limit, expected, found } = comparison;
  const where = place === "" ? "" : `  at ${place}`;
  const why = passed ? "" : `  > ${limit.toExponential()}: found ${found}, expected ${expected}`;
  return `  ${name.padEnd(width)}  ${String(entries).padStart(7)}  ${error.toExponential(1).padStart(13)}${where}${why}`;
}
