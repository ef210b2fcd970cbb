import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerToSign, timeHint } from "../../src/expr/misread-signs.ts";

const hint = (block: string, text: string, sign: string): string =>
  answerToSign(block, text, text.indexOf(sign))!.hint;

describe("a sign that no expression has", () => {
  it.each([
    ["spike.reset.v", "v = EL", 'Write the new value alone: "EL".'],
    ["events.x.reset.v", "v -= a + b", 'Write the new value alone: "v - (a + b)".'],
    ["input.port.map.g", "g *= 2", 'Write the new value alone: "g * 2".'],
    ["input.g", "g += weight", 'Write the new value alone: "g + weight".'],
    ["state.v.initial", "v = EL", 'Write the value alone: "EL".'],
    ["spike.reset.v", "w = 1", 'Every state has an entry of its own, with its new value alone: { w: "1" }.'],
    [
      "spike.reset.v",
      "v = EL; w += b",
      'Every state has an entry of its own, with its new value alone: { v: "EL", w: "w + b" }.',
    ],
    ["spike.reset.v", "v = w = 1", "Every state has an entry of its own, with its new value alone."],
    [
      "spike.when",
      "v = a + b",
      'Write the condition "v > a + b", or the function that rises through zero, "v - (a + b)".',
    ],
    ["dynamics", "-v, dw/dt = -w", "Write each equation on a line of its own."],
    ["dynamics", "a = 3", "An equation has one =. Write == to compare."],
    ["expression", "a = 3", "Write == to compare."],
  ])("= in %s: %s", (block, text, expected) => {
    expect(hint(block, text, "=")).toBe(expected);
  });

  it.each([
    ["gL*[EL - v]", "Write parentheses: (EL - v)."],
    ["[v - vT]_+", "Write max(0, v - vT) for the positive part."],
    ["[v - vT]+ - w", "Write max(0, v - vT) for the positive part."],
    ["[v - vT]₊", "Write max(0, v - vT) for the positive part."],
    ["[v - vT] + w", "Write parentheses: (v - vT)."],
    ["x[0]", "Write one equation for each component."],
    ["[1, 2]", "Write one equation for each component."],
    ["I[t]", timeHint("I")],
  ])("%s", (text, expected) => {
    expect(hint("dynamics", text, "[")).toBe(expected);
  });

  it.each([
    ["np.exp(v)", "Write exp(…), without np."],
    ["numpy.maximum(0, v)", "It is called max here."],
    ["np.pi * v", "Write pi, without np."],
    ["self.tau", "Write tau, without self."],
    ["cell.tau", "Names have no parts: write one name, such as cell_tau."],
    ["v.", "Expressions hold numbers and names only."],
  ])("%s", (text, expected) => {
    expect(hint("dynamics", text, ".")).toBe(expected);
  });

  it("is answered in any text, long ones too", () => {
    const blocks = fc.constantFrom("spike.reset.v", "spike.when", "dynamics", "state.v.initial", "input.v");
    const unit = fc.constantFrom(..."=;[].+-* ,tv0()_<");
    fc.assert(
      fc.property(blocks, fc.string({ unit, minLength: 1 }), fc.nat(), (block, text, at) => {
        const position = at % text.length;
        const answer = answerToSign(block, text, position);
        expect(answer === undefined).toBe(!"=;[.".includes(text[position]!));
        expect(answer?.hint ?? ".").toMatch(/\.$/);
      }),
      { numRuns: 2000 },
    );
    for (const text of [`${"v ".repeat(5000)}=`, `=${" ".repeat(9999)}`, `[${"[".repeat(9999)}`]) {
      const start = performance.now();
      answerToSign("spike.when", text, text.search(/[=[]/));
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});
