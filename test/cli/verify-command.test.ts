import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { verifyCommand } from "../../src/cli/verify-command.ts";
import {
  altered,
  referencePath,
  references,
  referenceText,
  wrongFifthDigit,
} from "../support/reference-networks.ts";

const folder = mkdtempSync(join(tmpdir(), "saltus-verify-"));
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

function saved(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe("saltus verify", () => {
  it("passes the reference files and prints every group", async () => {
    expect(await verifyCommand(references.map(referencePath))).toBe(0);
    expect(output).toContain("6 of 6 files passed.");
    expect(output).toMatch(/lif_feedforward.json: passed \(26 spikes, 26 expected; tsitouras54, rtol 1e-10/);
    expect(output).toMatch(/gradient weights\.w_z\.hidden_to_output +12 +\S+e-\d+ {2}at \[\d\]\[\d\]/);
    expect(errors).toBe("");
  });

  it("fails for one wrong digit of a gradient and says which", async () => {
    const text = altered("lif_feedforward", ({ gradients }) => {
      gradients.parameters.theta = wrongFifthDigit(gradients.parameters.theta);
    });
    const path = saved("digit.json", text);
    expect(await verifyCommand([path])).toBe(1);
    expect(output).toMatch(/digit\.json: FAILED/);
    expect(output).toMatch(/gradient parameters .* at theta {2}> 1e-6: found -16\.4314.*expected -16\.4324/);
  });

  it("fails for a missing spike and names the neuron", async () => {
    const text = altered("lif_feedforward", ({ expected }) => expected.spikes.push([4, 39.5]));
    expect(await verifyCommand([saved("missing.json", text)])).toBe(1);
    expect(output).toContain("neuron 4 spiked 2 times, expected 3");
  });

  it("runs with another method and tolerance", async () => {
    const path = referencePath("lif_feedforward");
    expect(
      await verifyCommand(["--method", "dormandPrince54", "--rtol=1e-11", "--atol", "1e-12", path]),
    ).toBe(0);
    expect(output).toContain("dormandPrince54, rtol 1e-11, atol 1e-12");
    expect(await verifyCommand(["--rtol", "1e-5", path])).toBe(1);
  });

  it("prints JSON that can be read back, errors included", async () => {
    const paths = [referencePath("lif_state_loss"), join(folder, "nothing.json")];
    expect(await verifyCommand(["--json", ...paths])).toBe(2);
    const [report, missing] = JSON.parse(output);
    expect(report).toMatchObject({ file: paths[0], name: "lif_state_loss", passed: true, rtol: 1e-10 });
    expect(report.comparisons[0]).toMatchObject({ name: "spike times", entries: 27, passed: true });
    const error = `${paths[1]}: the file cannot be read: there is no such file or folder\n  Check the name.`;
    expect(missing).toEqual({ file: paths[1], error });
    expect(errors).toBe("");
  });
});

describe("a file that cannot be verified gives exit code 2 and a reason", () => {
  it("truncated", async () => {
    const path = saved("part.json", referenceText("lif_feedforward").slice(0, 4000));
    expect(await verifyCommand([path])).toBe(2);
    expect(errors).toContain(`${path}: the file is truncated: it stops in the middle, after 4000 characters`);
  });

  it("absent, a folder, or something else", async () => {
    expect(await verifyCommand([join(folder, "nothing.json"), folder, saved("other.json", "{}")])).toBe(2);
    expect(errors).toMatch(/^saltus verify: .*nothing.json: the file cannot be read: there is no such file/);
    expect(errors).toContain(`${folder}: the file cannot be read: this is a folder`);
    expect(errors).toContain("other.json: there is no format");
  });

  it("nested a million deep", async () => {
    const depth = 1_000_000;
    const text = `{"format": "spiking-network-fixture", "version": 1, "name": ${"[".repeat(depth)}${"]".repeat(depth)}}`;
    expect(await verifyCommand([saved("deep.json", text)])).toBe(2);
    expect(errors).toContain("deep.json: name is an array of 1\n  Give a text");
  });

  it("beside good files, which are still verified", async () => {
    const part = saved("half.json", '{"format": ');
    expect(await verifyCommand([part, referencePath("lif_feedforward")])).toBe(2);
    expect(output).toContain("lif_feedforward.json: passed");
    expect(output).toContain("1 of 2 files passed.");
  });
});

describe("hostile text in a file is refused, not run", () => {
  const spy = "globalThis.saltusWasHere = true";
  const hostile: readonly (readonly [string, (neuron: Record<string, unknown>) => void])[] = [
    ...[
      `constructor.constructor("${spy}")()`,
      `(() => { ${spy} })()`,
      `v.constructor.constructor("${spy}")()`,
      'import("node:fs")',
      "process.exit(0)",
      "__proto__",
      "v; i = 3",
      "eval(v)",
      "createUnit(v)",
      "v[0]",
      '"text"',
      "f(x) = x",
      "`v`",
      "1e999",
      `${"(".repeat(100_000)}v${")".repeat(100_000)}`,
      `v${" + v".repeat(1_000_000)}`,
    ].flatMap((text): (readonly [string, (neuron: Record<string, unknown>) => void])[] => [
      [
        `dynamics ${text.slice(0, 40)}`,
        (neuron) => {
          neuron["dynamics"] = `dv/dt = ${text}\ndi/dt = -i / tau_syn`;
        },
      ],
      [
        `initial ${text.slice(0, 40)}`,
        (neuron) => {
          neuron["state"] = { v: text, i: "0" };
        },
      ],
      [
        `spike ${text.slice(0, 40)}`,
        (neuron) => {
          neuron["spike"] = { when: text, reset: {} };
        },
      ],
      [
        `reset ${text.slice(0, 40)}`,
        (neuron) => {
          neuron["spike"] = { when: "v - theta", reset: { v: text } };
        },
      ],
      [
        `input ${text.slice(0, 40)}`,
        (neuron) => {
          neuron["input"] = { i: text };
        },
      ],
    ]),
    [
      "a reset of something else",
      (neuron) => {
        neuron["spike"] = { when: "v - theta", reset: { tau_mem: "0" } };
      },
    ],
    [
      "a state called constructor",
      (neuron) => {
        neuron["state"] = { v: "0", i: "0", constructor: "0" };
      },
    ],
    [
      "a prototype",
      (neuron) => {
        neuron["input"] = JSON.parse('{"__proto__": "1"}');
      },
    ],
    [
      "a channel that is a parameter",
      (neuron) => {
        neuron["weight_channels"] = ["theta"];
      },
    ],
  ];

  it.each(hostile)("%s", async (_, change) => {
    const path = saved(
      "hostile.json",
      altered("lif_feedforward", ({ neuron }) => change(neuron)),
    );
    expect(await verifyCommand([path])).toBe(2);
    expect(errors).toContain("hostile.json: ");
    // A message is short, whatever the file holds.
    expect(errors.length).toBeLessThan(2000);
    expect("saltusWasHere" in globalThis).toBe(false);
  });
});

describe("usage", () => {
  it("is printed on demand", async () => {
    expect(await verifyCommand(["--help"])).toBe(0);
    expect(output).toContain("Usage: saltus verify [options] FILE…");
    expect(await verifyCommand(["-h"])).toBe(0);
  });

  it.each([
    [[], "no file is given"],
    [["--rtol", "small", "x.json"], '--rtol is "small"'],
    [["--rtol", "", "x.json"], '--rtol is ""'],
    [["--rtol", "2", "x.json"], "--rtol is 2\n  Give a number between 0 and 1"],
    [["--atol", "-1e-9", "x.json"], "atol"],
    [["--atol=-1e-9", "x.json"], "--atol is -1e-9"],
    [["--method", "tsitouras", "x.json"], 'Did you mean "tsitouras54"?'],
    [
      ["--method", "constructor", "x.json"],
      '--method is "constructor"\n  Give "tsitouras54" or "dormandPrince54"',
    ],
    [["--tolerance", "1", "x.json"], "--tolerance"],
    [["--json=yes", "x.json"], "--json"],
  ] as const)("%j is wrong: exit code 2", async (args, message) => {
    expect(await verifyCommand(args)).toBe(2);
    expect(errors).toContain("saltus verify: ");
    expect(errors).toContain(message);
    expect(errors).toContain("See saltus verify --help.");
    expect(output).toBe("");
  });
});
