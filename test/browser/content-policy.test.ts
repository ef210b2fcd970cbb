/**
 * In a browser, served from a folder under a strict content policy: WebAssembly where the policy allows
 * it, the interpreter where it does not, and the numbers of Node to the last bit.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isSkipped, openPage, type Page, skipReason } from "./chromium.ts";
import answer, { type Answer } from "./page.ts";

describe.skipIf(isSkipped)(`content policy${skipReason}`, () => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage("./page.ts", import.meta.dirname);
  });
  afterAll(() => page?.close());

  it.each([
    ["'self' 'wasm-unsafe-eval'", "webassembly"],
    ["'self'", "interpreter"],
    ["'self' 'unsafe-eval'", "webassembly"],
  ])("script-src %s runs a simulation and a gradient as %s", async (scripts, execution) => {
    const seen = (await page.visit(scripts)) as Answer;
    const here = answer();
    expect(seen.execution).toBe(execution);
    expect(seen.times).toEqual(here.times);
    expect(seen.gradient).toEqual(here.gradient);
    expect(seen.gradient.some((slope) => slope !== 0)).toBe(true);
  });
});
