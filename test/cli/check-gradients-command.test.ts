import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checkGradientsCommand } from "../../src/cli/check-gradients-command.ts";
import { referencePath } from "../support/reference-networks.ts";

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

describe("saltus check-gradients", () => {
  it("prints a table of a network with cycles and delays of its own for each synapse", async () => {
    const path = referencePath("lif_recurrent_delays");
    expect(
      await checkGradientsCommand(["--entries", "1", "--independent=1", "--method", "exactFlow", path]),
    ).toBe(0);
    expect(output).toMatch(/lif_recurrent_delays\.json: agrees\n/);
    expect(output).toMatch(/neuron5→neuron0\.delay +1 .* agrees\n/);
    expect(output).toMatch(/adjoint–runs/);
    expect(errors).toBe("");
  });

  it("prints JSON, without independent runs if they are not wanted; files that cannot be read give 2", async () => {
    const paths = [referencePath("lif_state_loss"), "nothing.json"];
    expect(await checkGradientsCommand(["--json", "--entries=1", "--independent=0", ...paths])).toBe(2);
    const [report, missing] = JSON.parse(output);
    expect(report).toMatchObject({ file: paths[0], agrees: true, seed: 0 });
    // The loss of the file, which verify holds against what is printed in it.
    expect(report.value).toBeCloseTo(-2.44499196327, 9);
    expect(report.groups[0].runs).toBe(undefined);
    expect(missing.error).toMatch(/^nothing\.json: the file cannot be read/);
  });

  it("answers wrong usage with 2", async () => {
    expect(await checkGradientsCommand([])).toBe(2);
    expect(errors).toMatch(/^saltus check-gradients: no file is given/);
    expect(await checkGradientsCommand(["--entries", "0", "a.json"])).toBe(2);
    expect(errors).toMatch(/--entries is 0/);
    expect(await checkGradientsCommand(["--help"])).toBe(0);
    expect(output).toMatch(/^Usage: saltus check-gradients/);
  });
});
