/** What users name files by, a text or a `file:` URL, as a path. */
import { fileURLToPath } from "node:url";
import { OptionError } from "../errors.ts";
import { shown } from "../values.ts";

/**
 * @param door  the public function that was called
 * @returns the path, and what to call it in messages
 * @throws OptionError for what names no file
 */
export function filePath(
  door: string,
  name: string | URL,
): { readonly path: string; readonly where: string } {
  const refuse = (what: string, hint = "Give the path of a file as a text, or a file: URL."): never => {
    throw new OptionError(door, what, hint);
  };
  const path = name instanceof URL ? pathOfUrl(name, refuse) : name;
  if (typeof path !== "string") return refuse(`the path is ${shown(path)}`);
  if (path === "") refuse("the path is empty");
  if (path.includes("\0")) refuse(`the path ${shown(path)} has a NUL character in it`);
  if (/^file:\//i.test(path)) {
    refuse(`the path ${shown(path)} looks like a URL`, 'Give new URL("file:///…") or the path alone.');
  }
  return { path, where: `${door}("${path}")` };
}

function pathOfUrl(url: URL, refuse: (what: string) => never): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refuse(`${url.href} names no file: ${error.message}`);
  }
}
