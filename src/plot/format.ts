/** Numbers as short texts, for axes and labels. */

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function power(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/**
 * A number in at most `digits` significant digits, without trailing zeros: `0.125`, `1,200`, `3.2×10⁻⁵`.
 *
 * @returns `∞`, `−∞` or `NaN` for what is not finite
 */
export function compactNumber(value: number, digits: number = 3): string {
  if (value === Infinity) return "∞";
  if (Number.isNaN(value)) return "NaN";
  if (value < 0) return `−${compactNumber(-value, digits)}`;
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(digits));
  if (rounded >= 1e-3 && rounded < 1e6) {
    return rounded.toLocaleString("en-US", { maximumSignificantDigits: Math.max(digits, 6) });
  }
  const [mantissa, exponent] = rounded.toExponential().split("e");
  return mantissa === "1" ? power(Number(exponent)) : `${mantissa}×${power(Number(exponent))}`;
}

/**
 * A share of one in percent, `95.2 %`; one decimal, none where it would be zero. A share below one
 * never reads `100 %`, nor one above zero `0 %`.
 */
export function compactPercent(share: number): string {
  const percent = 100 * share;
  let rounded = Math.round(10 * percent) / 10;
  if (rounded === 100 && share < 1) rounded = 99.9;
  if (rounded === 0 && share > 0) return "<0.1 %";
  return `${rounded} %`;
}

/** A number with its noun: `1 spike`, `1,200 spikes`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
