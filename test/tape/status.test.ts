import { expect, it } from "vitest";
import { remedies } from "../../src/tape/status.ts";

it("every way a run can fail has one remedy, a sentence", () => {
  expect(Object.keys(remedies).sort()).toEqual([
    "event-accumulation",
    "event-storm",
    "grazing-event",
    "max-steps",
    "negative-period",
    "non-finite",
    "sliding",
    "step-size-underflow",
    "undecided-event",
  ]);
  for (const remedy of Object.values(remedies)) expect(remedy).toMatch(/^[A-Z].*\.$/);
});
