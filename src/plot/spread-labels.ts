/** Labels along a line moved apart until none touches another. */

/**
 * Positions at least `gap` apart, in the given order of size, as near as possible to those wanted:
 *
 *   min Σ (x_i − wanted_i)²   with x_(i+1) − x_(i) ≥ gap,   then shifted into [low, high]
 *
 * Isotonic regression of wanted_(i) − i·gap, by pooling adjacent violators.
 *
 * @returns positions in the order of `wanted`; beyond `high` if there is not enough room
 */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  [low, high]: readonly [low: number, high: number],
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const pools: { sum: number; count: number }[] = [];
  order.forEach((i, rank) => {
    let pool = { sum: wanted[i]! - rank * gap, count: 1 };
    for (let last = pools.at(-1); last !== undefined; last = pools.at(-1)) {
      if (last.sum / last.count <= pool.sum / pool.count) break;
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
      pools.pop();
    }
    pools.push(pool);
  });
  const highest = Math.max(low, high - (wanted.length - 1) * gap);
  const positions: number[] = [];
  let rank = 0;
  for (const { sum, count } of pools) {
    const base = Math.min(highest, Math.max(low, sum / count));
    for (let k = 0; k < count; k++, rank++) positions[order[rank]!] = base + rank * gap;
  }
  return positions;
}
