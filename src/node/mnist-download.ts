/** The files of MNIST, fetched and held against their checksums. */
import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { OptionError } from "../errors.ts";
import { refused, writeAtomically } from "./files.ts";
import { fileCalled, type MnistFile, mnistAddress, mnistFiles } from "./mnist.ts";

/** SHA-256 of what is in the files, decompressed: gzip may pack the same digits in several ways. */
const checksums: Readonly<Record<MnistFile, string>> = {
  "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
};

/**
 * Fetches those of the four files that a folder does not have, and makes the folder if need be. A file is there whole, with
 * the right checksum, or not at all; what was there is neither changed nor looked into.
 *
 * @param tell     gets a line before each file that is fetched
 * @param address  of the folder where they are, with a slash at its end
 * @param sums     SHA-256 of the decompressed files
 * @throws OptionError naming the file, the address and the folder if a file cannot be fetched, is another one, or cannot be
 *   written
 */
export async function downloadMnist(
  folder: string,
  where: string,
  tell: (line: string) => void,
  address: string = mnistAddress,
  sums: Readonly<Record<MnistFile, string>> = checksums,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw refused(error, `${where}: ${folder}`, "written");
  }
  for (const name of mnistFiles) {
    if ((await fileCalled(folder, name)) !== undefined) continue;
    const url = `${address}${name}.gz`;
    tell(`Fetching ${url} …`);
    const bytes = await fetched(url, sums[name]).catch((error: unknown) => {
      const what = `${url} cannot be put into ${folder}: ${reasonOf(error)}`;
      const hint = `Try again later, or put ${mnistFiles.map((one) => `${one}.gz`).join(", ")} there from elsewhere.`;
      throw new OptionError(where, what, hint);
    });
    const path = join(folder, `${name}.gz`);
    await writeAtomically(path, bytes, `${where}: ${path}`);
  }
}

/** The compressed bytes. */
async function fetched(url: string, sum: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const found = createHash("sha256").update(gunzipSync(bytes)).digest("hex");
  if (found !== sum) throw new Error(`its checksum is ${found}, expected ${sum}`);
  return bytes;
}

/** `fetch` itself only says that it failed; its cause says why. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const { code, message: why } = (cause ?? {}) as { readonly code?: string; readonly message?: string };
  return why || code || message;
}
