import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSwc } from "../../src/morphology/index.ts";

const file = new URL("../fixtures/morphologies/y.swc", import.meta.url);

describe("readSwc", () => {
  it("reads samples in the order of the file, with types by name and parents by place", () => {
    const { samples } = readSwc(readFileSync(file, "utf8"));
    expect(samples).toHaveLength(11);
    expect(samples[0]).toEqual({ id: 1, type: "soma", x: 0, y: 0, z: 0, radius: 8, parent: -1 });
    expect(samples[8]).toEqual({ id: 9, type: "apical", x: -30, y: 148, z: 0, radius: 1, parent: 5 });
    expect(samples.map(({ type }) => type).slice(-2)).toEqual(["axon", "axon"]);
  });

  it("takes comments, empty lines, any ids and any line ends", () => {
    const text = "# made by hand\r\n\r\n7 1 0 0 0 5 -1 # soma\r\n 3\t6 1e1 -.5 0 1. 7\n";
    expect(readSwc(text).samples.map(({ id, type, x, parent }) => [id, type, x, parent])).toEqual([
      [7, "soma", 0, -1],
      [3, "other", 10, 0],
    ]);
  });

  it.each([
    ["1 1 0 0 0 5 -1\n2 3 0 0 x 1 1", 'readSwc: line 2: "x" is not a number'],
    ["1 1 0 0 0 5", "readSwc: line 1: it has 6 numbers"],
    ["#\n\n1.5 1 0 0 0 5 -1", "readSwc: line 3: the id is 1.5"],
    ["1 1 0 0 0 5 -1\n1 3 0 0 0 1 1", "readSwc: line 2: there are two samples 1"],
    ["1 1 0 0 0 0 -1", "readSwc: line 1: the radius is 0"],
    [
      "1 1 0 0 0 5 -1\n2 3 9 0 0 1 3\n3 3 5 0 0 1 1",
      "readSwc: line 2: there is no sample 3 above, the parent of 2",
    ],
    ["1 1 0 0 0 5 -1\n2 3 9 0 0 1 -1", "readSwc: line 2: it is a second root"],
    ["1 1 0 0 0 5 1", "readSwc: line 1: there is no sample 1 above, the parent of 1"],
    ["# nothing", "readSwc: there is no sample"],
  ])("answers %j", (text, message) => {
    expect(() => readSwc(text)).toThrow(message);
  });

  it("answers what is no text", () => {
    expect(() => readSwc(undefined as never)).toThrow("readSwc: text is undefined");
  });
});
