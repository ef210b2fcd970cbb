import { mkdirSync, mkdtempSync, readdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { claimNewFolder, fillFolder, releaseFolder, replaceFolder } from "../../src/cli/output-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "saltus-output-"));

describe("claimNewFolder", () => {
  it("gives each of many a folder of its own, made at once", async () => {
    const many = Array.from({ length: 10 }, () => claimNewFolder(join(folder, "run"), "here"));
    const names = (await Promise.all(many)).map((path) => basename(path)).sort();
    expect(names).toEqual(["run", ...[10, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => `run-${k}`)]);
    expect(readdirSync(folder).sort()).toEqual(names);
  });
});

describe("fillFolder", () => {
  it("writes all files, or none if one cannot be written, and leaves what others have put there", async () => {
    const path = join(folder, "out");
    mkdirSync(path);
    writeFileSync(join(path, "c"), "mine");
    const partial = join(folder, "out.partial");
    const files = { a: "1", b: Uint8Array.of(50), c: "3" };
    await expect(fillFolder(path, partial, files)).rejects.toThrow("there is one of that name already");
    expect(readdirSync(path)).toEqual(["c"]);
    await fillFolder(path, partial, { a: "1", b: Uint8Array.of(50) });
    expect(readdirSync(folder)).not.toContain("out.partial");
    expect(readdirSync(path)).toEqual(["a", "b", "c"]);
    expect(["a", "b", "c"].map((name) => readFileSync(join(path, name), "utf8"))).toEqual(["1", "2", "mine"]);
  });
});

describe("fillFolder of an empty folder, or none", () => {
  it("shows all files at once", async () => {
    for (const name of ["whole", "gone"]) {
      const [path, partial] = [join(folder, name), join(folder, `${name}.partial`)];
      if (name === "whole") mkdirSync(path);
      const seen: string[] = [];
      const watcher = watch(folder, (_, changed) => {
        if (changed === name) seen.push(readdirSync(path).join());
      });
      await fillFolder(path, partial, { a: "1", b: "2" });
      await setTimeout(20);
      watcher.close();
      // Whatever a watcher saw of it, it saw nothing in part.
      expect(seen.filter((names) => names !== "" && names !== "a,b")).toEqual([]);
      expect(readdirSync(path)).toEqual(["a", "b"]);
      expect(readdirSync(folder)).not.toContain(`${name}.partial`);
    }
  });

  it("leaves nothing where it cannot write", async () => {
    const path = join(folder, "never");
    mkdirSync(path);
    await expect(fillFolder(path, join(folder, "no", "such"), { a: "1" })).rejects.toThrow(
      /cannot be written/,
    );
    await expect(fillFolder(path, join(folder, "p"), { "x/y": "1" })).rejects.toThrow(/cannot be written/);
    expect(readdirSync(path)).toEqual([]);
    expect(readdirSync(folder)).not.toContain("p");
  });
});

describe("replaceFolder", () => {
  it("gives the files the place of what was there, or leaves that as it is", async () => {
    const [path, partial] = [join(folder, "old"), join(folder, "old.partial")];
    mkdirSync(path);
    writeFileSync(join(path, "a"), "before");
    await expect(replaceFolder(path, partial, { b: "2", "x/y": "3" })).rejects.toThrow(/cannot be written/);
    expect(readdirSync(path)).toEqual(["a"]);
    expect(readFileSync(join(path, "a"), "utf8")).toBe("before");
    await replaceFolder(path, partial, { b: "2" });
    expect(readdirSync(path)).toEqual(["b"]);
    expect(readdirSync(folder)).not.toContain("old.partial");
  });
});

describe("releaseFolder", () => {
  it("removes what is empty, and nothing else", async () => {
    mkdirSync(join(folder, "empty"));
    await releaseFolder(join(folder, "empty"));
    await releaseFolder(join(folder, "out"));
    await releaseFolder(join(folder, "not there"));
    expect(readdirSync(folder)).toContain("out");
    expect(readdirSync(folder)).not.toContain("empty");
  });
});
