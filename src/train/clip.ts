/** A limit on how far one batch can move the parameters. */

/**
 * Scales a gradient, which may come in parts, down in place, so that its Euclidean norm is at most `norm`. One spike that
 * grazes its threshold has a gradient hundreds of times the others'; Adam would follow it for many steps.
 *
 * @returns whether it was longer
 */
export function clipNorm(parts: readonly Float64Array[], norm: number): boolean {
  if (norm === Infinity) return false;
  let sum = 0;
  for (const part of parts) for (let k = 0; k < part.length; k++) sum += part[k]! * part[k]!;
  const before = Math.sqrt(sum);
  if (!(before > norm)) return false;
  const factor = norm / before;
  for (const part of parts) for (let k = 0; k < part.length; k++) part[k]! *= factor;
  return true;
}
