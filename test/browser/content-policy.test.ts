/**
 * In a browser, served from a folder under a strict content policy: WebAssembly where the policy allows
 * it, the interpreter where it does not, and the numbers of Node.
 */
import { spawn, spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, answer } from "./page.ts";

const browser = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

const page = `<!doctype html>
<title>waiting</title>
<script type="module" src="main.js"></script>
`;

describe.skipIf(browser === undefined)(
  browser === undefined ? "content policy (skipped: there is no Chromium on this machine)" : "content policy",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "saltus-page-"));
    let policy = "";
    let server: Server;

    beforeAll(async () => {
      await build({
        stdin: {
          contents: `
            import { answer } from "./page.ts";
            try { document.title = JSON.stringify(answer()); }
            catch (error) { document.title = "failed: " + error; }`,
          resolveDir: import.meta.dirname,
        },
        outfile: join(folder, "main.js"),
        bundle: true,
        format: "esm",
        logLevel: "error",
      });
      writeFileSync(join(folder, "index.html"), page);
      server = createServer((request, response) => {
        const name = basename(request.url === "/" ? "index.html" : request.url!);
        if (name !== "index.html" && name !== "main.js") {
          response.writeHead(404).end();
          return;
        }
        response.writeHead(200, {
          "content-security-policy": policy,
          "content-type": name.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8",
        });
        createReadStream(join(folder, name)).pipe(response);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });

    afterAll(() => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    /** The title of the page once its script has run. */
    async function visit(scriptPolicy: string): Promise<Answer> {
      policy = `default-src 'none'; script-src ${scriptPolicy}`;
      const { port } = server.address() as AddressInfo;
      const profile = mkdtempSync(join(tmpdir(), "saltus-profile-"));
      const child = spawn(browser!, [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        `--user-data-dir=${profile}`,
        "--virtual-time-budget=20000",
        "--dump-dom",
        `http://127.0.0.1:${port}/`,
      ]);
      let dom = "";
      child.stdout.on("data", (chunk) => {
        dom += String(chunk);
      });
      await new Promise((resolve) => child.on("close", resolve));
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      const title = /<title>(.*)<\/title>/s.exec(dom)?.[1] ?? "";
      expect(title).toMatch(/^\{/);
      return JSON.parse(
        title.replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&amp;", "&"),
      ) as Answer;
    }

    /** Another engine may have another sine and logarithm: a last bit in the choice of a step. */
    function expectNumbersOfNode({ times, gradient }: Answer): void {
      const here = answer();
      expect(times.map((train) => train.length)).toEqual(here.times.map((train) => train.length));
      const close = (a: readonly number[], b: readonly number[]): void => {
        const scale = Math.max(1, ...b.map(Math.abs));
        a.forEach((value, k) => {
          expect(Math.abs(value - b[k]!)).toBeLessThan(1e-9 * scale);
        });
      };
      times.forEach((train, k) => {
        close(train, here.times[k]!);
      });
      close(gradient, here.gradient);
      expect(gradient.some((slope) => slope !== 0)).toBe(true);
    }

    it.each([
      ["'self' 'wasm-unsafe-eval'", "webassembly"],
      ["'self'", "interpreter"],
      ["'self' 'unsafe-eval'", "webassembly"],
    ])("script-src %s runs a simulation and a gradient as %s", async (scripts, execution) => {
      const seen = await visit(scripts);
      expect(seen.execution).toBe(execution);
      expectNumbersOfNode(seen);
    });
  },
);
