/** A page that trains answers clicks: a timer has its turns within batches, though nobody told the training so. */
import { describe, expect, it } from "vitest";
import { isSkipped, openPage, skipReason } from "./chromium.ts";
import answer, { type Turns } from "./training-page.ts";

/** Timers of 0 ms come every 4 ms at best, and a training gives a turn every 12 ms, or after a sample. */
function expectTurns({ milliseconds, ticks, sample }: Turns): void {
  // Without turns there would be one tick for each of 3 epochs. A fifth of what is due leaves room for a busy machine.
  const due = milliseconds / (12 + sample + 4);
  expect(ticks).toBeGreaterThan(Math.max(6, due / 5));
}

describe("a training", () => {
  it("lets timers have their turns in Node", async () => expectTurns(await answer()));

  it.skipIf(isSkipped)(
    `lets timers have their turns in a page, with the same numbers${skipReason}`,
    async () => {
      const page = await openPage("./training-page.ts", import.meta.dirname);
      try {
        const seen = (await page.visit("'self' 'wasm-unsafe-eval'")) as Turns;
        expectTurns(seen);
        expect(seen.loss).toBe((await answer()).loss);
      } finally {
        page.close();
      }
    },
  );
});
