/**
 * Derivatives and substitution as programs ask for them: what comes in is checked, which the library does not do with
 * its own expressions.
 */
import { checkExpressions, checkPairs } from "./check.ts";
import { jvp as jvpInside } from "./jvp.ts";
import type { Expr } from "./node.ts";
import { substitute as substituteInside } from "./substitute.ts";
import { vjp as vjpInside } from "./vjp.ts";

/**
 * Vector–Jacobian product, as expressions.
 *
 *   x̄_j = Σ_i ȳ_i ∂y_i/∂x_j
 *
 * @param outputs     y, expressions of the inputs
 * @param cotangents  ȳ, one per output
 * @param inputs      x, usually symbols
 * @returns x̄, one per input; the constant 0 where nothing depends on it
 * @throws ModelError for lists that are no expressions, or not as many cotangents as outputs
 */
export function vjp(outputs: readonly Expr[], cotangents: readonly Expr[], inputs: readonly Expr[]): Expr[] {
  checkExpressions("vjp", { outputs, inputs, cotangents });
  checkPairs("vjp", { cotangents, outputs });
  return vjpInside(outputs, cotangents, inputs);
}

/**
 * Jacobian–vector product, as expressions.
 *
 *   ẏ_i = Σ_j ∂y_i/∂x_j ẋ_j
 *
 * @param outputs   y, expressions of the inputs
 * @param inputs    x, usually symbols
 * @param tangents  ẋ, one per input
 * @returns ẏ, one per output
 * @throws ModelError for lists that are no expressions, or not as many tangents as inputs
 */
export function jvp(outputs: readonly Expr[], inputs: readonly Expr[], tangents: readonly Expr[]): Expr[] {
  checkExpressions("jvp", { outputs, inputs, tangents });
  checkPairs("jvp", { tangents, inputs });
  return jvpInside(outputs, inputs, tangents);
}

/**
 * `roots` with every symbol named in `replacements` replaced, all at once, and simplified anew.
 *
 * @returns [roots], new; nodes without such symbols are the same objects
 * @throws ModelError if a root is no expression
 */
export function substitute(roots: readonly Expr[], replacements: ReadonlyMap<string, Expr>): Expr[] {
  checkExpressions("substitute", { roots });
  return substituteInside(roots, replacements);
}
