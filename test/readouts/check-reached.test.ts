import { expect, it } from "vitest";
import { checkReached } from "../../src/readouts/check-reached.ts";

it("lets pass what a run has, its end included, and says what it has not", () => {
  expect(() => checkReached("here", 10, 10)).not.toThrow();
  expect(() => checkReached("here", 10.5, 10)).toThrow("here: it reads the time 10.5 of a run until 10");
});
