/** All that is wrong in a definition is told at once, each with its place as data. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelError, OptionError, type Problem } from "../../src/errors.ts";
import { parseEquations } from "../../src/expr/equations.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";

const sound: NeuronDefinition = {
  name: "lif",
  state: { v: { unit: "mV" } },
  parameters: { tauMem: { unit: "ms", default: 20 }, vLeak: { unit: "mV", default: -70 } },
  dynamics: "dv/dt = (vLeak - v) / tauMem",
  spike: { when: "v > vLeak", reset: { v: "vLeak" } },
};

function refusal(change: Partial<NeuronDefinition>): ModelError {
  try {
    defineNeuron({ ...sound, ...change });
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return error as ModelError;
  }
  throw new Error("it was taken");
}

describe("one problem", () => {
  it("has its place and what was probably meant as data", () => {
    const dynamics = "dv/dt = (vLeak - v) / tauMen";
    const { message, problems } = refusal({ dynamics });
    expect(problems).toEqual([
      {
        message,
        hint: 'Did you mean "tauMem"? Known here: v, tauMem, vLeak, t.',
        block: "dynamics",
        from: 22,
        to: 28,
        line: 1,
        column: 23,
        suggestion: "tauMem",
      },
    ]);
    const [{ from, to, suggestion }] = problems as readonly [Required<Problem>];
    const mended = dynamics.slice(0, from) + suggestion + dynamics.slice(to);
    expect(mended).toBe(sound.dynamics);
  });

  it("that is in no text has no place", () => {
    const { problems } = refusal({ spike: { when: "v", rest: {} } as never });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ suggestion: "reset" });
    expect(problems[0]).not.toHaveProperty("from");
  });

  it("keeps the class of its error", () => {
    const wrong = { tauMem: { default: -1, domain: "positive" }, vLeak: 0 } as const;
    expect(() => defineNeuron({ ...sound, parameters: wrong })).toThrow(OptionError);
  });

  it("is where it is in the text as it was given, however that is indented and its lines end", () => {
    const lines = fc.array(fc.constantFrom("", "  # note", "  x = 1", "    y = 2 * v"), { maxLength: 4 });
    fc.assert(
      fc.property(lines, lines, fc.constantFrom("\n", "\r\n", "\r"), (before, after, end) => {
        const names = (list: readonly string[], suffix: string): string[] =>
          list.map((line, k) => line.replace(/[xy](?= =)/, (name) => `${name}${suffix}${k}`));
        const all = [...names(before, "a"), "    dv/dt = -vv", ...names(after, "b")];
        const dynamics = all.join(end);
        const [problem] = refusal({ dynamics }).problems;
        expect(dynamics.slice(problem!.from, problem!.to)).toBe("vv");
      }),
    );
  });
});

describe("several problems", () => {
  const broken: Partial<NeuronDefinition> = {
    state: { v: { unit: "mV", initial: "vLek" }, w: {} },
    dynamics: `
      half = vLeak / 2)
      dv/dt = (vLeek - v) / tauMem + half
      dw/dt = 1 / w mV
    `,
    spike: { when: "v > vTreshold", reset: { v: "vLeak", u: 0 } },
    input: { v: "v + wight" },
  };

  it("are told in one message, numbered in the order of the definition", () => {
    const { message, problems } = refusal(broken);
    expect(problems.map(({ block, suggestion }) => [block, suggestion])).toEqual([
      ["dynamics", undefined],
      ["dynamics", "vLeak"],
      ["dynamics", undefined],
      ["state.v.initial", "vLeak"],
      ["spike.when", undefined],
      [undefined, undefined],
      ["input.v", "weight"],
    ]);
    expect(message).toContain('defineNeuron("lif"): 7 problems\n1. ');
    expect(message).toContain('\n2. unknown symbol "vLeek" in dynamics, line ');
    expect(message).toContain('\n6. "u" in spike.reset is not a state\n  States: v, w.');
    problems.forEach((problem) => {
      expect(problem.message).toMatch(/^defineNeuron\("lif"\): /);
    });
  });

  it("of one formula are all names that are not known, each once", () => {
    const { message, problems } = refusal({ dynamics: "dv/dt = (EL - v + EL) / tua * (tauMen / tauMem)" });
    expect(message).toContain("3 problems");
    expect(problems.map(({ from, to, suggestion }) => [from, to, suggestion])).toEqual([
      [9, 11, undefined],
      [24, 27, undefined],
      [31, 37, "tauMem"],
    ]);
    const many = Array.from({ length: 30 }, (_, k) => `x${k}`).join(" + ");
    expect(refusal({ dynamics: `dv/dt = ${many}`, spike: { when: many } }).problems).toHaveLength(20);
  });

  it("leave out what only follows from another", () => {
    // The definition is wrong; who uses it is not.
    const { problems } = refusal({
      dynamics: "rest = vLeek\n dv/dt = (rest - v) / tauMem",
      spike: { when: "v > rest", reset: { v: "rest" } },
    });
    expect(problems.map(({ suggestion }) => suggestion)).toEqual(["vLeak"]);
    const units = refusal({
      dynamics: "sum = v + tauMem\n dv/dt = sum / tauMem\n",
      spike: { when: "sum > 0" },
    });
    expect(units.problems).toHaveLength(1);
    expect(units.message).toContain("units do not agree");
  });

  it("of declarations come before those of formulas", () => {
    const { problems } = refusal({
      parameters: { tauMem: { unit: "msec", default: 20 }, vLeak: { unti: "mV", default: 0 } as never },
      dynamics: "dv/dt = nonsense + vLeak * tauMem",
      spike: { when: "v > vTreshold", reset: { v: "tauMen" } },
    });
    // What units would say of the formulas is not asked for.
    expect(problems.map(({ suggestion, block }) => suggestion ?? block)).toEqual([
      "ms",
      "unit",
      "dynamics",
      "spike.when",
      "tauMem",
    ]);
  });

  it("are plain data, in JSON too", () => {
    const error = refusal(broken);
    const read = JSON.parse(JSON.stringify(error)) as { name: string; problems: unknown };
    expect(read.name).toBe("ModelError");
    expect(read.problems).toEqual(error.problems);
    expect(structuredClone(error.problems)).toEqual(error.problems);
  });

  it("are at most twenty, so that a hostile text is answered soon", () => {
    const many = Array.from({ length: 20_000 }, (_, k) => `x${k} = y${k}`).join("\n");
    const { message, problems } = refusal({ dynamics: many });
    expect(problems).toHaveLength(20);
    expect(message).toContain("20 problems, and perhaps more");
  });
});

it("blocks of equations outside a neuron collect theirs, too", () => {
  const context = { where: "here", block: "equations", states: ["v"], known: new Map() };
  expect(() => parseEquations("a = b\n c = d\n dv/dt = a", context)).toThrow(
    /^here: 2 problems\n1\. (?:.*\n)*2\. /,
  );
});
