/** Programs as users write them, importing "saltus": what the compiler says to them under its strictest settings. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entries, root } from "./entries.ts";

/** @returns what is wrong, by the index of the program in the name of its file; empty if nothing is */
export function typeErrors(programs: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "saltus-types-"));
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    mkdirSync(join(folder, "programs"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    programs.forEach((source, k) => {
      writeFileSync(join(folder, "programs", `program-${k}.ts`), source);
    });
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(configuration()));
    const compiler = join(root, "node_modules", "typescript-7", "bin", "tsc");
    const { stdout, stderr } = spawnSync(process.execPath, [compiler, "-p", folder, "--pretty", "false"], {
      cwd: folder,
    });
    // Errors in the library's own sources are those of its own settings.
    const lines = `${stdout}${stderr}`.split("\n").filter((line) => /^(?:programs|error)/.test(line));
    return lines.join("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function configuration(): object {
  return {
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      lib: ["es2023", "DOM", "DOM.Iterable"],
      types: ["node"],
      typeRoots: [join(root, "node_modules", "@types")],
      paths: Object.fromEntries(entries.map(({ entry, file }) => [entry, [file]])),
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      noEmit: true,
    },
    include: ["programs"],
  };
}
