/** The browsable reference: every export has a comment, every guide is a page, and every link leads somewhere. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { brokenLinks } from "./support/html-links.ts";
import { testLimit } from "./support/time-limits.ts";

const root = join(import.meta.dirname, "..");

const headings = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => /^# (.*)$/m.exec(readFileSync(join(root, "docs", file), "utf8"))![1]!);

function titleOf(folder: string, page: string): string {
  const [, title = ""] = /<title>(.*) \| Saltus<\/title>/.exec(
    readFileSync(join(folder, "documents", page), "utf8"),
  )!;
  return title;
}

it(
  "is made without a warning, and no link in it is broken",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "saltus-reference-"));
    try {
      const typedoc = join(root, "node_modules", "typedoc", "bin", "typedoc");
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        [typedoc, "--out", folder, "--logLevel", "Warn"],
        { cwd: root, encoding: "utf8" },
      );
      expect({ told: `${stdout}${stderr}`, status }).toEqual({ told: "", status: 0 });
      expect(brokenLinks(folder)).toEqual([]);
      const titles = readdirSync(join(folder, "documents")).map((page) => titleOf(folder, page));
      expect(titles.sort()).toEqual(headings.sort());
      // The check of links sees what is wrong.
      writeFileSync(join(folder, "index.html"), '<a href="nowhere.html"></a><a href="#nothing"></a>');
      expect(brokenLinks(folder)).toEqual(
        expect.arrayContaining(["index.html: nowhere.html", "index.html: #nothing"]),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  testLimit,
);
