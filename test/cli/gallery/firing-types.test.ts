import { describe, expect, it } from "vitest";
import { firingRun } from "../../../src/cli/gallery/firing-sheet.ts";
import { type FiringType, firingTypes, variants } from "../../../src/cli/gallery/firing-types.ts";

const step = 0.002;

function currentAt({ times, values, isRamp }: FiringType["current"], time: number): number {
  const k = times.findLastIndex((one) => one <= time);
  if (!isRamp || k === times.length - 1) return values[k]!;
  const share = (time - times[k]!) / (times[k + 1]! - times[k]!);
  return values[k]! + share * (values[k + 1]! - values[k]!);
}

/** Spike times by Heun's method, with crossings on a straight line. */
function independent({ abcd, v: v0, u: u0, variant, until, current }: FiringType): number[] {
  const [a, b, c, d] = abcd;
  const {
    linear = 5,
    constant = 140,
    shift = 0,
    decay = 1,
  }: Record<string, number> = variant === undefined ? {} : variants[variant];
  let [v, u] = [v0, u0 ?? b * v0];
  const spikes: number[] = [];
  const rates = (x: number, y: number, time: number): [number, number] => [
    0.04 * x * x + linear * x + constant - y + currentAt(current, time),
    a * (b * (x + shift) - decay * y),
  ];
  for (let k = 0; k * step < until; k++) {
    const time = k * step;
    const [dv, du] = rates(v, u, time);
    const [ev, eu] = rates(v + step * dv, u + step * du, time + step * (1 - 1e-9));
    const change = (step * (dv + ev)) / 2;
    const share = v + change < 30 ? 1 : (30 - v) / change;
    v += change;
    u += (share * step * (du + eu)) / 2;
    if (share === 1) continue;
    spikes.push(time + share * step);
    // The rest of the step, from the reset on.
    const [cv, cu] = rates(c, u + d, time);
    v = c + (1 - share) * step * cv;
    u += d + (1 - share) * step * cu;
  }
  return spikes;
}

describe("firingTypes", () => {
  it("are twenty", () => {
    expect(Object.keys(firingTypes).join("")).toBe("ABCDEFGHIJKLMNOPQRST");
  });

  // Heun's method is of second order: it is off by 0.0002 ms at most in steps of 0.002 ms.
  it.each(Object.entries(firingTypes))("(%s) spikes as an independent integration does", (_, type) => {
    const own = Array.from(firingRun(type).spikeTimes("cell")[0]!).filter((time) => time < type.until - 0.5);
    const other = independent(type).filter((time) => time < type.until - 0.5);
    expect(own.length).toBe(other.length);
    for (const [k, time] of own.entries()) {
      expect(Math.abs(time - other[k]!), `spike ${k}`).toBeLessThan(0.001);
    }
  });

  it("show what they are called after", () => {
    const spikes = (letter: string): number[] =>
      Array.from(firingRun(firingTypes[letter]!).spikeTimes("cell")[0]!);
    for (const letter of ["B", "I", "J", "M"]) expect(spikes(letter), letter).toHaveLength(1);
    // Only the pair of pulses at its own period, only the near pair, only after inhibition, only the steep ramp.
    expect(spikes("K")[0]).toBeGreaterThan(320);
    expect(spikes("L")[0]).toBeLessThan(30);
    expect(spikes("O")[0]).toBeGreaterThan(80);
    expect(spikes("R")[0]).toBeGreaterThan(300);
    for (const letter of ["K", "L", "O", "R"]) expect(spikes(letter), letter).toHaveLength(1);
    expect(Math.max(...spikes("P"))).toBeLessThan(firingTypes["P"]!.current.times.at(-1)!);
    for (const letter of ["S", "T"]) expect(Math.min(...spikes(letter)), letter).toBeGreaterThan(50);
    expect(spikes("H")[0]! - 30).toBeGreaterThan(50);
  });
});
