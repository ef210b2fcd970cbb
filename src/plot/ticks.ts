/** Domains of axes and the round numbers marked on them. */

/** The smallest of 1, 2 and 5 times a power of ten that divides the span into at most `count` parts. */
export function roundStep(span: number, count: number): number {
  const raw = span / count;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  // 1e-9: a span of exactly 2 × count must not become 5 through rounding.
  const factor = [1, 2, 5].find((candidate) => raw <= candidate * magnitude * (1 + 1e-9)) ?? 10;
  return factor * magnitude;
}

/** Multiples of `step` in [low, high], bounds included up to rounding. */
function multiples([low, high]: readonly [number, number], step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const decimals = Math.min(100, Math.max(0, 1 - Math.floor(Math.log10(step))));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) =>
    Number(((first + k) * step).toFixed(decimals)),
  );
}

/** How many texts of ticks stand side by side on an axis of that length [px]. */
export function tickCount(length: number, textLength: number = 65): number {
  return Math.max(2, Math.min(8, Math.floor(length / textLength)));
}

/** About `count` round numbers in the domain. */
export function linearTicks(domain: readonly [number, number], count: number): number[] {
  return multiples(domain, roundStep(domain[1] - domain[0], count));
}

/** At most about `count` round integers in the domain. */
export function integerTicks(domain: readonly [number, number], count: number): number[] {
  return multiples(domain, Math.max(1, roundStep(domain[1] - domain[0], count)));
}

/** 1, 2 and 5 times the powers of ten in the domain; of more than two decades only (some) powers. */
export function logarithmicTicks([low, high]: readonly [number, number]): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const decades = Math.log10(high / low);
  const stride = Math.ceil(decades / 6);
  const mantissas = decades <= 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let exponent = first; exponent <= last; exponent++) {
    if (exponent % stride !== 0) continue;
    // Written as decimal text: 10 ** -5 is not the double nearest to 1e-5 on every engine.
    for (const mantissa of mantissas) ticks.push(Number(`${mantissa}e${exponent}`));
  }
  return ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}

/** The least and the greatest finite value, or `undefined` if there is none. */
export function extent(...series: readonly ArrayLike<number>[]): [low: number, high: number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const values of series) {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** The domain widened to round numbers; a single value gets room on both sides. */
export function roundDomain([low, high]: readonly [number, number], count: number): [number, number] {
  if (low === high) {
    const room = low === 0 ? 1 : Math.abs(low) / 10;
    return roundDomain([low - room, high + room], count);
  }
  const step = roundStep(high - low, count);
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}
