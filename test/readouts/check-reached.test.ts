import { expect, it } from "vitest";
import { checkReached } from "../../src/readouts/check-reached.ts";

it("lets pass what a run has, its ends included, and says what it has not", () => {
  expect(() => checkReached("here", 10, { from: 0, until: 10 })).not.toThrow();
  expect(() => checkReached("here", 5, { from: 5, until: 10 })).not.toThrow();
  expect(() => checkReached("here", 10.5, { from: 0, until: 10 })).toThrow(
    "here: it reads the time 10.5 of a run until 10",
  );
  expect(() => checkReached("here", 4.5, { from: 5, until: 10 })).toThrow(
    "here: it reads the time 4.5 of a run from 5 until 10\n  It has nothing of the run that it continues",
  );
});
