import { afterEach, describe, expect, it, vi } from "vitest";
import { executions } from "../../../src/codegen/execution.ts";
import { reachSlot } from "../../../src/compile/slots.ts";
import { OptionError } from "../../../src/errors.ts";
import { network } from "../../../src/network/network.ts";
import { population } from "../../../src/network/population.ts";
import { lif } from "../../../src/neurons/lif.ts";
import { type SimulateOptions, settingsOf } from "../../../src/simulate/given/options.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { linearReach } from "../../../src/solvers/linear-reach.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";

const net = network({ populations: { cell: population(lif, 1, { parameters: { bias: 3 } }) } });

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe("settingsOf, execution", () => {
  it("is left to what there is memory for, unless one is asked for", () => {
    expect(settingsOf(net, { until: 1 }).execution).toBeUndefined();
    for (const execution of executions) {
      expect(settingsOf(net, { until: 1, execution }).execution).toBe(execution);
    }
  });

  it("refuses what is none, and names the nearest", () => {
    expect(() => settingsOf(net, { until: 1, execution: "webasembly" as never })).toThrow(
      'simulate: execution is "webasembly"\n  Did you mean "webassembly"? Give "interpreter" or "javascript" or "webassembly".',
    );
  });

  // Skipped where the test run forces an execution: the forced one replaces what is tried here.
  it.skipIf(process.env["EXECUTION"] !== undefined)(
    "says so where it is not allowed, and runs without it",
    async () => {
      vi.resetModules();
      vi.stubGlobal("WebAssembly", undefined);
      const { settingsOf: inThePage } = await import("../../../src/simulate/given/options.ts");
      expect(() => inThePage(net, { until: 1, execution: "webassembly" })).toThrow(
        /execution "webassembly" is not allowed here by the content policy\n {2}Leave it out/,
      );
      expect(inThePage(net, { until: 1 }).execution);
    },
  );

  it("has the same spikes in each, and the run says which it was", () => {
    const runs = executions.map((execution) =>
      simulate(net, net.initialParameters(), {}, { until: 30, execution }),
    );
    expect(runs.map((run) => run.program.execution)).toEqual(executions);
    for (const run of runs) expect(run.spikeTimes("cell")).toEqual(runs[0]!.spikeTimes("cell"));
    expect(runs[0]!.spikeTimes("cell")[0]!.length).toBeGreaterThan(1);
  });
});

describe("steps", () => {
  it("reach as far as both tolerances together allow", () => {
    const reached = (options: Omit<SimulateOptions, "until">): number => {
      const run = simulate(net, net.initialParameters(), {}, { until: 1, method: tsitouras54, ...options });
      const { programs, base } = run.program.populations[0]!;
      return run.program.memory[base + programs.frame.slot(reachSlot)]!;
    };
    const reach = (rtol: number, atol: number): number => reached({ rtol, atol });
    expect(reach(1e-6, 1e-6)).toBe(linearReach(tsitouras54, 2e-6));
    expect(reach(1e-9, 1e-3)).toBe(linearReach(tsitouras54, 1e-9 + 1e-3));
    // Either tolerance alone would reach less far, and the smaller one much less.
    expect(reach(1e-9, 1e-3)).toBeGreaterThan(3 * linearReach(tsitouras54, 1e-9));
    expect(reached({ stepSize: 0.1 })).toBe(Number.POSITIVE_INFINITY);
  });

  it("have no length, and a number that only what never ends reaches, by default", () => {
    const { maxSteps, maxStep } = settingsOf(net, { until: 200 });
    expect([maxSteps, maxStep]).toEqual([3e6, Infinity]);
    expect(settingsOf(net, { until: 1, maxStep: 0.5, maxSteps: 7 })).toMatchObject({
      maxStep: 0.5,
      maxSteps: 7,
    });
  });
});

describe("settingsOf, samples", () => {
  const request = { population: "cell", times: [0.5] };
  const attempt = (more: object) => () =>
    settingsOf(net, { until: 1, samples: [{ ...request, ...more }] }, "simulateBatch");

  it("refuse a side that is none, which was taken for the other one", () => {
    expect(attempt({ side: "before" })).not.toThrow();
    expect(attempt({ side: "befor" })).toThrow(
      'simulateBatch: samples: side is "befor"\n  Did you mean "before"? Give "after" or "before".',
    );
  });

  it("refuse a misspelt key and times that are no array", () => {
    expect(attempt({ sides: "before" })).toThrow(/^simulateBatch: samples: unknown option "sides"/);
    expect(attempt({ times: 3 })).toThrow(/samples: times is 3\n {2}Give an array of times/);
  });
});

describe("settingsOf refuses what passed or crashed:", () => {
  const attempt = (more: object) => () => settingsOf(net, { until: 1, ...more });

  it.each<[string, object, string]>([
    [
      "a method by its name",
      { method: "tsitouras54" },
      'method is "tsitouras54"\n  Give the method itself: import { tsitouras54 } from "saltus/solvers", and method: tsitouras54,',
    ],
    [
      "a method by a name of nothing",
      { method: "lsoda" },
      'method is "lsoda"\n  Give a method itself, such as tsitouras54 or',
    ],
    ["a step size by another name", { dt: 0.1 }, 'unknown option "dt"\n  It is called "stepSize" here.'],
    ["a limit by another name", { tStop: 5 }, 'unknown option "tStop"\n  It is called "until" here.'],
    ["null as a method", { method: null }, "method is null\n  Give a method"],
    [
      "a controller that is an empty object",
      { controller: {} },
      "controller is an object\n  Give a step-size controller made by pidController",
    ],
    ["a controller by its name", { controller: "pid" }, 'controller is "pid"\n  Give a step-size controller'],
    ["samples that are a number", { samples: 5 }, "samples is 5\n  Give [{ population, times }]."],
    [
      "a number of spikes for no population",
      { stopAfterSpikes: 5 },
      "stopAfterSpikes is 5\n  Give an object",
    ],
    ["a step size that is a text", { stepSize: "0.1" }, 'stepSize is "0.1"\n  Give a number > 0.'],
    ["a tolerance that is a text", { rtol: "1e-3" }, 'rtol is "1e-3"\n  Give a number between 0 and 1'],
    ["a cap that is a text", { maxSteps: "9" }, 'maxSteps is "9"'],
    ["a longest step of no length", { maxStep: 0 }, "maxStep is 0\n  Give a positive number"],
    ["a longest step beside a fixed one", { maxStep: 1, stepSize: 1 }, "both stepSize and maxStep are given"],
    [
      "a controller as its signal",
      { signal: new AbortController() },
      "signal is an object\n  Give that of an AbortController.",
    ],
    ["a text as a callback", { onProgress: "console.log" }, 'onProgress is "console.log"'],
    ["a text for a flag", { throwOnFailure: "no" }, 'throwOnFailure is "no"\n  Give true or false.'],
    [
      "null as a sample time",
      { samples: [{ population: "cell", times: [null] }] },
      'a sample time of "cell" is null',
    ],
    [
      "times that only have a length",
      { samples: [{ population: "cell", times: { length: 1 } }] },
      "samples: times is an object",
    ],
  ])("%s", (_, more, message) => {
    expect(attempt(more)).toThrow(OptionError);
    expect(attempt(more)).toThrow(`simulate: ${message}`);
  });

  it("does not compute the orders of a method to refuse it or not", () => {
    const guarded = Object.create(tsitouras54, {
      embeddedOrder: { get: () => expect.unreachable("the order was read") },
    });
    expect(attempt({ method: guarded, stepSize: 0.1 })).not.toThrow();
  });
});
