import { describe, expect, it } from "vitest";
import { readArguments } from "../../src/cli/arguments.ts";

const read = (...args: string[]) =>
  readArguments("saltus demo", args, { texts: ["name", "rate"], flags: ["json"] });

describe("readArguments", () => {
  it("tells options with a value, flags and the rest apart", () => {
    expect(read()).toEqual({ texts: {}, flags: { json: false, help: false }, rest: [] });
    expect(read("a", "--name", "x", "--json", "--rate=-1e-3", "b", "-h")).toEqual({
      texts: { name: "x", rate: "-1e-3" },
      flags: { json: true, help: true },
      rest: ["a", "b"],
    });
  });

  it("takes the last of several, the empty text, a dash alone, and all behind -- as it stands", () => {
    expect(read("--name=x", "--name=y", "--rate", "").texts).toEqual({ name: "y", rate: "" });
    expect(read("--name", "-", "--", "--json", "-x")).toMatchObject({
      texts: { name: "-" },
      flags: { json: false },
      rest: ["--json", "-x"],
    });
  });

  it.each([
    [["--nam", "x"], 'there is no option --nam\n  Did you mean "--name"?'],
    [["--jsn"], 'there is no option --jsn\n  Did you mean "--json"?'],
    [["--colour=red"], "there is no option --colour"],
    [["-q"], "there is no option -q"],
    [["--__proto__=1"], "there is no option --__proto__"],
    [["--name"], "--name has no value\n  Give one: --name=…"],
    [["--name", "--json"], "--name has no value\n  If it is --json, write --name=--json"],
    [["--json=yes"], "--json takes no value\n  Write --json alone."],
  ])("answers %j", (args, answer) => {
    expect(() => read(...args)).toThrow(`saltus demo: ${answer}`);
  });
});
