import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { type Claim, claimPath } from "../../src/cli/claim.ts";
import { startOf } from "../../src/node/running-process.ts";

const root = mkdtempSync(join(tmpdir(), "saltus-claim-"));
const claim = (path: string): Promise<Claim> => claimPath(path, "here", "Do this.");

/** A folder in which a claim of another process lies beside `path`, as old as `age` [s]. */
function claimed(owner: object | string, age = 0): { path: string; file: string } {
  const path = join(mkdtempSync(join(root, "c-")), "x");
  const file = `${path}.7-0123abcd.claim`;
  writeFileSync(file, typeof owner === "string" ? owner : JSON.stringify(owner));
  const then = Date.now() / 1000 - age;
  utimesSync(file, then, then);
  return { path, file };
}

describe("claimPath", () => {
  it("gives a path to one of many at once, and to the next when it is given back", async () => {
    const path = join(root, "many");
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => claim(path)));
    const given = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    expect(given).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected")
        expect(outcome.reason.message).toBe(`here: it is in use by process ${process.pid}\n  Do this.`);
    }
    expect(readdirSync(root).filter((name) => name.startsWith("many"))).toHaveLength(1);
    await given[0]!.release();
    await (await claim(path)).release();
    expect(readdirSync(root).filter((name) => name.startsWith("many"))).toEqual([]);
  });

  it("is of a file, whatever link leads to it, and not of names that begin alike", async () => {
    const [path, link] = [join(root, "file"), join(root, "link")];
    writeFileSync(path, "");
    symlinkSync(path, link);
    const one = await claim(path);
    await expect(claim(link)).rejects.toThrow("it is in use");
    const other = await claim(`${path}.x`);
    await one.release();
    await (await claim(link)).release();
    await other.release();
  });

  it("keeps nobody out once its process was killed, and what was not whole goes with it", async () => {
    const path = join(root, "killed");
    const code = `import { claimPath } from "./src/cli/claim.ts";
      const { partial } = await claimPath(${JSON.stringify(path)}, "there", "");
      console.log(partial);
      setInterval(() => {}, 1000);`;
    const { outputFiles } = await build({
      stdin: { contents: code, resolveDir: process.cwd() },
      bundle: true,
      format: "esm",
      platform: "node",
      write: false,
    });
    const program = join(root, "claims.mjs");
    writeFileSync(program, outputFiles[0]!.contents);
    const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
    const [printed] = (await once(child.stdout!, "data")) as [Buffer];
    const partial = printed.toString().trim();
    expect(basename(partial)).toMatch(new RegExp(`^killed\\.${child.pid}-[0-9a-f]{8}\\.partial$`));
    mkdirSync(partial);
    await expect(claim(path)).rejects.toThrow(`it is in use by process ${child.pid}`);
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
    const next = await claim(path);
    expect(next.wasLeftBehind).toBe(true);
    await next.release();
    expect(existsSync(partial)).toBe(false);
    expect((await claim(path)).wasLeftBehind).toBe(false);
  });

  const host = hostname();
  const tellsStart = startOf(process.pid) !== undefined;
  it.each<[string, object | string, number, boolean]>([
    // Where the system does not tell when a process started, only the time does.
    ["whose number has another process now", { host, pid: process.pid, start: "1" }, 0, !tellsStart],
    ["of another machine that goes on", { host: `${host}-2`, pid: 7, start: "1" }, 500, true],
    ["of another machine, not renewed for long", { host: `${host}-2`, pid: 7, start: "1" }, 700, false],
    ["that is just being written", "", 0, true],
    ["that is no claim, and old", "nonsense", 700, false],
  ])("of a process %s", async (_, owner, age, isHeld) => {
    const { path, file } = claimed(owner, age);
    if (isHeld)
      await expect(claim(path)).rejects.toThrow(
        /it is in use by (process 7 on|another process|process \d+\n)/,
      );
    else await (await claim(path)).release();
    expect(existsSync(file)).toBe(isHeld);
  });

  it("touches no file of another name", async () => {
    const path = join(mkdtempSync(join(root, "c-")), "x");
    for (const name of [".claim", ".7.claim", ".7-0123abcd.claim.mine", ".7-0123abcd.partial"]) {
      writeFileSync(path + name, "mine");
    }
    await (await claim(path)).release();
    for (const name of readdirSync(join(path, "..")))
      expect(readFileSync(join(path, "..", name), "utf8")).toBe("mine");
    expect(readdirSync(join(path, ".."))).toHaveLength(4);
  });

  it("says that no file can be made there", async () => {
    await expect(claim(join(root, "no", "folder"))).rejects.toThrow("here: the file cannot be written");
  });
});
