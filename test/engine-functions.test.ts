/** No function that engines may compute differently stands on the way to a number. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const source = join(import.meta.dirname, "..", "src");

/** What ECMAScript leaves to the engine ("implementation-approximated"). */
const approximated =
  /\bMath\.(?:exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|hypot|cbrt)\b|\*\*/;

/** Files that may use them, and why. */
const allowed: readonly { readonly files: RegExp; readonly reason: string }[] = [
  { files: /^plot\//, reason: "where a mark stands in a picture, to fractions of a pixel" },
  { files: /^solvers\/order-conditions\.ts$/, reason: "powers of BigInt, which are exact" },
  { files: /^numeric\/rational\.ts$/, reason: "powers of BigInt, which are exact" },
];

/** The text without comments and texts, which may name what is replaced. */
function code(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/"[^"\n]*"/g, "");
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replaceAll("\\", "/"));

describe("src", () => {
  it("calls no function whose last bits are the engine's", () => {
    const found = files
      .filter((file) => !allowed.some((entry) => entry.files.test(file)))
      .flatMap((file) =>
        code(readFileSync(join(source, file), "utf8"))
          .split("\n")
          .filter((line) => approximated.test(line))
          .map((line) => `${file}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });

  it("has BigInt alone in the powers that are allowed outside pictures", () => {
    for (const file of ["solvers/order-conditions.ts", "numeric/rational.ts"]) {
      const powers = code(readFileSync(join(source, file), "utf8"))
        .split("\n")
        .filter((line) => approximated.test(line));
      expect(powers.every((line) => /\*\* (?:\d+n|BigInt\()/.test(line))).toBe(true);
    }
  });
});
