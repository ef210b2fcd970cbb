import { describe, expect, it, vi } from "vitest";
import { executions } from "../../src/codegen/execution.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { arctangentPlace, circlePlace, expPlace, logPlace } from "../../src/codegen/tables.ts";
import { arctangentTable } from "../../src/numeric/arctangent-table.ts";
import { circleTable } from "../../src/numeric/circle-table.ts";
import { expTable } from "../../src/numeric/exp-table.ts";
import { logTable } from "../../src/numeric/log-table.ts";

describe("kernelMemory", () => {
  it.each(executions)("%s: is as many zeros as asked for", (execution) => {
    for (const size of [0, 1, 7935, 7936, 7937, 100_000]) {
      const { doubles } = kernelMemory(size, execution);
      expect(doubles).toHaveLength(size);
      expect(doubles.every((value) => value === 0)).toBe(true);
    }
  });

  it("webassembly: has the tables before the frames, each where kernels look for it", () => {
    const { doubles, host } = kernelMemory(3, "webassembly");
    expect(doubles.buffer).toBe(host!.buffer);
    for (const [place, table] of [
      [expPlace, expTable],
      [logPlace, logTable],
      [circlePlace, circleTable],
      [arctangentPlace, arctangentTable],
    ] as const) {
      expect(new Float64Array(host!.buffer, place, table.length)).toEqual(table);
      expect(place + table.byteLength).toBeLessThanOrEqual(doubles.byteOffset);
    }
  });

  it.each(executions)("%s: says how much memory there is not", (execution) => {
    expect(() => kernelMemory(2 ** 50, execution)).toThrow(
      "simulate: there is no memory for the state of all neurons, 8.39e+6 GiB",
    );
  });

  it("is made for JavaScript where WebAssembly has none, unless WebAssembly is asked for", () => {
    vi.spyOn(WebAssembly, "Memory").mockImplementation(() => {
      throw new RangeError("WebAssembly.Memory(): could not allocate memory");
    });
    try {
      expect(kernelMemory(3).execution).toBe("javascript");
      expect(() => kernelMemory(3, "webassembly")).toThrow(
        expect.objectContaining({ hint: expect.stringMatching(/10 GiB of addresses .*ulimit -v/) }),
      );
      expect(() => kernelMemory(2 ** 30, "webassembly")).toThrow(
        expect.objectContaining({ hint: expect.stringMatching(/at most 4 GiB/) }),
      );
    } finally {
      vi.restoreAllMocks();
    }
  });
});
