/** A page in headless Chromium, served from a folder under a content policy. */
import { spawn, spawnSync } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

/** The gate sets REQUIRE_ENGINES=1: there, a test that finds no browser or engine fails instead of being skipped. */
export const isRequired = process.env["REQUIRE_ENGINES"] === "1";

const browser = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

/** Whether tests in a browser are skipped, and as what. */
export const isSkipped = browser === undefined && !isRequired;
export const skipReason = isSkipped ? " (skipped: there is no Chromium on this machine)" : "";

const html = `<!doctype html>
<title>waiting</title>
<script src="report.js"></script>
<script type="module" src="main.js"></script>
`;

/** Sends the title home when it changes: in the page's own time, whatever the page is waiting for. */
const report = `
new MutationObserver(() => fetch("answer", { method: "POST", body: document.querySelector("title").textContent }))
  .observe(document.querySelector("title"), { childList: true });
`;

/** A page that has not answered by then does not [ms]. */
const patience = 120_000;

/** A module for a page: what the default export of `script` gives becomes the title, as JSON. */
export function answering(script: string): string {
  return `
    import answer from "${script}";
    try { document.title = JSON.stringify(await answer()); }
    catch (error) { document.title = "failed: " + error; }`;
}

export interface Page {
  /**
   * What the script gave, once it has run under `default-src 'none'; script-src <policy>`, cross-origin isolated if
   * that is asked for.
   */
  readonly visit: (policy: string, isIsolated?: boolean) => Promise<unknown>;
  readonly close: () => void;
}

/**
 * @param script  a module, imports relative to `folder`, whose default export is a function of the page's answer
 * @throws Error without a browser
 */
export async function openPage(script: string, folder: string): Promise<Page> {
  const served = mkdtempSync(join(tmpdir(), "saltus-page-"));
  await build({
    stdin: { contents: answering(script), resolveDir: folder },
    outfile: join(served, "main.js"),
    bundle: true,
    format: "esm",
    logLevel: "error",
  });
  const page = await openFolder(served);
  return {
    visit: page.visit,
    close: () => {
      page.close();
      rmSync(served, { recursive: true, force: true });
    },
  };
}

/**
 * @param folder  with a module `main.js` that sets the title, and what it imports; `index.html` is given to it
 * @throws Error without a browser
 */
export async function openFolder(folder: string): Promise<Page> {
  if (browser === undefined) throw new Error("There is no Chromium: apt-get install chromium");
  writeFileSync(join(folder, "index.html"), html);
  let policy = "";
  let isolation: Readonly<Record<string, string>> = {};
  let answered = (_: string): void => {};
  const server = createServer((request, response) => {
    if (request.url === "/answer") {
      let title = "";
      request.on("data", (chunk) => {
        title += String(chunk);
      });
      request.on("end", () => {
        response.end();
        answered(title);
      });
      return;
    }
    if (request.url === "/report.js") {
      response.writeHead(200, { "content-type": "text/javascript" }).end(report);
      return;
    }
    const path = join(folder, request.url === "/" ? "index.html" : request.url!);
    if (!path.startsWith(folder) || !existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      ...isolation,
      "content-security-policy": policy,
      "content-type": path.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8",
    });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    visit: async (scripts, isIsolated = false) => {
      isolation = isIsolated
        ? { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" }
        : {};
      policy = `default-src 'none'; connect-src 'self'; script-src ${scripts}`;
      const { port } = server.address() as AddressInfo;
      const title = new Promise<string>((resolve) => {
        answered = resolve;
      });
      return answerOf(await whileOpen(`http://127.0.0.1:${port}/`, title));
    },
    close: () => server.close(),
  };
}

/** What is waited for while a browser shows the page. */
async function whileOpen(url: string, title: Promise<string>): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "saltus-profile-"));
  const child = spawn(browser!, [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    // As on a fine screen: on others Plot moves lines by half a pixel, which it does not in Node.
    "--force-device-scale-factor=2",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--user-data-dir=${profile}`,
    "--remote-debugging-port=0",
    url,
  ]);
  const closed = new Promise((resolve) => child.on("close", resolve));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("waiting"), patience);
  });
  try {
    return await Promise.race([title, late, closed.then(() => "the browser has ended")]);
  } finally {
    clearTimeout(timer);
    child.kill();
    await closed;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function answerOf(title: string): unknown {
  if (!title.startsWith("{")) throw new Error(`the page says "${title}"`);
  return JSON.parse(title);
}
