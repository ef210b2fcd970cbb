/**
 * One step of the whole network: the solution as polynomials, found as the fixed point of y = y₀ + ∫ f (Picard's
 * iteration, the classical proof that a solution exists). Its fixed point is a collocation method of order 2·16; a step
 * is short enough when the iteration converges to rounding and the last coefficients are rounding.
 */
import { coefficientRows, degree, evaluationRow, integralRows, nodes } from "./chebyshev.ts";
import type { Here, OracleModel } from "./model.ts";
import { type Cell, setSignals } from "./state.ts";

// Copies: a test runner makes every use of an imported name a call.
const last = degree;
const thetas = Float64Array.from(nodes);
const integrals = integralRows;

const iterations = 30;
const rounding = 2 ** -52;

/** The solution of one neuron over a step. */
export interface Arc {
  readonly cell: Cell;
  readonly t: number;
  readonly h: number;
  /** [states][nodes]. */
  readonly values: readonly Float64Array[];
}

/** The arcs of all cells over [t, t + h], or undefined if the step is too long. */
export function solve(cells: readonly Cell[], t: number, h: number): Arc[] | undefined {
  const arcs: Arc[] = [];
  for (const cell of cells) {
    const values = picard(cell, t, h);
    if (values === undefined || !isResolved(cell.model, values)) return undefined;
    arcs.push({ cell, t, h, values });
  }
  return arcs;
}

/** The states at several θ, [rows][states]. */
export function statesAt({ values }: Arc, rows: readonly Float64Array[]): Float64Array[] {
  return rows.map((weights) => Float64Array.from(values, (own) => interpolated(own, weights)));
}

/** From the start on: near it the rounding of what is added is small, too. */
function interpolated(values: Float64Array, weights: Float64Array): number {
  const start = values[0]!;
  let sum = 0;
  for (let k = 1; k <= last; k++) sum += weights[k]! * (values[k]! - start);
  return start + sum;
}

/** The neuron at θ of its step, into `here`. */
export function at(arc: Arc, theta: number, here: Here): Here {
  evaluationRow(theta, row);
  for (let i = 0; i < here.y.length; i++) here.y[i] = interpolated(arc.values[i]!, row);
  return setTime(arc, theta, here);
}

const row = new Float64Array(last + 1);

/** Lets the time and the signals of `here` be those at θ. */
export function setTime(arc: Arc, theta: number, here: Here): Here {
  here.t = arc.t + theta * arc.h;
  setSignals(arc.cell, here);
  return here;
}

function picard(cell: Cell, t: number, h: number): Float64Array[] | undefined {
  const { model, here } = cell;
  const n = model.states.length;
  const there = cell.scratch;
  const out = new Float64Array(n);
  const values = Array.from(here.y, (y) => new Float64Array(last + 1).fill(y));
  const rates = values.map(() => new Float64Array(last + 1));
  let before = Number.POSITIVE_INFINITY;
  for (let count = 0; count < iterations; count++) {
    for (let k = 0; k <= last; k++) {
      there.t = t + thetas[k]! * h;
      for (let i = 0; i < n; i++) there.y[i] = values[i]![k]!;
      setSignals(cell, there);
      model.field(there, out);
      for (let i = 0; i < n; i++) rates[i]![k] = out[i]!;
    }
    let change = 0;
    for (let i = 0; i < n; i++) {
      const [start, own, rate] = [here.y[i]!, values[i]!, rates[i]!];
      const size = Math.max(Math.abs(start), model.scales[i]!);
      for (let k = 1; k <= last; k++) {
        const weights = integrals[k]!;
        let sum = 0;
        for (let j = 0; j <= last; j++) sum += weights[j]! * rate[j]!;
        const next = start + h * sum;
        change = Math.max(change, Math.abs(next - own[k]!) / Math.max(size, Math.abs(next)));
        own[k] = next;
      }
    }
    if (!(change < Number.POSITIVE_INFINITY)) return undefined;
    // It goes on as long as it gets better: the last digits are worth an iteration.
    if (change === 0 || (change <= 8 * rounding && change >= 0.5 * before)) return values;
    before = change;
  }
  return before <= 8 * rounding ? values : undefined;
}

function isResolved(model: OracleModel, values: readonly Float64Array[]): boolean {
  return values.every((own, i) => {
    const size = own.reduce((max, y) => Math.max(max, Math.abs(y)), model.scales[i]!);
    return [last, last - 1, last - 2].every((j) => {
      const coefficient = coefficientRows[j]!.reduce((sum, weight, k) => sum + weight * own[k]!, 0);
      return Math.abs(coefficient) <= 8 * rounding * size;
    });
  });
}
