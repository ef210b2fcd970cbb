/** The house rules that a machine can check: layers, cycles, file sizes, forbidden imports. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = join(dirname(fileURLToPath(import.meta.url)), "..", "src");

/** What everything may import. */
const common = ["numeric", "errors", "values", "domain", "options", "described"];

const underSimulate = ["codegen", "solvers", "events", "tape", "network", "compile"];

/** For every folder the folders it may import, besides itself and the common ground. */
const mayImport: Record<string, readonly string[]> = {
  numeric: [],
  expr: [],
  solvers: [],
  events: [],
  tape: [],
  losses: ["expr"],
  data: [],
  inputs: [],
  workers: [],
  plot: [],
  codegen: ["expr"],
  neurons: ["expr"],
  morphology: ["expr", "neurons"],
  readouts: ["tape"],
  network: ["neurons"],
  io: ["expr", "neurons", "network"],
  compile: ["expr", "codegen", "solvers", "neurons", "network", "tape"],
  "simulate/given": [...underSimulate],
  "simulate/neuron": [...underSimulate, "simulate/given"],
  "simulate/schedule": [...underSimulate, "simulate/given", "simulate/neuron"],
  "simulate/look-back": [...underSimulate, "simulate/given", "simulate/neuron", "simulate/schedule"],
  simulate: [...underSimulate, "simulate", "io", "workers"],
  adjoint: ["tape", "network", "compile"],
  explain: ["expr", "codegen", "solvers", "neurons", "compile"],
  objective: ["io", "solvers", "tape", "readouts", "losses", "network", "compile", "simulate", "adjoint"],
  check: [
    "io",
    "expr",
    "solvers",
    "neurons",
    "losses",
    "tape",
    "readouts",
    "network",
    "compile",
    "simulate",
    "adjoint",
    "objective",
  ],
  train: [
    "expr",
    "tape",
    "readouts",
    "losses",
    "data",
    "network",
    "simulate",
    "adjoint",
    "objective",
    "io",
    "workers",
  ],
  worker: ["workers", "train"],
  standalone: ["index", "expr", "morphology", "solvers", "data", "io", "plot", "train", "workers"],
  tfjs: ["io", "solvers", "tape", "readouts", "network", "compile", "simulate", "adjoint", "objective"],
  node: ["plot", "io", "train", "data", "workers"],
  cli: [
    "index",
    "explain",
    "node",
    "plot",
    "data",
    "expr",
    "compile",
    "neurons",
    "morphology",
    "losses",
    "readouts",
    "objective",
    "simulate",
    "tape",
    "train",
    "check",
    "network",
    "io",
    "solvers",
  ],
};

/** A package or kind of module, and the only places that may import it. */
const onlyIn: readonly (readonly [RegExp, RegExp])[] = [
  [/^mathjs/, /^expr\/mathjs-parser\.ts$/],
  [/^@observablehq\/plot|^#?linkedom/, /^plot\//],
  [/^@resvg\/|^@expo-google-fonts\//, /^node\//],
  [/^node:/, /^(cli|node)\//],
  [/^@tensorflow\//, /^tfjs\//],
  [/^ml-matrix/, /^(?!codegen|solvers|simulate|adjoint)/],
];

const maxLines = 320;
const coefficientTables = /^solvers\/tableaus\//;

interface Module {
  readonly name: string;
  readonly lines: number;
  readonly text: string;
  readonly local: readonly string[];
  readonly packages: readonly string[];
}

/** The first folder of a path that the layer table has, longer ones before those that they are in. */
function folderOf(name: string): string {
  if (!name.includes("/")) return name.replace(/\.ts$/, "");
  const path = name.split("/").slice(0, -1);
  const own = path.map((_, k) => path.slice(0, path.length - k).join("/"));
  return own.find((folder) => folder in mayImport) ?? path[0]!;
}

function read(): Module[] {
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return files.map((file) => {
    const text = readFileSync(join(src, file), "utf8");
    const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!);
    const local = specifiers
      .filter((s) => s.startsWith("."))
      .map((s) => relative(src, resolve(src, dirname(file), s)));
    return {
      name: file,
      lines: text.split("\n").length,
      text,
      local,
      packages: specifiers.filter((s) => !s.startsWith(".")),
    };
  });
}

/** Strongly connected components of more than one module (Tarjan). */
function cycles(modules: readonly Module[]): string[][] {
  const byName = new Map(modules.map((module) => [module.name, module]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (name: string): void => {
    index.set(name, index.size);
    low.set(name, index.get(name)!);
    stack.push(name);
    for (const next of byName.get(name)?.local ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(name, Math.min(low.get(name)!, low.get(next)!));
    }
    if (low.get(name) === index.get(name)) {
      const component = stack.splice(stack.indexOf(name));
      if (component.length > 1) found.push(component);
    }
  };
  for (const { name } of modules) if (!index.has(name)) visit(name);
  return found;
}

describe("architecture", () => {
  const modules = read();

  it("every folder is named in the layer table", () => {
    const folders = new Set(modules.map((module) => folderOf(module.name)));
    folders.delete("index");
    for (const name of common) folders.delete(name);
    expect([...folders].filter((folder) => !(folder in mayImport))).toEqual([]);
  });

  it("imports go only where the layer table allows", () => {
    const wrong: string[] = [];
    for (const { name, local } of modules) {
      const from = folderOf(name);
      if (from === "index") continue;
      for (const target of local) {
        const to = folderOf(target);
        const names = [to, to.replace(/\/.*/, "")];
        const allowed =
          to === from || names.some((one) => common.includes(one) || mayImport[from]?.includes(one));
        if (!allowed) wrong.push(`${name} → ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("nothing but index files and the command line imports an index file", () => {
    const wrong = modules.filter(
      ({ name, local }) =>
        !/(^|\/)index\.ts$|^cli\//.test(name) && local.some((l) => /(^|\/)index\.ts$/.test(l)),
    );
    expect(wrong.map((module) => module.name)).toEqual([]);
  });

  it("there are no import cycles, types included", () => {
    expect(cycles(modules)).toEqual([]);
  });

  it("packages are imported only where they belong", () => {
    const wrong = modules.flatMap(({ name, packages }) =>
      packages
        .filter((p) => onlyIn.some(([what, where]) => what.test(p) && !where.test(name)))
        .map((p) => `${name}: ${p}`),
    );
    expect(wrong).toEqual([]);
  });

  it("no module touches the document or the window", () => {
    expect(modules.filter(({ text }) => /\b(document|window)\./.test(text)).map((m) => m.name)).toEqual([]);
  });

  it(`no file has more than ${maxLines} lines`, () => {
    const long = modules.filter(({ name, lines }) => lines > maxLines && !coefficientTables.test(name));
    expect(long.map(({ name, lines }) => `${name}: ${lines}`)).toEqual([]);
  });
});
