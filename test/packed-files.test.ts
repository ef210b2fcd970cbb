/** What the package has in it, by what package.json says: `test/package` packs and installs it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const { files, scripts } = JSON.parse(read("package.json")) as {
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
};
const packed = files.filter((name) => !name.startsWith("!"));

/** All files below what is packed, by their path in the package; `dist` is made by the build. */
const paths = packed.flatMap((name) => {
  if (name === "dist") return [];
  if (!statSync(join(root, name)).isDirectory()) return [name];
  return readdirSync(join(root, name), { recursive: true, encoding: "utf8" }).map((path) =>
    posix.join(name, path.replaceAll("\\", "/")),
  );
});
const pages = paths.filter((path) => path.endsWith(".md"));

describe("the package", () => {
  it("has everything that it names", () => {
    for (const name of packed) if (name !== "dist") expect(existsSync(join(root, name)), name).toBe(true);
    expect(pages).toEqual(
      expect.arrayContaining(["README.md", "docs/first-steps.md", "docs/math/switches.md"]),
    );
  });

  it.each(pages)("%s: every link leads to a file that is packed, and to a heading of it", (page) => {
    for (const [, target = "", heading] of read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      const path = target === "" ? page : posix.join(posix.dirname(page), target);
      const found = paths.some((one) => one === path || one.startsWith(`${path}/`));
      expect(found, `${page}: ${target}`).toBe(true);
      if (heading !== undefined) expect(headingsOf(path), `${page}: ${target}#${heading}`).toContain(heading);
    }
  });

  it("runs nothing where it is installed, which npm would warn of", () => {
    for (const name of ["preinstall", "install", "postinstall", "prepare"]) {
      expect(scripts).not.toHaveProperty(name);
    }
    // npm runs this in a checkout, one that somebody's package.json names by its address included.
    expect(scripts).toHaveProperty("postprepare");
  });
});

/** Headings of a page as links name them. */
function headingsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, text]) =>
    text!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
