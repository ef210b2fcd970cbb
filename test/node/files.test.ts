import { spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import { threadId } from "node:worker_threads";
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
      `file.${process.ppid}-0-0.partial`,
      "file.partial",
      `other.${pid}-0-0.partial`,
      `file.${pid}-0-0.partial.txt`,
      `file.x-0-0.partial`,
    ];
    for (const name of [...kept, `file.${pid}-0-0.partial`, `file.${pid}-3-12.partial`]) {
      writeFileSync(join(folder, name), "half");
    }
    await writeAtomically(path, bytes("whole"), "here");
    expect(readdirSync(folder).sort()).toEqual([...kept, "file"].sort());
  });

  it("removes what an earlier process with its own number left, as in a container", async () => {
    writeFileSync(`${path}.${process.pid}-${threadId}-0.partial`, "half");
    writeFileSync(`${path}.${process.pid}-${threadId}-7.partial`, "half");
    await writeAtomically(path, bytes("whole"), "here");
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("leaves what another thread of the process is writing", async () => {
    const other = `file.${process.pid}-${threadId + 1}-0.partial`;
    writeFileSync(join(folder, other), "half");
    await writeAtomically(path, bytes("whole"), "here");
    expect(readdirSync(folder)).toEqual(["file", other]);
  });

  it("survives writers that do not wait for each other: the file is one of theirs", async () => {
    const texts = Array.from({ length: 20 }, (_, k) => `${k}`.repeat(1000 + k));
    await Promise.all(texts.map((text) => writeAtomically(path, bytes(text), "here")));
    expect(texts).toContain(readFileSync(path, "utf8"));
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("survives writers who begin while others end", async () => {
    const target = path;
    const write = async (size: number) => {
      for (let k = 0; k < 10; k++) await writeAtomically(target, new Uint8Array(size), "here");
    };
    await Promise.all(Array.from({ length: 30 }, (_, k) => write(5000 * k)));
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

describe("writeAtomically looks first", () => {
  const temporary = (): string => realpathSync(mkdtempSync(join(tmpdir(), "saltus-files-")));
  const isWindows = process.platform === "win32";
  const hasPipes = spawnSync("mkfifo", ["--help"]).error === undefined;

  it.skipIf(isWindows)("keeps the permissions of a file (Windows has others)", async () => {
    const path = join(temporary(), "file");
    for (const mode of [0o600, 0o640, 0o777]) {
      writeFileSync(path, "old");
      chmodSync(path, mode);
      await writeAtomically(path, bytes("new"), "here");
      expect(statSync(path).mode & 0o7777).toBe(mode);
      expect(readFileSync(path, "utf8")).toBe("new");
    }
  });

  it.skipIf(process.getuid?.() === 0)("refuses a read-only file (root may write to any)", async () => {
    const folder = temporary();
    const path = join(folder, "file");
    writeFileSync(path, "kept");
    chmodSync(path, 0o444);
    for (const attempt of [
      () => writeAtomically(path, bytes("new"), "save"),
      () => checkWritable(path, "save"),
    ]) {
      await expect(attempt()).rejects.toThrow("save: the file cannot be written: access is denied");
    }
    expect(readFileSync(path, "utf8")).toBe("kept");
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("refuses a new name that ends in a slash", async () => {
    const folder = temporary();
    for (const path of [`${folder}/models/`, `${folder}${sep}models${sep}`]) {
      for (const attempt of [
        () => writeAtomically(path, bytes("new"), "save"),
        () => checkWritable(path, "save"),
      ]) {
        await expect(attempt()).rejects.toThrow(
          "save: the file cannot be written: its name ends in a slash, like that of a folder\n  Name a file",
        );
      }
    }
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(join(folder, "models"));
    await expect(writeAtomically(`${folder}/models/`, bytes(""), "save")).rejects.toThrow("this is a folder");
  });

  it.skipIf(isWindows)(
    "writes through links, and leaves them (on Windows, links need a privilege)",
    async () => {
      const folder = temporary();
      const [real, path] = [join(folder, "real"), join(folder, "link")];
      mkdirSync(real);
      writeFileSync(join(real, "file"), "old");
      symlinkSync(join("real", "file"), join(folder, "other"));
      symlinkSync("other", path);
      await checkWritable(path, "here");
      await writeAtomically(path, bytes("new"), "here");
      expect(readFileSync(join(real, "file"), "utf8")).toBe("new");
      expect([readlinkSync(path), readlinkSync(join(folder, "other"))]).toEqual([
        "other",
        join("real", "file"),
      ]);
      expect([readdirSync(folder).sort(), readdirSync(real)]).toEqual([["link", "other", "real"], ["file"]]);
      symlinkSync("real", join(folder, "folder"));
      await expect(writeAtomically(join(folder, "folder"), bytes(""), "save")).rejects.toThrow(
        "this is a folder",
      );
      await writeAtomically(join(folder, "folder", "more"), bytes("more"), "here");
      expect(readdirSync(real).sort()).toEqual(["file", "more"]);
    },
  );

  it.skipIf(isWindows)(
    "means the file that a reader would find: .. is that of where a link leads (not so on Windows)",
    async () => {
      const folder = temporary();
      mkdirSync(join(folder, "a", "b"), { recursive: true });
      mkdirSync(join(folder, "w"));
      symlinkSync(join("..", "a", "b"), join(folder, "w", "link"));
      const [meant, other] = [join(folder, "a", "net"), join(folder, "w", "net")];
      // Not joined, for that would fold the two dots.
      const path = `${folder}/w/link/../net`;
      const save = async (text: string) => {
        await checkWritable(path, "here");
        await writeAtomically(path, bytes(text), "here");
        expect(readFileSync(meant, "utf8")).toBe(text);
      };
      await save("new");
      await save("replaced");
      expect(readdirSync(join(folder, "w"))).toEqual(["link"]);
      writeFileSync(other, "precious");
      await save("replaced again");
      rmSync(meant);
      await save("new again");
      expect(readFileSync(other, "utf8")).toBe("precious");
      expect(readdirSync(join(folder, "a")).sort()).toEqual(["b", "net"]);
    },
  );

  it.skipIf(isWindows).each([
    ["linked/file", "real/file"],
    ["real/file", "linked/file"],
    ["real/link", "linked/file"],
    ["linked/file", "real/link"],
  ])(
    "survives two writers who name a file %s and %s (on Windows, links need a privilege)",
    async (first, second) => {
      const folder = temporary();
      const real = join(folder, "real");
      mkdirSync(real);
      symlinkSync("real", join(folder, "linked"));
      writeFileSync(join(real, "file"), "old");
      symlinkSync("file", join(real, "link"));
      const large = new Uint8Array(8_000_000);
      for (let round = 0; round < 4; round++) {
        let done = false;
        const slow = writeAtomically(join(folder, first), large, "first").finally(() => {
          done = true;
        });
        // The second begins while the first is at work.
        while (!done && !readdirSync(real).some((name) => name.endsWith(".partial"))) await setImmediate();
        const quick = writeAtomically(join(folder, second), bytes("small"), "second");
        expect((await Promise.allSettled([slow, quick])).map(({ status }) => status)).toEqual([
          "fulfilled",
          "fulfilled",
        ]);
        expect([5, large.length]).toContain(statSync(join(real, "file")).size);
        expect(readdirSync(real).sort()).toEqual(["file", "link"]);
      }
    },
  );

  it.skipIf(isWindows)(
    "refuses a link to nothing, or to itself (on Windows, links need a privilege)",
    async () => {
      const folder = temporary();
      const path = join(folder, "link");
      symlinkSync("nothing", path);
      symlinkSync("loop", join(folder, "loop"));
      for (const attempt of [
        () => writeAtomically(path, bytes("new"), "save"),
        () => checkWritable(path, "save"),
      ]) {
        await expect(attempt()).rejects.toThrow(
          "save: the file cannot be written: this is a symbolic link to what is not there\n  Make the file",
        );
      }
      await expect(writeAtomically(join(folder, "loop"), bytes(""), "save")).rejects.toThrow(OptionError);
      expect(readdirSync(folder).sort()).toEqual(["link", "loop"]);
      expect(readlinkSync(path)).toBe("nothing");
    },
  );

  it.skipIf(!hasPipes)("refuses a pipe and leaves it alone (skipped where mkfifo is absent)", async () => {
    const folder = temporary();
    const path = join(folder, "pipe");
    expect(spawnSync("mkfifo", [path]).status).toBe(0);
    symlinkSync("pipe", join(folder, "link"));
    for (const name of [path, join(folder, "link")]) {
      const save = () => writeAtomically(name, bytes("new"), "save");
      for (const attempt of [save, () => checkWritable(name, "save")]) {
        await expect(attempt()).rejects.toThrow(
          "save: the file cannot be written: this is a pipe, not a file\n  Name another file.",
        );
      }
    }
    expect(lstatSync(path).isFIFO()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["link", "pipe"]);
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
