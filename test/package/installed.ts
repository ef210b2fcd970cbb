/** The package as a user gets it: packed from a copy of the checkout and installed in an empty folder. */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const root: string = join(import.meta.dirname, "../..");
const { files, optionalDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly files: readonly string[];
  readonly optionalDependencies: Readonly<Record<string, string>>;
};
const optionalPackages = Object.keys(optionalDependencies);

export interface Outcome {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program to its end; several may run at once. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...environment },
      shell: process.platform === "win32",
    });
    let [output, errors] = ["", ""];
    child.stdout.on("data", (chunk) => {
      output += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      errors += String(chunk);
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output, errors }));
  });
}

async function succeed(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { status, output, errors } = await run(program, args, cwd);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}\n${output}${errors}`);
  return output;
}

export interface Installed {
  readonly tarball: string;
  /** A project with nothing but the package. */
  readonly bare: string;
  /** One that has the optional packages, too. */
  readonly full: string;
  readonly remove: () => void;
}

/** Packs what the checkout holds, building it first as `npm pack` does there, and installs that without a network. */
export async function installed(): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), "saltus-package-"));
  const [checkout, bare, full] = ["checkout", "bare", "full"].map((name) => join(folder, name));
  mkdirSync(checkout!);
  const sources = files.filter((name) => !/^!|^dist$/.test(name));
  const others = [
    "package.json",
    "package-lock.json",
    "scripts",
    "src",
    "tsconfig.json",
    "tsconfig.build.json",
  ];
  for (const name of [...sources, ...others]) {
    cpSync(join(root, name), join(checkout!, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(checkout!, "node_modules"));
  // Older than what is installed: there is nothing to install.
  utimesSync(join(checkout!, "package-lock.json"), 0, 0);
  const [packed] = JSON.parse(await succeed("npm", ["pack", "--json"], checkout!)) as [
    { readonly filename: string },
  ];
  const tarball = join(checkout!, packed.filename);
  mkdirSync(bare!);
  writeFileSync(join(bare!, "package.json"), '{ "type": "module" }\n');
  const quietly = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await succeed("npm", ["install", "--omit=optional", ...quietly, tarball], bare!);
  cpSync(bare!, full!, { recursive: true, verbatimSymlinks: true });
  for (const name of optionalPackages) link(name, full!);
  return {
    tarball,
    bare: bare!,
    full: full!,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Puts an installed package of the checkout into a project. */
export function link(name: string, project: string): void {
  const place = join(project, "node_modules", name);
  if (existsSync(place)) return;
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(root, "node_modules", name), place);
}
