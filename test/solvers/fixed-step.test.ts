import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { fixedStep } from "../../src/solvers/fixed-step.ts";

describe("fixedStep", () => {
  it("proposes its size, whatever happened", () => {
    const controller = fixedStep(0.25);
    const memory = new Float64Array(0);
    controller.init(memory, 0);
    expect(controller.firstStepSize).toBe(0.25);
    expect(controller.adaptive).toBe(false);
    expect(controller.stateSize).toBe(0);
    expect(controller.propose(memory, 0, 0.01, Number.NaN, true)).toBe(0.25);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d", (stepSize) => {
    expect(() => fixedStep(stepSize)).toThrow(OptionError);
  });
});

it("fixedStep refuses a text", () => {
  expect(() => fixedStep("0.1" as never)).toThrow(/the step size is "0\.1"/);
});
