/** Links of a folder of HTML pages that lead nowhere inside of it. */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/** @returns `page: target` for every link to a page, a file or a place in one that there is not */
export function brokenLinks(folder: string): string[] {
  const files = new Set(
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/")),
  );
  const pages = [...files].filter((file) => file.endsWith(".html"));
  const places = new Map<string, ReadonlySet<string>>();
  const texts = new Map(pages.map((page) => [page, readFileSync(posix.join(folder, page), "utf8")] as const));
  for (const [page, text] of texts) {
    places.set(page, new Set([...text.matchAll(/ (?:id|name)="([^"]*)"/g)].map(([, id]) => id!)));
  }
  const broken: string[] = [];
  for (const [page, text] of texts) {
    for (const [, link] of text.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (/^(?:[a-z]+:|\/\/)/.test(link!) || link === "") continue;
      const [path = "", hash = ""] = decodeURI(link!).split("#");
      const target =
        path === "" ? page : posix.normalize(posix.join(posix.dirname(page), path.split("?")[0]!));
      const isThere = files.has(target) || target === ".";
      const isPlace = hash === "" || !places.has(target) || places.get(target)!.has(hash);
      if (!isThere || !isPlace) broken.push(`${page}: ${link}`);
    }
  }
  return broken;
}
