import { describe, expect, it } from "vitest";
import { parseReferenceFile } from "../../src/check/reference-file.ts";
import { type VerifyReport, verify } from "../../src/check/verify.ts";
import { OptionError } from "../../src/errors.ts";
import { altered, references, referenceText, wrongFifthDigit } from "../support/reference-networks.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests write wrong content on purpose.
type Content = any;

function verifyText(text: string, options = {}): VerifyReport {
  return verify(parseReferenceFile(text, "x.json"), options);
}

const failures = (report: VerifyReport): string[] =>
  report.comparisons.filter((comparison) => !comparison.passed).map((comparison) => comparison.name);

describe("verify", () => {
  // Largest at rtol 1e-10: 2.0e-9 ms for QIF (limit 1e-8), 9.2e-9 of a gradient for EIF (limit 1e-6).
  it.each(references)("%s agrees, four times better than asked", (name) => {
    const report = verifyText(referenceText(name));
    if (process.env["SHOW"]) {
      for (const { name: group, error, place } of report.comparisons) console.log(name, group, error, place);
    }
    expect(report).toMatchObject({
      status: "completed",
      mismatches: [],
      passed: true,
      method: "tsitouras54",
    });
    for (const { error, limit } of report.comparisons) expect(error).toBeLessThan(limit / 4);
  });

  // The errors of the methods differ by up to 15 at one tolerance, all go down with it.
  it.each(references)("%s agrees with every method at tighter tolerances", (name) => {
    for (const method of ["tsitouras54", "dormandPrince54", "bogackiShampine32", "dormandPrince853"]) {
      expect(failures(verifyText(referenceText(name), { method, rtol: 1e-11 }))).toEqual([]);
    }
  });

  it("errors go down with the tolerance until the digits of the file end", () => {
    const errors = [1e-7, 1e-9, 1e-11].map(
      (rtol) => verifyText(referenceText("eif_feedforward"), { rtol }).comparisons[0]!.error,
    );
    expect(errors[1]!).toBeLessThan(errors[0]! / 10);
    expect(errors[2]!).toBeLessThan(errors[1]! / 10);
  });

  it("covers every group once", () => {
    const names = verifyText(referenceText("egru_feedforward")).comparisons.map((c) => c.name);
    expect(names).toEqual([
      "spike times",
      ...["c", "a_u", "a_r", "a_z"].map((state) => `state ${state}`),
      "loss",
      ...["w_u", "w_r", "w_z"].flatMap((w) => [
        `gradient weights.${w}.input_to_hidden`,
        `gradient weights.${w}.hidden_to_output`,
      ]),
      "gradient bias_u",
      "gradient bias_r",
      "gradient bias_z",
      "gradient input_spike_times",
      "gradient parameters",
    ]);
  });

  it("counts entries: a network without samples has no states to compare", () => {
    const text = altered("lif_feedforward", (content) => {
      content.expected.states = [];
    });
    expect(verifyText(text).comparisons.map((c) => c.name)).not.toContain("state v");
  });

  it("refuses an unknown method", () => {
    expect(() => verifyText(referenceText("lif_feedforward"), { method: "dopri" })).toThrow(OptionError);
  });
});

describe("a wrong number fails in its group and nowhere else", () => {
  /** The path to the number of largest magnitude in nested arrays and objects. */
  function largest(value: Content, path: readonly string[] = []): readonly [number, readonly string[]] {
    if (typeof value === "number") return [Math.abs(value), path];
    return Object.entries(value ?? {})
      .map(([key, entry]) => largest(entry, [...path, key]))
      .reduce((a, b) => (b[0] > a[0] ? b : a), [-1, path] as const);
  }

  const groups = [
    ["lif_feedforward", ["weights", "input_to_hidden"], "gradient weights.input_to_hidden"],
    ["lif_feedforward", ["weights", "hidden_to_output"], "gradient weights.hidden_to_output"],
    ["lif_feedforward", ["bias"], "gradient bias"],
    ["lif_feedforward", ["input_spike_times"], "gradient input_spike_times"],
    ["lif_feedforward", ["parameters"], "gradient parameters"],
    ["lif_state_loss", ["parameters"], "gradient parameters"],
    ["egru_feedforward", ["weights", "r", "hidden_to_output"], "gradient weights.w_r.hidden_to_output"],
    ["egru_feedforward", ["bias", "z"], "gradient bias_z"],
  ] as const;

  it.each(groups)("%s: the 5th significant digit of a gradient in %j", (name, path, group) => {
    const text = altered(name, ({ gradients }) => {
      const [, rest] = largest(path.reduce((value, key) => value[key], gradients));
      const keys = [...path, ...rest];
      const last = keys.pop()!;
      const owner = keys.reduce((value: Content, key) => value[key], gradients);
      owner[last] = wrongFifthDigit(owner[last]);
    });
    const report = verifyText(text);
    expect(failures(report)).toEqual([group]);
    expect(report.passed).toBe(false);
  });

  it("a gradient that should be zero", () => {
    const text = altered("lif_feedforward", ({ gradients }) => {
      gradients.weights.input_to_hidden[3][0] = 1e-5;
    });
    expect(failures(verifyText(text))).toEqual(["gradient weights.input_to_hidden"]);
  });

  it("a state, the loss, a spike time by 2e-8 ms", () => {
    const wrong = (change: (content: Content) => void): string[] =>
      failures(verifyText(altered("lif_feedforward", change)));
    expect(
      wrong(({ expected }) => {
        expected.states[1].values[10][1] += 1e-5;
      }),
    ).toEqual(["state i"]);
    expect(
      wrong(({ loss }) => {
        loss.value += 1e-3;
      }),
    ).toEqual(["loss"]);
    expect(
      wrong(({ expected }) => {
        expected.spikes[8][1] += 2e-8;
        delete expected.first_spike_times;
      }),
    ).toEqual(["spike times"]);
  });
});

describe("spikes", () => {
  it("that are missing fail and end the comparison", () => {
    const text = altered("lif_feedforward", ({ expected }) => {
      expected.spikes.push([4, 39.5]);
    });
    const report = verifyText(text);
    expect(report.mismatches).toEqual([{ neuron: 4, expected: 3, found: 2 }]);
    expect(report.spikes).toEqual({ expected: 27, found: 26 });
    expect(report.comparisons.map((c) => c.name)).toEqual(["spike times"]);
    expect(report.passed).toBe(false);
  });

  it("that are extra fail although every number agrees", () => {
    const text = altered("lif_feedforward", ({ expected }) => {
      expected.spikes.pop();
    });
    const report = verifyText(text);
    expect(report.mismatches).toEqual([{ neuron: 8, expected: 3, found: 4 }]);
    expect(failures(report)).toEqual([]);
    expect(report.passed).toBe(false);
  });
});

it("a run that does not complete fails with its status", () => {
  const text = altered("lif_feedforward", ({ neuron }) => {
    neuron.dynamics = "dv/dt = exp(exp(exp(t))) + bias + 0 * tau_mem\ndi/dt = -i / tau_syn";
  });
  const report = verifyText(text);
  expect(report.status).not.toBe("completed");
  expect(report.message).toContain("simulate");
  expect(report.passed).toBe(false);
});
