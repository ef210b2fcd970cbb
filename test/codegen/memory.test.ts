import { describe, expect, it } from "vitest";
import { executions } from "../../src/codegen/execution.ts";
import { kernelMemory } from "../../src/codegen/memory.ts";
import { expTable } from "../../src/numeric/exp-table.ts";

describe("kernelMemory", () => {
  it.each(executions)("%s: is as many zeros as asked for", (execution) => {
    for (const size of [0, 1, 7935, 7936, 7937, 100_000]) {
      const { doubles } = kernelMemory(size, execution);
      expect(doubles).toHaveLength(size);
      expect(doubles.every((value) => value === 0)).toBe(true);
    }
  });

  it.each(["webassembly", "mixed"] as const)("%s: has the table of exp before the frames", (execution) => {
    const { doubles, host } = kernelMemory(3, execution);
    expect(doubles.buffer).toBe(host!.buffer);
    expect(new Float64Array(host!.buffer, 0, 256)).toEqual(expTable);
    expect(doubles.byteOffset).toBe(expTable.byteLength);
  });

  it.each(executions)("%s: says how much memory there is not", (execution) => {
    expect(() => kernelMemory(2 ** 50, execution)).toThrow(
      "simulate: the state of all neurons takes 8.39e+6 GiB, for which there is no memory",
    );
  });
});
