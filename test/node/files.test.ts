import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { checkWritable, readWhole, writeAtomically } from "../../src/node/files.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("writeAtomically", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "saltus-files-"));
    path = join(folder, "file");
  });

  it("writes a file and replaces it, and leaves nothing beside it", async () => {
    for (const text of ["first", "second, which is longer", ""]) {
      await writeAtomically(path, bytes(text), "here");
      expect(new TextDecoder().decode(await readWhole(path, "here"))).toBe(text);
    }
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("gives the file a new body: who has the old one open reads on in the old one", async () => {
    await writeAtomically(path, bytes("first"), "here");
    const { ino } = statSync(path);
    await writeAtomically(path, bytes("second"), "here");
    expect(statSync(path).ino).not.toBe(ino);
  });

  it("removes what dead processes left, and nothing else", async () => {
    // A process that has ended: its number is free for a while.
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const kept = [
      `file.${process.ppid}-0.partial`,
      "file.partial",
      `other.${pid}-0.partial`,
      `file.${pid}-0.partial.txt`,
      `file.x-0.partial`,
    ];
    for (const name of [...kept, `file.${pid}-0.partial`, `file.${pid}-12.partial`]) {
      writeFileSync(join(folder, name), "half");
    }
    await writeAtomically(path, bytes("whole"), "here");
    expect(readdirSync(folder).sort()).toEqual([...kept, "file"].sort());
  });

  it("removes what an earlier process with its own number left, as in a container", async () => {
    writeFileSync(`${path}.${process.pid}-0.partial`, "half");
    writeFileSync(`${path}.${process.pid}-7.partial`, "half");
    await writeAtomically(path, bytes("whole"), "here");
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("survives writers that do not wait for each other: the file is one of theirs", async () => {
    const texts = Array.from({ length: 20 }, (_, k) => `${k}`.repeat(1000 + k));
    await Promise.all(texts.map((text) => writeAtomically(path, bytes(text), "here")));
    expect(texts).toContain(readFileSync(path, "utf8"));
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("says why it cannot, and leaves nothing behind", async () => {
    const missing = join(folder, "missing", "file");
    await expect(writeAtomically(missing, bytes(""), "save")).rejects.toThrow(
      "save: the file cannot be written: there is no such file or folder",
    );
    mkdirSync(path);
    writeFileSync(join(path, "inside"), "");
    await expect(writeAtomically(path, bytes(""), "save")).rejects.toThrow(OptionError);
    expect(readdirSync(folder)).toEqual(["file"]);
    await expect(writeAtomically(join(path, "inside", "x"), bytes(""), "save")).rejects.toThrow(
      "a part of the name is a file",
    );
  });
});

describe("readWhole", () => {
  it("says why it cannot", async () => {
    const folder = mkdtempSync(join(tmpdir(), "saltus-files-"));
    await expect(readWhole(join(folder, "x"), "load")).rejects.toThrow(
      "load: the file cannot be read: there is no such file or folder\n  Check the name.",
    );
    await expect(readWhole(folder, "load")).rejects.toThrow("this is a folder");
  });
});

describe("checkWritable", () => {
  it("is content where a file can be written, and changes nothing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "saltus-files-"));
    await checkWritable(join(folder, "x"), "here");
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(join(folder, "x"), "kept");
    await checkWritable(join(folder, "x"), "here");
    expect(readFileSync(join(folder, "x"), "utf8")).toBe("kept");
    await expect(checkWritable(folder, "here")).rejects.toThrow("this is a folder");
    await expect(checkWritable(join(folder, "a", "b"), "here")).rejects.toThrow("no such file or folder");
  });
});
