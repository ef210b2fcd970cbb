/** What a run that ends early says about its formulas, and that it is right. */
import { describe, expect, it } from "vitest";
import { alone, run } from "../../support/one-cell.ts";

const from1 = { v: { initial: 1 } };
const message = (dynamics: string, more: object = {}, options: object = {}): string =>
  run(
    alone({ name: "n", state: from1, dynamics, ...more }),
    {},
    { until: 10, throwOnFailure: false, ...options },
  ).message;

describe("a value that is not finite", () => {
  it.each([
    ["-1 - sqrt(v)", /non-finite.*In dv\/dt, "sqrt\(v\)" is NaN at v = -.*as "max\(v, 1e-6\)" does/s],
    ["-1 + log(v)", /In dv\/dt, "log\(v\)" is NaN at v = -/],
    ["-1 - v^0.3", /In dv\/dt, "v \^ 0\.3" is NaN at v = -/],
    ["-v / tau", /In dv\/dt, "v \/ tau" is -?Infinity at v = 1, tau = 0\. Keep the divisor away from 0/],
    ["v * log(tau)", /In dv\/dt, "log\(tau\)" is -Infinity at tau = 0/],
    ["exp(800 * v)", /In dv\/dt, "exp\(800 \* v\)" is Infinity at v = 1\. It is too large for a number/],
  ])("is named: %s", (right, expected) => {
    const parameters = { tau: 0 };
    expect(message(`dv/dt = ${right}`, { parameters })).toMatch(expected);
    expect(message(`dv/dt = ${right}`, { parameters }, { stepSize: 0.01 })).toMatch(expected);
  });

  it("is named where it is in a condition", () => {
    expect(message("dv/dt = -1", { spike: { when: "-3 - log(v)" } })).toMatch(
      /In the condition of "spike", "log\(v\)" is NaN at v = -/,
    );
  });
});

describe("steps too short for the time", () => {
  it("are not called a blow-up where the solution goes to a slope that is infinite, or a pole of its rate", () => {
    for (const right of ["-0.3 * sqrt(max(0, v))", "-1 / v"]) {
      expect(message(`dv/dt = ${right}`)).toMatch(/does not blow up, its rates do/);
    }
  });

  it.each(["v^2", "exp(v)", "-v^2"])("are where it does: %s", (right) => {
    const state = { v: { initial: right === "-v^2" ? -1 : 1 } };
    expect(message(`dv/dt = ${right}`, { state })).toMatch(/may blow up before it spikes/);
  });
});

it("what is advised runs", () => {
  for (const right of [
    "-1 - sqrt(max(v, 1e-6))",
    "-1 + log(max(v, 1e-6))",
    "-1 - max(v, 1e-6)^0.3",
    "-0.3 * sqrt(max(v, 1e-6))",
    "-1 / max(v, 1e-6)",
  ]) {
    const net = alone({ name: "n", state: from1, dynamics: `dv/dt = ${right}` });
    expect(run(net, {}, { until: 10 }).status).toBe("completed");
  }
});
