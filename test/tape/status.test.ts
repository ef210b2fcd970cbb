import { expect, it } from "vitest";
import { remedies } from "../../src/tape/status.ts";

it("every way a run can fail has one remedy, a sentence", () => {
  expect(Object.keys(remedies).sort()).toEqual([
    "event-storm",
    "grazing-event",
    "max-steps",
    "non-finite",
    "step-size-underflow",
  ]);
  for (const remedy of Object.values(remedies)) expect(remedy).toMatch(/^[A-Z].*\.$/);
});
