import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { explainCommand } from "../../src/cli/explain-command.ts";
import { explain } from "../../src/explain/explain.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { qif } from "../../src/neurons/qif.ts";
import { saveNetwork } from "../../src/node/network-file.ts";
import { dormandPrince54, tsitouras54 } from "../../src/solvers/index.ts";
import { referencePath } from "../support/reference-networks.ts";

const folder = mkdtempSync(join(tmpdir(), "saltus-explain-"));
afterAll(() => rmSync(folder, { recursive: true }));

let output: string;
let errors: string;
beforeEach(() => {
  output = errors = "";
  vi.spyOn(console, "log").mockImplementation((text) => void (output += `${text}\n`));
  vi.spyOn(console, "error").mockImplementation((text) => void (errors += `${text}\n`));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const net = network({
  populations: {
    a: population(lif, 2, { parameters: { bias: [1, 2] } }),
    b: population(qif, 1),
    c: population(lif, 1),
  },
});

describe("saltus explain", () => {
  it("prints what is made of neurons of the library", async () => {
    expect(await explainCommand(["lif", "qif"])).toBe(0);
    expect(output).toBe(`${explain(lif)}\n\n${explain(qif)}\n\n`);
    expect(errors).toBe("");
  });

  it("prints LaTeX alone, and code besides", async () => {
    expect(await explainCommand(["--latex", "lif"])).toBe(0);
    expect(output).toBe(`${explain(lif).latex}\n\n`);
    output = "";
    expect(await explainCommand(["lif", "--code"])).toBe(0);
    expect(output).toBe(`${explain(lif, { code: "javascript" })}\n\n`);
    expect(output).toContain("return function k_step(o) {");
  });

  it("by the method that is named, if there is one of that name", async () => {
    expect(await explainCommand(["--method", "tsitouras54", "lif"])).toBe(0);
    expect(output).toBe(`${explain(lif, { method: tsitouras54 })}\n\n`);
    output = "";
    expect(await explainCommand(["--method=rk45", "lif"])).toBe(0);
    expect(output).toBe(`${explain(lif, { method: dormandPrince54 })}\n\n`);
    expect(await explainCommand(["--method", "taylor7", "lif"])).toBe(2);
    expect(errors).toContain('saltus explain: --method taylor7 is no method\n  Did you mean "taylor');
    expect(await explainCommand(["--method", "leapfrog", "lif"])).toBe(2);
    expect(errors).toContain(
      "saltus explain: --method leapfrog is no method\n  Known here: bogackiShampine32,",
    );
  });

  it("explains the neurons of a saved network, each once", async () => {
    const path = join(folder, "net.saltus");
    await saveNetwork(path, { network: net });
    expect(await explainCommand([path])).toBe(0);
    expect(output).toBe(`${explain(lif)}\n\n${explain(qif)}\n\n`);
  });

  it("explains those of a description and of a reference file", async () => {
    const path = join(folder, "net.json");
    writeFileSync(path, JSON.stringify(describeNetwork(net)));
    expect(await explainCommand(["--json", path, referencePath("egru_feedforward")])).toBe(0);
    const found = JSON.parse(output) as {
      readonly name: string;
      readonly classification: { readonly kind: string };
    }[];
    expect(found.map(({ name }) => name)).toEqual(["lif", "qif", "egru_feedforward"]);
    expect(found.map(({ classification }) => classification.kind)).toEqual(["linear", "general", "general"]);
  });
});

describe("exit code 2 and a reason", () => {
  it("for a name that no neuron has", async () => {
    expect(await explainCommand(["lfi", "lif"])).toBe(2);
    expect(errors).toMatch(
      /^saltus explain: lfi: there is no such neuron\n {2}Did you mean "lif"\? Known here: .*\bizhikevich, .*\. If it is a file, write \.\/lfi\.\n$/,
    );
    expect(output).toContain("lif\n  states");
  });

  it("for a file that is not there or has no network", async () => {
    const path = join(folder, "none.json");
    expect(await explainCommand([path])).toBe(2);
    expect(errors).toContain(`saltus explain: ${path}: the file cannot be read`);
    writeFileSync(path, '{"name": "x"}');
    expect(await explainCommand([path])).toBe(2);
    expect(errors).toContain(path);
    expect(output).toBe("");
  });

  it("for wrong usage", async () => {
    expect(await explainCommand([])).toBe(2);
    expect(await explainCommand(["--tex", "lif"])).toBe(2);
    expect(errors).toContain("saltus explain: no neuron is named");
    expect(errors).toContain("there is no option --tex\n  Known here: --method");
    expect(await explainCommand(["--help"])).toBe(0);
    expect(output).toContain("Usage: saltus explain [options] NAME|FILE…");
  });
});
