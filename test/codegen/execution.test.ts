import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** What a content policy without 'unsafe-eval' does to `new Function`. */
function forbidJavaScript(): void {
  vi.stubGlobal("Function", function refused(): never {
    throw new EvalError("Refused to evaluate a string as JavaScript");
  });
}

/** What a content policy without 'wasm-unsafe-eval' does, and what a small limit on size does. */
function limitWebAssembly(bytes: number): void {
  const { Module } = WebAssembly;
  vi.spyOn(WebAssembly, "Module").mockImplementation(function limited(source): WebAssembly.Module {
    if (source.byteLength > bytes) throw new WebAssembly.CompileError("disallowed by the embedder");
    return new Module(source);
  });
}

/** The module anew, because it tries every execution only once. */
async function fresh() {
  vi.resetModules();
  const { allows, allowedExecutions } = await vi.importActual<
    typeof import("../../src/codegen/execution.ts")
  >("../../src/codegen/execution.ts");
  return { allows, allowedExecutions };
}

beforeEach(() => vi.resetModules());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the first of allowedExecutions", () => {
  it("is webassembly where everything is allowed", async () => {
    expect((await fresh()).allowedExecutions()[0]).toBe("webassembly");
  });

  it("is webassembly where functions may not be made from text", async () => {
    forbidJavaScript();
    const { allows, allowedExecutions } = await fresh();
    expect(allowedExecutions()[0]).toBe("webassembly");
    expect(["interpreter", "javascript", "webassembly"].map((e) => allows(e as never))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("is javascript where modules are not allowed, or only small ones at once", async () => {
    limitWebAssembly(0);
    expect((await fresh()).allowedExecutions()[0]).toBe("javascript");
    vi.restoreAllMocks();
    limitWebAssembly(4096);
    expect((await fresh()).allowedExecutions()[0]).toBe("javascript");
  });

  it("is the interpreter where nothing is allowed, also without WebAssembly at all", async () => {
    forbidJavaScript();
    limitWebAssembly(0);
    expect((await fresh()).allowedExecutions()[0]).toBe("interpreter");
    vi.restoreAllMocks();
    vi.stubGlobal("WebAssembly", undefined);
    expect((await fresh()).allowedExecutions()[0]).toBe("interpreter");
  });
});
