/** A limit on how far one batch can move the parameters. */

/**
 * Scales a gradient down, in place, so that its Euclidean norm is at most `norm`. One spike that grazes
 * its threshold has a gradient hundreds of times the others'; Adam would follow it for many steps.
 *
 * @returns the norm before
 */
export function clipNorm(gradient: Float64Array, norm: number): number {
  let sum = 0;
  for (let k = 0; k < gradient.length; k++) sum += gradient[k]! * gradient[k]!;
  const before = Math.sqrt(sum);
  if (before > norm) {
    const factor = norm / before;
    for (let k = 0; k < gradient.length; k++) gradient[k]! *= factor;
  }
  return before;
}
