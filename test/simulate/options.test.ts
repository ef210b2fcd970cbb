import { afterEach, describe, expect, it, vi } from "vitest";
import { bestExecution, executions } from "../../src/codegen/execution.ts";
import { network } from "../../src/network/network.ts";
import { population } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { settingsOf } from "../../src/simulate/options.ts";
import { simulate } from "../../src/simulate/simulate.ts";

const net = network({ populations: { cell: population(lif, 1, { parameters: { bias: 3 } }) } });

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe("settingsOf, execution", () => {
  it("is the best one allowed, unless one is asked for", () => {
    expect(settingsOf(net, { until: 1 }).execution).toBe(bestExecution());
    for (const execution of executions) {
      expect(settingsOf(net, { until: 1, execution }).execution).toBe(execution);
    }
  });

  it("refuses what is none, and names the nearest", () => {
    expect(() => settingsOf(net, { until: 1, execution: "webasembly" as never })).toThrow(
      'simulate: execution is "webasembly"\n  Did you mean "webassembly"? Give one of interpreter, javascript, webassembly, mixed, or leave it out.',
    );
  });

  // Skipped where the test run forces an execution: the forced one replaces what is tried here.
  it.skipIf(process.env["EXECUTION"] !== undefined)(
    "says so where it is not allowed, and runs without it",
    async () => {
      vi.resetModules();
      vi.stubGlobal("WebAssembly", undefined);
      const { settingsOf: inThePage } = await import("../../src/simulate/options.ts");
      expect(() => inThePage(net, { until: 1, execution: "webassembly" })).toThrow(
        /execution "webassembly" is not allowed here by the content policy\n {2}Leave it out/,
      );
      expect(["javascript", "interpreter"]).toContain(inThePage(net, { until: 1 }).execution);
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

describe("settingsOf, samples", () => {
  const request = { population: "cell", times: [0.5] };
  const attempt = (more: object) => () =>
    settingsOf(net, { until: 1, samples: [{ ...request, ...more }] }, "simulateBatch");

  it("refuse a side that is none, which was taken for the other one", () => {
    expect(attempt({ side: "before" })).not.toThrow();
    expect(attempt({ side: "befor" })).toThrow(
      'simulateBatch: side is "befor"\n  Did you mean "before"? Give "after" or "before".',
    );
  });

  it("refuse a misspelt key and times that are no array", () => {
    expect(attempt({ sides: "before" })).toThrow(/^simulateBatch: samples: unknown option "sides"/);
    expect(attempt({ times: 3 })).toThrow(/the sample times of "cell" are 3/);
  });
});
