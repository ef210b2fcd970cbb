/**
 * What a user installs: it is whole, small, and runs and compiles where it should. Slow parts run beside each
 * other; all takes about half a minute on two cores.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { publint } from "publint";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answering, isRequired, isSkipped, openFolder, skipReason } from "../browser/chromium.ts";
import { type Installed, installed, link, root, run } from "./installed.ts";

let places: Installed;
beforeAll(async () => {
  places = await installed();
});
afterAll(() => places?.remove());

const folderIn = (project: string): string => join(project, "node_modules", "saltus");
const { exports: exported } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
};
const entries = Object.entries(exported).flatMap(([path, target]) =>
  typeof target === "string" ? [] : [{ name: `saltus${path.slice(1)}`, types: target.types }],
);
const [, program, printed] = /```ts\n(.*?)```\n\s*```text\n(.*?)```/s.exec(
  readFileSync(join(root, "README.md"), "utf8"),
)!;

describe("what is packed", () => {
  it("has the pages, the licences of what is bundled, and no trace of the build", () => {
    const names = readdirSync(folderIn(places.bare), { recursive: true, encoding: "utf8" });
    for (const name of [
      "LICENSE",
      "CHANGELOG.md",
      "docs/equations.md",
      "examples/figure.ts",
      "dist/saltus.js",
    ]) {
      expect(names).toContain(name);
    }
    expect(names).not.toContain("dist/.built");
    const licences = readFileSync(join(folderIn(places.bare), "dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    expect(licences).toContain("Apache License");
    for (const name of ["mathjs", "escape-latex", "ml-matrix"])
      expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
  });

  it("installs nothing else where optional packages are left out", () => {
    expect(readdirSync(join(places.bare, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "saltus",
    ]);
  });

  it("imports no package but optional ones, and those only when they are needed", () => {
    const wrong: string[] = [];
    for (const name of readdirSync(join(folderIn(places.bare), "dist"), {
      recursive: true,
      encoding: "utf8",
    })) {
      if (!/(?<!\.d)\.(js|ts)$/.test(name) || name.startsWith("tfjs")) continue;
      const text = readFileSync(join(folderIn(places.bare), "dist", name), "utf8");
      for (const [, path] of text.matchAll(/^(?:import|export) .*?from "([^."][^"]*)"/gm)) {
        // What package.json puts into the place of #start-worker is the package's own.
        if (!/^node:|^#start-worker$/.test(path!)) wrong.push(`${name}: ${path}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("has declarations that mention no package, as far as a user's imports reach", () => {
    const wrong: string[] = [];
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const [, name] of readFileSync(path, "utf8").matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)) {
        if (name!.startsWith(".")) visit(join(path, "..", name!.replace(/\.js$/, ".d.ts")));
        else wrong.push(`${path}: ${name}`);
      }
    };
    for (const { name, types } of entries) {
      if (name !== "saltus/tfjs") visit(join(folderIn(places.bare), types));
    }
    expect(seen.size).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });

  it("is as publint and attw want it", async () => {
    const attw = createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json");
    const [{ messages }, types] = await Promise.all([
      publint({ pkgDir: folderIn(places.bare), strict: true, pack: false }),
      run(
        process.execPath,
        [join(attw, "../dist/index.js"), places.tarball, "--profile", "esm-only", "--format", "ascii"],
        places.bare,
      ),
    ]);
    expect(messages).toEqual([]);
    expect(types.status, types.output + types.errors).toBe(0);
  });
});

describe("runs", () => {
  it("the first program of the README, with and without optional packages", async () => {
    for (const project of [places.bare, places.full]) {
      writeFileSync(join(project, "program.mjs"), program!);
      expect(await run(process.execPath, ["program.mjs"], project)).toEqual({
        status: 0,
        output: printed,
        errors: "",
      });
    }
  });

  it("workers, and ends when a loop over epochs is left", async () => {
    writeFileSync(join(places.bare, "workers.mjs"), inNode);
    expect(await run(process.execPath, ["workers.mjs"], places.bare)).toEqual({
      status: 0,
      output: "40 1\n",
      errors: "",
    });
  });

  it("pictures where the optional packages are, and says what is missing where they are not", async () => {
    writeFileSync(join(places.full, "picture.mjs"), picture);
    writeFileSync(join(places.bare, "picture.mjs"), picture);
    const [drawn, refused] = await Promise.all([
      run(process.execPath, ["picture.mjs"], places.full),
      run(process.execPath, ["picture.mjs"], places.bare),
    ]);
    expect(drawn.output).toContain("<svg");
    expect(refused.errors).toContain("npm install @observablehq/plot linkedom");
  });

  it("the command", async () => {
    const file = join(root, "test/fixtures/networks/lif_feedforward.json");
    const saltus = (...args: string[]) => run("npx", ["--no-install", "saltus", ...args], places.bare);
    const [version, verified, help, train, wrong] = await Promise.all([
      saltus("--version"),
      saltus("verify", file),
      saltus("help"),
      saltus("help", "train"),
      saltus("trian"),
    ]);
    const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
    expect(version).toEqual({ status: 0, output: `${own.version}\n`, errors: "" });
    expect(verified).toMatchObject({ status: 0, errors: "" });
    expect(verified.output).toContain("lif_feedforward.json: passed");
    expect(help).toMatchObject({ status: 0, errors: "" });
    for (const name of ["train", "verify", "help", "version"])
      expect(help.output).toContain(`saltus ${name}`);
    expect(train).toMatchObject({ status: 0, errors: "" });
    expect(train.output).toContain("--no-pictures");
    expect(wrong).toMatchObject({ status: 2, output: "" });
    expect(wrong.errors).toContain('saltus: there is no command "trian". Did you mean "train"?');
  });

  it.skipIf(process.platform === "win32")(
    "the command quietly where nobody reads what it prints",
    async () => {
      const file = join(root, "test/fixtures/networks/lif_feedforward.json");
      const main = join(folderIn(places.bare), "dist/cli/main.js");
      const pipe = `"${process.execPath}" "${main}" verify "${file}" "${file}" "${file}" | head -1`;
      const { output, errors } = await run("bash", ["-c", pipe], places.bare);
      expect(output).toContain("passed");
      expect(errors).toBe("");
    },
  );

  it.skipIf(process.platform === "win32")(
    "a training that is interrupted, which is saved first",
    async () => {
      const main = join(folderIn(places.bare), "dist/cli/main.js");
      const args = [
        "--hidden=6",
        "--samples=96",
        "--epochs=200",
        "--tolerance=1e-2",
        "--output=run",
        "--json",
      ];
      const child = spawn(process.execPath, [main, "train", ...args], { cwd: places.bare });
      let output = "";
      child.stdout.on("data", (chunk) => {
        if (output === "") child.kill("SIGINT");
        output += String(chunk);
      });
      const status = await new Promise((resolve) => child.on("close", resolve));
      expect(status).toBe(130);
      const last = JSON.parse(output.trimEnd().split("\n").at(-1)!) as { type: string; snapshot: string };
      expect(last.type).toBe("stopped");
      expect(existsSync(last.snapshot)).toBe(true);
    },
  );
});

const picture = `
  import { rasterPicture, renderSvg } from "saltus/plot";
  const groups = [{ name: "cells", size: 3, times: [1, 2.5, 7], neurons: [0, 2, 1] }];
  console.log(await renderSvg(rasterPicture({ groups })));
`;

describe("compiles", () => {
  const compilers = { 5: "typescript", 7: "typescript-7" };
  const source = [
    ...entries
      .filter(({ name }) => name !== "saltus/tfjs")
      .map(({ name }, k) => `import * as entry${k} from "${name}";\nexport { entry${k} };`),
    `import { type Picture, type PlotModule, renderSvg } from "saltus/plot";
    const build = (plot: PlotModule) => ({ marks: [plot.line([1, 2], { x: (v: number) => v })] });
    export const picture: Picture = { title: "", width: 400, panels: [{ height: 90, build }] };
    export const svg: Promise<string> = renderSvg(picture);`,
  ].join("\n");
  /** Without optional packages for Node alone, with them for a page without Node's types. */
  const settings = {
    bare: { types: ["node"], lib: ["es2022"] },
    full: { types: [], lib: ["es2022", "dom"] },
  };

  it("with TypeScript 5.9 and 7, for Node and bundlers, with all declarations checked", async () => {
    link("@types/node", places.bare);
    const outcomes: string[] = [];
    const waiting = Object.entries(compilers).flatMap(([version, name]) =>
      (["bare", "full"] as const).flatMap((project) =>
        (["nodenext", "bundler"] as const).map((moduleResolution) => async () => {
          const label = `${version}-${project}-${moduleResolution}`;
          writeFileSync(join(places[project], "all.ts"), source);
          writeFileSync(join(places[project], "program.ts"), program!);
          writeFileSync(
            join(places[project], `${label}.json`),
            JSON.stringify({
              compilerOptions: {
                ...settings[project],
                module: moduleResolution === "bundler" ? "esnext" : "nodenext",
                moduleResolution,
                target: "es2022",
                strict: true,
                exactOptionalPropertyTypes: true,
                skipLibCheck: false,
                noEmit: true,
              },
              files: ["all.ts", "program.ts"],
            }),
          );
          const tsc = createRequire(import.meta.url).resolve(`${name}/package.json`);
          const args = [join(tsc, "../bin/tsc"), "-p", `${label}.json`];
          const { status, output, errors } = await run(process.execPath, args, places[project]);
          if (status !== 0) outcomes.push(`${label}: ${output}${errors}`);
        }),
      ),
    );
    const next = async (): Promise<void> => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await task();
    };
    await Promise.all([next(), next()]);
    expect(outcomes).toEqual([]);
  });
});

const pageProgram = (from: (entry: string) => string) => `
  ${program!.replaceAll('"saltus"', `"${from("saltus")}"`).replaceAll("console.log(", "print(")}
`;
/** Runs by workers, whose file the bundler has to find. */
const byWorkers = `
  import * as all from "saltus";
  const small = all.network({ populations: { cell: all.population(all.lif, 1, { parameters: { bias: 2 } }) } });
  const pool = await all.startWorkers({ count: 2 });
  const options = { until: 20, workers: pool };
  const runs = await all.simulateBatch(small, small.initialParameters(), Array(40).fill({}), options);
  await pool.stop();
  print(runs.length, "runs by", pool.count, "workers");
`;
/** The same in Node, with workers that are started for a call, which end with it. */
const inNode = `
  import { network, population, lif, simulateBatch, fit, firstSpikeTimes, meanSquaredError } from "saltus";
  const net = network({ populations: { cell: population(lif, 1, { parameters: { bias: 2 } }) }, trainable: ["cell.bias"] });
  const inputs = Array(40).fill({});
  const runs = await simulateBatch(net, net.initialParameters(), inputs, { until: 20, workers: 2 });
  const objective = { terms: [{ readout: firstSpikeTimes("cell"), loss: meanSquaredError() }], until: 40 };
  const data = { inputs, targets: inputs.map(() => [20]) };
  for await (const { epoch } of fit(net, { objective, data, epochs: 9, workers: 2 })) {
    console.log(runs.length, epoch);
    break;
  }
`;
/** The answer of a page: what the program prints, line by line. */
const asPage = (body: string): string => `
  const lines = [];
  const print = (...words) => lines.push(words.join(" "));
  ${body}
  export default () => ({ lines, requests: performance.getEntriesByType("resource").map(({ name }) => name) });
`;

describe.skipIf(isSkipped)(`in a browser${skipReason}`, () => {
  const policy = "'self' 'wasm-unsafe-eval'";
  const lines = printed!.trimEnd().split("\n");

  async function visit(folder: string): Promise<{ readonly lines: string[]; readonly requests: string[] }> {
    const page = await openFolder(folder);
    try {
      return (await page.visit(policy)) as { lines: string[]; requests: string[] };
    } finally {
      page.close();
    }
  }

  it("as Vite builds it, pictures included, without linkedom", async () => {
    const svg = await run(process.execPath, ["picture.mjs"], places.full);
    writeFileSync(
      join(places.full, "page.js"),
      asPage(pageProgram((entry) => entry) + picture.replace("console.log(", "print(") + byWorkers),
    );
    writeFileSync(join(places.full, "entry.js"), answering("./page.js"));
    const outDir = join(places.full, "built");
    await build({
      root: places.full,
      configFile: false,
      logLevel: "error",
      build: {
        outDir,
        target: "es2022",
        rollupOptions: { input: join(places.full, "entry.js"), output: { entryFileNames: "main.js" } },
      },
    });
    const chunks = readdirSync(outDir, { recursive: true, encoding: "utf8" });
    const texts = chunks
      .filter((name) => name.endsWith(".js"))
      .map((name) => readFileSync(join(outDir, name), "utf8"));
    expect(texts.some((text) => text.includes("ShadowRoot"))).toBe(false); // a class of linkedom
    const seen = await visit(outDir);
    expect(seen.lines).toEqual([...lines, svg.output.slice(0, -1), "40 runs by 2 workers"]);
  });

  it("as one file without a bundler, in one request", async () => {
    const folder = join(folderIn(places.bare), "dist");
    writeFileSync(join(folder, "page.js"), asPage(pageProgram(() => "./saltus.js")));
    writeFileSync(join(folder, "main.js"), answering("./page.js"));
    const { lines: seen, requests } = await visit(folder);
    expect(seen).toEqual(lines);
    const files = requests.map((name) => name.replace(/.*\//, ""));
    expect(files.filter((name) => !["main.js", "page.js", "report.js"].includes(name))).toEqual([
      "saltus.js",
    ]);
  });
});

const deno = join(process.env["ENGINES"] ?? "", "node_modules/deno/deno");
const hasDeno = process.env["ENGINES"] !== undefined;
describe.skipIf(!hasDeno && !isRequired)(
  `in Deno${hasDeno ? "" : " (skipped: see scripts/engines.mjs)"}`,
  () => {
    it("the single file runs, and its types are found", async () => {
      const folder = join(folderIn(places.bare), "dist");
      const wrong =
        "// @ts-expect-error: these are numbers\nexport const text: string = net.initialParameters().values;\n";
      writeFileSync(join(folder, "deno.ts"), program!.replaceAll('"saltus"', '"./saltus.js"') + wrong);
      const seen = await run(deno, ["run", "--check", "--no-config", "deno.ts"], folder, { NO_COLOR: "1" });
      expect(seen.output, seen.errors).toBe(printed);
      expect(seen.status).toBe(0);
    });
  },
);
