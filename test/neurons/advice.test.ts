/** What messages advise is right: the text that it makes of a mistake is a neuron. */
import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";

const base: NeuronDefinition = {
  name: "n",
  state: { v: {}, w: {} },
  parameters: { EL: 0, vT: 1, tau: 10, tau_w: 3, C: 1, gL: 1 },
  signals: ["I"],
  dynamics: "dv/dt = -v / tau\ndw/dt = -w",
  spike: { when: "v - vT" },
};
const dynamics = (text: string): NeuronDefinition => ({
  ...base,
  dynamics: text.includes("dw/dt =") ? text : `${text}\ndw/dt = -w`,
});
const when = (text: string): NeuronDefinition => ({ ...base, spike: { when: text } });
const reset = (text: string): NeuronDefinition => ({ ...base, spike: { when: "v - 1", reset: { v: text } } });

/** A mistake, what the message says, and what its reader then writes. */
const cases: readonly (readonly [(text: string) => NeuronDefinition, string, string, string])[] = [
  [dynamics, "tau*dv/dt = -v + I(t)", "Write I, without (t)", "tau*dv/dt = -v + I"],
  [dynamics, "tau*dv(t)/dt = -v", "Write tau*dv/dt, without (t)", "tau*dv/dt = -v"],
  [dynamics, "v'(t) = -v", "Write dv/dt, without (t)", "dv/dt = -v"],
  [dynamics, "dv/dt = tau(v - EL)", 'Write * for a product: "tau * (…)"', "dv/dt = tau * (v - EL)"],
  [dynamics, "C·dv/dt = -v", "Write * for a product: C * dv/dt = ….", "C * dv/dt = -v"],
  [dynamics, "C×dv/dt = -v", "Write * for a product: C * dv/dt = ….", "C * dv/dt = -v"],
  [dynamics, "C/gL dv/dt = -v", "Write C/gL * dv/dt = ….", "C/gL * dv/dt = -v"],
  [dynamics, "2dv/dt = -v", "Write 2 * dv/dt = ….", "2 * dv/dt = -v"],
  [dynamics, "-dv/dt = v", "Write dv/dt = … alone on the left side", "dv/dt = -v"],
  [dynamics, "dv/dt*C = -v", "Write it before the derivative, tau * dv/dt = …", "C * dv/dt = -v"],
  [dynamics, "C*(dv/dt) = -v", "Write C*dv/dt = ….", "C*dv/dt = -v"],
  [dynamics, "d(v)/dt = -v", "Write dv/dt = ….", "dv/dt = -v"],
  [dynamics, "C * d v/dt = -v", "Write C * dv/dt = ….", "C * dv/dt = -v"],
  [dynamics, "dv/dt := -v", "Write = alone.", "dv/dt = -v"],
  [dynamics, "dv/dt == -v", "Write = in its place.", "dv/dt = -v"],
  [dynamics, "f(v) = v\ndv/dt = 1", "A definition has no arguments", "f = v\ndv/dt = 1"],
  [dynamics, "if t > 5: C*dv/dt = -v", "dv/dt = t > 5 ? … : ….", "C*dv/dt = t > 5 ? -v : 0"],
  [dynamics, "v > 5: dv/dt = -v", "dv/dt = t > 5 ? … : ….", "dv/dt = v > 5 ? -v : 0"],
  [dynamics, "if v > 5:\n  dv/dt = -v", "dv/dt = t > 5 ? … : ….", "dv/dt = v > 5 ? -v : 0"],
  [dynamics, "dv/dt = -v for t > 5", "Write c ? a : b for a choice.", "dv/dt = t > 5 ? -v : 0"],
  [
    dynamics,
    "dv/dt = -v + I, dw/dt = -w",
    "Write each equation on a line of its own.",
    "dv/dt = -v + I\ndw/dt = -w",
  ],
  [
    dynamics,
    "dv/dt = -v + I; dw/dt = -w",
    "Write each equation on a line of its own.",
    "dv/dt = -v + I\ndw/dt = -w",
  ],
  [dynamics, "dv/dt = gL*[EL - v]", "Write parentheses: (EL - v).", "dv/dt = gL*(EL - v)"],
  [dynamics, "dv/dt = [v - vT]_+", "Write max(0, v - vT) for", "dv/dt = max(0, v - vT)"],
  [dynamics, "dv/dt = (v - vT)_+", "Write max(0, …) for", "dv/dt = max(0, v - vT)"],
  [dynamics, "dv/dt = 0,5*v", "If 0,5 is one number, write 0.5.", "dv/dt = 0.5*v"],
  [dynamics, "dv/dt = (0,5*v)", "If 0,5 is one number, write 0.5.", "dv/dt = (0.5*v)"],
  [dynamics, "dv/dt = sin(0,5)", "If 0,5 is one number, write 0.5.", "dv/dt = sin(0.5)"],
  [dynamics, "dv/dt = (5//2)*v", "write floor(a / b) for", "dv/dt = floor(5 / 2)*v"],
  [dynamics, "dv/dt = E_L - v", 'Did you mean "EL"?', "dv/dt = EL - v"],
  [dynamics, "dv/dt = tauw * v", 'Did you mean "tau_w"?', "dv/dt = tau_w * v"],
  [dynamics, "dv/dt = step(t - 3)", "It is called heaviside here.", "dv/dt = heaviside(t - 3)"],
  [dynamics, "dv/dt = Θ(t - 3)", "It is called heaviside here.", "dv/dt = heaviside(t - 3)"],
  [dynamics, "dv/dt = relu(v)", "Write max(0, x).", "dv/dt = max(0, v)"],
  [dynamics, "dv/dt = clamp(v, 0, 1)", "clip(x, low, high)", "dv/dt = clip(v, 0, 1)"],
  [dynamics, "dv/dt = softplus(v)", "Write log1p(exp(x)).", "dv/dt = log1p(exp(v))"],
  [dynamics, "dv/dt = np.exp(v)", "Write exp(…), without np.", "dv/dt = exp(v)"],
  [dynamics, "dv/dt = ⌊v⌋", "Write floor(…).", "dv/dt = floor(v)"],
  [
    dynamics,
    "dv/dt = -v + dw/dt\ndw/dt = -w",
    "slope = …, dw/dt = slope, and write slope here.",
    "slope = -w\ndv/dt = -v + slope\ndw/dt = slope",
  ],
  [
    when,
    "v = vT",
    'Write the condition "v > vT", or the function that rises through zero, "v - vT".',
    "v > vT",
  ],
  [when, "w < 2 and v", '"v > 0" in its place', "w < 2 and v > 0"],
  [when, "(v > 1) == 1", 'Write "v > 1" for it.', "v > 1"],
  [when, "-(v > 1) * (w - 3) * 2", '"v > 1 and (3 - w) * 2 > 0"', "v > 1 and (3 - w) * 2 > 0"],
  [when, "v > 1; w > 1", "Write and or or between conditions.", "v > 1 and w > 1"],
  [reset, "v = EL", 'Write the new value alone: "EL".', "EL"],
  [reset, "v -= 20", 'Write the new value alone: "v - 20".', "v - 20"],
  [reset, "v == EL", 'Write the new value alone: "EL".', "EL"],
  [reset, "w == EL", "or c ? 1 : 0 if one of the two is meant.", "w == EL ? 1 : 0"],
];

describe("advice", () => {
  it.each(cases)("of %o %s", (place, wrong, told, right) => {
    let message = "";
    try {
      defineNeuron(place(wrong));
    } catch (error) {
      expect(error).toBeInstanceOf(ModelError);
      message = String(error);
    }
    expect(message).toContain(told);
    expect(() => defineNeuron(place(right))).not.toThrow();
  });

  it("names keys of other tools and of other parts", () => {
    const attempt = (extra: object) => () => defineNeuron({ ...base, ...extra } as NeuronDefinition);
    expect(attempt({ threshold: "v > 1" })).toThrow('It is spike: { when: "v > 1" }.');
    expect(attempt({ refractory: 5 })).toThrow("Put refractory(model, { period: 5 }) around the model");
    expect(attempt({ equations: "" })).toThrow("They are called dynamics here.");
    expect(attempt({ parameters: { EL: { value: 1 } } })).toThrow("It is called default here.");
    expect(attempt({ state: { v: { v0: 1 } } })).toThrow("It is called initial here.");
    expect(attempt({ spike: { condition: "v" } })).toThrow("It is called when here.");
    expect(attempt({ constructor: 1 })).toThrow(/unknown key "constructor"/);
    expect(attempt({ dynamic: "" })).toThrow('Did you mean "dynamics"?');
  });

  it("leaves conditions that are truth values elsewhere: a choice, and discrete states", () => {
    const definition = { ...base, discrete: { high: {} } };
    const spike = { when: "v - 1", reset: { high: "w == 1", v: "w > 1" } };
    expect(() => defineNeuron({ ...definition, spike })).not.toThrow();
  });
});
