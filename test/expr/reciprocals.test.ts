import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, div, exp, mul, sub } from "../../src/expr/build.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { reachable, symbol } from "../../src/expr/node.ts";
import { shareReciprocals } from "../../src/expr/reciprocals.ts";

const [v, i, tau, c] = ["v", "i", "tau", "c"].map(symbol) as [
  ReturnType<typeof symbol>,
  ReturnType<typeof symbol>,
  ReturnType<typeof symbol>,
  ReturnType<typeof symbol>,
];
const varying = new Set(["v", "i"]);
const share = (...roots: Parameters<typeof shareReciprocals>[0][number][]) =>
  shareReciprocals(roots, varying);

describe("shareReciprocals", () => {
  it("turns a division by what stays the same into a product with its reciprocal", () => {
    expect(share(div(sub(i, v), tau))).toEqual([mul(sub(i, v), div(1, tau))]);
    expect(share(div(v, mul(tau, c)))).toEqual([mul(v, div(1, mul(tau, c)))]);
  });

  it("shares one reciprocal among all quotients", () => {
    const roots = share(div(v, tau), div(exp(div(i, tau)), tau));
    expect(reachable(roots).filter(({ op }) => op === "div")).toEqual([div(1, tau)]);
  });

  it("leaves alone what divides by what varies, or is fixed as a whole", () => {
    for (const quotient of [div(tau, v), div(i, v), div(c, tau), div(1, tau), div(v, add(i, tau))]) {
      expect(share(quotient)).toEqual([quotient]);
    }
    expect(share(v, tau)).toEqual([v, tau]);
  });

  it("multiplies by the reciprocal of a number", () => {
    expect(share(div(v, 5))).toEqual([mul(v, 0.2)]);
  });

  it("changes a quotient by at most one rounding more", () => {
    const value = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [plain, shared] = evaluate([div(v, tau), ...share(div(v, tau))], { v: a, tau: b });
        // (1 + δ)(1 + δ') against (1 + δ''), all at most eps/2.
        expect(Math.abs(shared! / plain! - 1)).toBeLessThanOrEqual(1.5 * Number.EPSILON + 1e-30);
      }),
    );
  });
});
