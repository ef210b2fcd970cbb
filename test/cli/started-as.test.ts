import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { trainStartedAs } from "../../src/cli/started-as.ts";

describe("trainStartedAs", () => {
  it.each<[string, Record<string, string>, string, string]>([
    ["npm start", { npm_lifecycle_event: "start" }, resolve("dist/cli/main.js"), "npm start --"],
    ["npx", { npm_lifecycle_event: "npx" }, "/work/node_modules/.bin/saltus", "npx saltus train"],
    ["the shim of Windows", {}, "C:\\work\\node_modules\\saltus\\dist\\cli\\main.js", "npx saltus train"],
    ["a global installation", {}, "/usr/local/bin/saltus", "saltus train"],
    ["node", {}, resolve("dist/cli/main.js"), "node dist/cli/main.js train"],
    [
      "another script of npm",
      { npm_lifecycle_event: "demo" },
      "/w/node_modules/.bin/saltus",
      "npx saltus train",
    ],
  ])("%s", (_, environment, script, command) => {
    expect(trainStartedAs(environment, script).replaceAll("\\", "/")).toBe(command);
  });
});
