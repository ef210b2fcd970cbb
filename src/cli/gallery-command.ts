/** The command `saltus gallery OUT`: pages with every neuron of the library under its textbook protocol. */
import { OptionError, SaltusError } from "../errors.ts";
import { checkValue } from "../options.ts";
import { counted } from "../values.ts";
import { readArguments } from "./arguments.ts";
import type { Exhibit } from "./gallery/exhibit.ts";
import { exhibits } from "./gallery/exhibits.ts";
import { type GalleryFolder, galleryFolder } from "./gallery/gallery-folder.ts";
import { galleryPages } from "./gallery/pages.ts";
import { libraryNeurons } from "./library-neurons.ts";
import { filesOfPictures } from "./picture-files.ts";
import { bar, type ProgressLine, progressLine } from "./progress-line.ts";
import { requestOf } from "./reference-input.ts";
import { Stopped, type StopRequests, stopRequests } from "./stop.ts";

const command = "saltus gallery";
const names = Object.keys(exhibits);

const help = `Usage: ${command} [options] OUT

Draws every neuron of the library under its textbook protocol: traces with spikes, phase planes with
nullclines and fixed points, f–I curves. Beside them Izhikevich's twenty types of firing, and spikes
that travel in a dendrite. OUT/index.html leads to all of them, without a server.

Options:
  --only NAME     draw one: ${wrapped(names, 18)}
  --no-png        SVG files alone
  --help          print this text

OUT is a new folder, or one that has nothing but a gallery in it, which is replaced as a whole.
Exit code: 0; 1 the gallery cannot be written; 2 the command line is wrong.`;

function wrapped(words: readonly string[], indent: number): string {
  const lines = [""];
  for (const word of words) {
    const last = lines.at(-1)!;
    if (last.length + word.length > 70) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last}, ${word}`;
  }
  return lines.join(`,\n${" ".repeat(indent)}`);
}

interface Request {
  readonly help: boolean;
  readonly png: boolean;
  readonly only: string | undefined;
  readonly out: string;
}

/**
 * @param args  what follows `saltus gallery` on the command line
 * @returns the exit code: 0, 1 if the gallery cannot be written, 2 for wrong usage; 128 and the number of the signal that
 *   ended it
 */
export async function galleryCommand(args: readonly string[]): Promise<number> {
  const request = requestOf(command, help, () => parseRequest(args));
  if (typeof request === "number") return request;
  let folder: GalleryFolder;
  try {
    folder = await galleryFolder(command, request.out);
  } catch (error) {
    if (!(error instanceof SaltusError)) throw error;
    console.error(error.message);
    return 2;
  }
  const line = progressLine();
  const stop = stopRequests((sentence) => line.print(sentence));
  try {
    const files = await galleryFiles(request, line, stop);
    await folder.fill(files);
    const count = Object.keys(files).length;
    line.print(`Written to ${folder.path}: ${counted(count, "file")}; open index.html.`);
    return 0;
  } catch (error) {
    line.clear();
    if (error instanceof SaltusError) {
      console.error(error.message);
      return 1;
    }
    if (!(error instanceof Stopped)) throw error;
    line.print("Stopped; nothing is written.");
    return error.exitCode;
  } finally {
    stop.end();
    await folder.release();
  }
}

/** @throws OptionError for wrong usage */
function parseRequest(args: readonly string[]): Request {
  const { texts, flags, rest } = readArguments(command, args, { texts: ["only"], flags: ["no-png"] });
  const { only } = texts;
  if (only !== undefined) checkValue(command, "--only", only, names);
  if (!flags.help && rest.length !== 1) {
    const what = rest.length === 0 ? "no folder is given" : `${rest.length} folders are given`;
    throw new OptionError(command, what, `Give one: ${command} gallery`);
  }
  return { help: flags.help, png: !flags["no-png"], only, out: rest[0] ?? "" };
}

/** @throws Stopped if that was asked for */
async function galleryFiles(
  { only, png }: Request,
  line: ProgressLine,
  stop: StopRequests,
): Promise<Record<string, string | Uint8Array>> {
  const chosen = Object.entries(exhibits).filter(([name]) => only === undefined || name === only);
  line.print(`Drawing ${only ?? `${libraryNeurons.size} neurons, and more`} …`);
  const step = async (what: string, share: number): Promise<void> => {
    line.update(() => `${bar(share, 24)} ${what}`);
    await stop.pause();
  };
  const made: Record<string, Exhibit> = {};
  for (const [k, [name, make]] of chosen.entries()) {
    await step(name, (0.6 * k) / chosen.length);
    made[name] = make();
  }
  const figures = Object.values(made).flatMap((exhibit) => exhibit.figures);
  const drawn = await filesOfPictures(
    Object.fromEntries(figures.map(({ file, picture }) => [file, picture])),
    (text) => line.print(text),
    (share) => step("pictures", 0.6 + 0.4 * share),
    { png },
  );
  return { ...drawn, ...galleryPages(made, new Set(Object.keys(drawn))) };
}
