/**
 * Random tests draw from a fixed seed, so that the gate gives the same answer every time; FC_SEED=N
 * explores another one. A property that runs out of time has failed: fewer cases than it names show less.
 * EXECUTION=interpreter (or another) makes it the execution of everything that does not ask for one.
 */
import fc from "fast-check";
import { vi } from "vitest";
import type { Execution } from "../src/codegen/execution.ts";
import { propertyLimit } from "./support/time-limits.ts";

const forced = process.env["EXECUTION"] as Execution | undefined;
if (forced !== undefined) {
  vi.doMock("../src/codegen/execution.ts", async (original) => ({
    ...(await original<typeof import("../src/codegen/execution.ts")>()),
    allowedExecutions: () => [forced],
  }));
}

fc.configureGlobal({
  seed: Number(process.env["FC_SEED"] ?? 20_261_121),
  interruptAfterTimeLimit: propertyLimit,
  markInterruptAsFailure: true,
});
