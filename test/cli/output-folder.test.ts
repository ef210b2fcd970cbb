import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { claimNewFolder, fillFolder, releaseFolder } from "../../src/cli/output-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "saltus-output-"));

describe("claimNewFolder", () => {
  it("gives each of many a folder of its own, made at once", async () => {
    const many = Array.from({ length: 10 }, () => claimNewFolder(join(folder, "run"), "here"));
    const names = (await Promise.all(many)).map(({ path }) => basename(path)).sort();
    expect(names).toEqual(["run", ...[10, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => `run-${k}`)]);
    expect(readdirSync(folder).sort()).toEqual(names);
  });
});

describe("fillFolder", () => {
  it("writes all files, or none if one cannot be written, and leaves what others have put there", async () => {
    const path = join(folder, "out");
    mkdirSync(path);
    writeFileSync(join(path, "c"), "mine");
    const files = { a: "1", b: Uint8Array.of(50), c: "3" };
    await expect(fillFolder(path, files)).rejects.toThrow("there is one of that name already");
    expect(readdirSync(path)).toEqual(["c"]);
    await fillFolder(path, { a: "1", b: Uint8Array.of(50) });
    expect(readdirSync(path)).toEqual(["a", "b", "c"]);
    expect(["a", "b", "c"].map((name) => readFileSync(join(path, name), "utf8"))).toEqual(["1", "2", "mine"]);
  });
});

describe("releaseFolder", () => {
  it("removes what was made and is empty, and nothing else", async () => {
    mkdirSync(join(folder, "empty"));
    mkdirSync(join(folder, "theirs"));
    for (const name of ["empty", "out", "never"]) {
      await releaseFolder({ path: join(folder, name), isNew: true });
    }
    await releaseFolder({ path: join(folder, "theirs"), isNew: false });
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(["out", "theirs"]));
    expect(readdirSync(folder)).not.toContain("empty");
  });
});
