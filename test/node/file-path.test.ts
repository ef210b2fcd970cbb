import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { filePath } from "../../src/node/file-path.ts";

describe("filePath", () => {
  it("takes texts as they are", () => {
    expect(filePath("load", "a b/ü.saltus")).toEqual({
      path: "a b/ü.saltus",
      where: 'load("a b/ü.saltus")',
    });
  });

  it("takes texts that only resemble a URL", () => {
    for (const path of ["file:a", "./file:///a", "files:/a"]) expect(filePath("load", path).path).toBe(path);
  });

  it("takes file: URLs, which write some characters in another way", () => {
    const path = resolve(join("a b", "ü%.saltus"));
    expect(filePath("load", pathToFileURL(path))).toEqual({ path, where: `load("${path}")` });
  });

  it.each<[unknown, RegExp]>([
    [undefined, /^load: the path is undefined\n {2}Give the path of a file/],
    [null, /^load: the path is null/],
    [5, /^load: the path is 5/],
    [{}, /^load: the path is an object/],
    [Symbol("x"), /^load: the path is Symbol\(x\)/],
    ["", /^load: the path is empty/],
    ["a\0b", /^load: the path "a\\u0000b" has a NUL character in it/],
    [new URL("file:///a%00b"), /has a NUL character in it/],
    [
      "file:///a",
      /^load: the path "file:\/\/\/a" looks like a URL\n {2}Give new URL\("file:\/\/\/…"\) or the path alone/,
    ],
    ["FILE:/a", /^load: the path "FILE:\/a" looks like a URL/],
    [new URL("https://example.org/a"), /^load: https:\/\/example\.org\/a names no file: /],
    [new URL("file:///a%2Fb"), /^load: file:\/\/\/a%2Fb names no file: /],
  ])("refuses %s", (given, message) => {
    expect(() => filePath("load", given as string)).toThrow(OptionError);
    expect(() => filePath("load", given as string)).toThrow(message);
  });
});
