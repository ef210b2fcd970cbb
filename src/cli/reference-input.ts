/** What commands that read reference network files have in common. */
import { parseReferenceFile } from "../check/reference-file.ts";
import type { ReferenceFile } from "../check/reference-format.ts";
import { SaltusError } from "../errors.ts";
import { readWhole } from "../node/files.ts";
import { type Kind, numbers } from "../options.ts";

/** What became of one file. */
export type Outcome<Report> = { readonly file: string } & (
  | { readonly report: Report }
  | { readonly error: string }
);

/** A tolerance on the command line. */
export const tolerance: Kind = numbers(
  (value) => value > 0 && value < 1,
  "Give a number between 0 and 1, e.g. 1e-10.",
);

/** What `use` makes of the file at `path`, or what is wrong with it. */
async function withReference<Report>(
  path: string,
  use: (file: ReferenceFile) => Report,
): Promise<Outcome<Report>> {
  // What the reader says begins with the path already.
  let prefix = "";
  try {
    const text = new TextDecoder().decode(await readWhole(path, path));
    const file = parseReferenceFile(text, path);
    prefix = `${path}: `;
    return { file: path, report: use(file) };
  } catch (error) {
    if (!(error instanceof SaltusError)) throw error;
    return { file: path, error: prefix + error.message };
  }
}

/** What the command line asks for; the exit code if that is help, which is printed, or wrong, which is said. */
export function requestOf<Request extends { readonly help: boolean }>(
  command: string,
  help: string,
  parse: () => Request,
): Request | number {
  try {
    const request = parse();
    if (!request.help) return request;
    console.log(help);
    return 0;
  } catch (error) {
    if (!(error instanceof SaltusError)) throw error;
    console.error(`${error.message}\n  See ${command} --help.`);
    return 2;
  }
}

/** What `use` makes of every file: told file by file as `text` puts it, or as JSON when all are done. */
export async function reportsOf<Report extends object>(
  command: string,
  { paths, json }: { readonly paths: readonly string[]; readonly json: boolean },
  use: (file: ReferenceFile) => Report,
  text: (file: string, report: Report) => string,
): Promise<Outcome<Report>[]> {
  const outcomes: Outcome<Report>[] = [];
  for (const path of paths) {
    const outcome = await withReference(path, use);
    outcomes.push(outcome);
    if (json) continue;
    if ("error" in outcome) console.error(`${command}: ${outcome.error}`);
    else console.log(`${text(outcome.file, outcome.report)}\n`);
  }
  if (json) {
    const flattened = outcomes.map((outcome) => flat(outcome));
    console.log(JSON.stringify(flattened, null, 2));
  }
  return outcomes;
}

function flat<Report extends object>(outcome: Outcome<Report>): object {
  return "error" in outcome ? outcome : { file: outcome.file, ...outcome.report };
}
