/** Workers of a page: those that a bundler finds, and those of the one file; with memory shared, and without. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as saltus from "../../src/index.ts";
import { answering, isSkipped, openFolder, type Page, skipReason } from "./chromium.ts";
import { byWorkers } from "./workers-page.ts";

const src = join(import.meta.dirname, "../../src");
const common = { bundle: true, format: "esm", logLevel: "error" } as const;
const page = (library: string): string => `
  import * as saltus from "${library}";
  import { byWorkers } from "./workers-page.ts";
  export default () => byWorkers(saltus, 2);`;

/** The page as `main.js` in a folder. */
function buildPage(folder: string, library: string, external: readonly string[]): Promise<unknown> {
  return build({
    ...common,
    stdin: { contents: answering("page"), resolveDir: import.meta.dirname },
    plugins: [
      {
        name: "page",
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^page$/ }, () => ({ path: "page", namespace: "page" }));
          onLoad({ filter: /.*/, namespace: "page" }, () => ({
            contents: page(library),
            resolveDir: import.meta.dirname,
          }));
        },
      },
    ],
    outfile: join(folder, "main.js"),
    external: [...external],
  });
}

describe.skipIf(isSkipped)(`workers of a page${skipReason}`, () => {
  const folders = ["bundled", "standalone"].map((name) => mkdtempSync(join(tmpdir(), `saltus-${name}-`)));
  const [bundled, standalone] = folders as [string, string];
  let pages: readonly Page[];

  beforeAll(async () => {
    await buildPage(bundled, "../../src/index.ts", []);
    // As Vite and others do: beside the page, under the name that stands in the sources.
    await build({
      ...common,
      entryPoints: [join(src, "worker/page-worker.ts")],
      outfile: join(bundled, "page-worker.js"),
    });
    await buildPage(standalone, "./saltus.js", ["./saltus.js"]);
    await build({
      ...common,
      entryPoints: [join(src, "standalone/index.ts")],
      outfile: join(standalone, "saltus.js"),
      alias: { "#start-worker": join(src, "standalone/start-worker.ts"), "#linkedom": "linkedom" },
      external: ["linkedom", "@observablehq/plot"],
    });
    pages = await Promise.all(folders.map(openFolder));
  });
  afterAll(() => {
    for (const one of pages ?? []) one.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ["that a bundler has found, isolated", 0, "'self' 'wasm-unsafe-eval'", true],
    ["that a bundler has found, not isolated", 0, "'self' 'wasm-unsafe-eval'", false],
    ["of the one file, isolated", 1, "'self' blob: 'wasm-unsafe-eval'", true],
    ["of the one file, not isolated", 1, "'self' blob: 'wasm-unsafe-eval'", false],
  ])("%s, give the bits of Node without workers", async (_, which, policy, shared) => {
    const alone = await byWorkers(saltus, 0);
    expect(await pages[which]!.visit(policy, shared)).toEqual({ ...alone, shared });
  });

  it("say so where the page's policy forbids them", async () => {
    await expect(pages[1]!.visit("'self' 'wasm-unsafe-eval'")).rejects.toThrow(
      "startWorkers: a worker did not start",
    );
  });
});
