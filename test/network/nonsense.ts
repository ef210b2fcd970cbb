/** Values of every kind, and the promise that whatever takes them answers with an error of ours or a result. */
import { expect } from "vitest";
import { SaltusError } from "../../src/errors.ts";

/** What JavaScript lets a caller give; the names are for messages. */
export const nonsense: readonly (readonly [name: string, value: unknown])[] = [
  ["null", null],
  ["NaN", Number.NaN],
  ["5", 5],
  ["-1", -1],
  ["true", true],
  ["an empty text", ""],
  ["a text", "nonsense"],
  ["a number as text", "2"],
  ["a symbol", Symbol("nonsense")],
  ["a bigint", 10n],
  ["an empty array", []],
  ["[null]", [null]],
  ["[5]", [5]],
  ["['2']", ["2"]],
  ["[[null]]", [[null]]],
  ["a hole", new Array(1)],
  ["an empty object", {}],
  ["{ a: null }", { a: null }],
  ["{ a: 5 }", { a: 5 }],
  ["{ a: [] }", { a: [] }],
  ["{ a: {} }", { a: {} }],
  ["a map", new Map([["a", 1]])],
  ["an object without a prototype", Object.create(null)],
  ["a typed array", new Float64Array(1)],
  ["a view of bytes", new DataView(new ArrayBuffer(8))],
  ["a function of nothing", () => null],
  ["a promise", Promise.resolve(1)],
  ["a date", new Date(0)],
];

/** @returns the error of ours, or undefined if there was none; anything else fails the test */
export function refusal(attempt: () => unknown): SaltusError | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    // A bare TypeError does not say what to do.
    expect(error).toBeInstanceOf(SaltusError);
    return error as SaltusError;
  }
}

/** The names of the nonsense that `attempt` takes without a word. */
export function taken(attempt: (value: never) => unknown): string[] {
  return nonsense
    .filter(([name, value]) => {
      try {
        return refusal(() => attempt(value as never)) === undefined;
      } catch (error) {
        throw new Error(`given ${name}: ${(error as Error).message}`, { cause: error });
      }
    })
    .map(([name]) => name);
}
