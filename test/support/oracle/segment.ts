/**
 * One step of the whole network: the solution as polynomials, found as the fixed point of y = y₀ + ∫ f (Picard's
 * iteration, the classical proof that a solution exists). Its fixed point is a collocation method of order 2·16; a step
 * is short enough when the iteration converges to rounding and the last coefficients are rounding.
 */
import { coefficientRows, degree, evaluationRow, integralRows, nodes } from "./chebyshev.ts";
import type { Here, OracleModel } from "./model.ts";
import { type Cell, setSignals } from "./state.ts";

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

/** The neuron at θ of its step, into `here`. */
export function at(arc: Arc, theta: number, here: Here): Here {
  evaluationRow(theta, row);
  return atRow(arc, theta, row, here);
}

const row = new Float64Array(degree + 1);

/** The same where the row of weights is known already. */
export function atRow(arc: Arc, theta: number, weights: Float64Array, here: Here): Here {
  here.t = arc.t + theta * arc.h;
  arc.values.forEach((values, i) => {
    // From the start on: near it the rounding of what is added is small, too.
    const [start = 0] = values;
    let sum = 0;
    for (let k = 1; k <= degree; k++) sum += weights[k]! * (values[k]! - start);
    here.y[i] = start + sum;
  });
  setSignals(arc.cell, here);
  return here;
}

function picard(cell: Cell, t: number, h: number): Float64Array[] | undefined {
  const { model, here } = cell;
  const n = model.states.length;
  const there = cell.scratch;
  const out = new Float64Array(n);
  const values = Array.from(here.y, (y) => new Float64Array(degree + 1).fill(y));
  const rates = values.map(() => new Float64Array(degree + 1));
  let last = Number.POSITIVE_INFINITY;
  for (let count = 0; count < iterations; count++) {
    for (let k = 0; k <= degree; k++) {
      there.t = t + nodes[k]! * h;
      for (let i = 0; i < n; i++) there.y[i] = values[i]![k]!;
      setSignals(cell, there);
      model.field(there, out);
      for (let i = 0; i < n; i++) rates[i]![k] = out[i]!;
    }
    let change = 0;
    for (let i = 0; i < n; i++) {
      for (let k = 1; k <= degree; k++) {
        let sum = 0;
        for (let j = 0; j <= degree; j++) sum += integralRows[k]![j]! * rates[i]![j]!;
        const next = here.y[i]! + h * sum;
        if (!Number.isFinite(next)) return undefined;
        const size = Math.max(Math.abs(next), Math.abs(here.y[i]!), model.scales[i]!);
        change = Math.max(change, Math.abs(next - values[i]![k]!) / size);
        values[i]![k] = next;
      }
    }
    // It goes on as long as it gets better: the last digits are worth an iteration.
    if (change === 0 || (change <= 8 * rounding && change >= 0.5 * last)) return values;
    last = change;
  }
  return last <= 8 * rounding ? values : undefined;
}

function isResolved(model: OracleModel, values: readonly Float64Array[]): boolean {
  return values.every((own, i) => {
    const size = own.reduce((max, y) => Math.max(max, Math.abs(y)), model.scales[i]!);
    return [degree, degree - 1, degree - 2].every((j) => {
      const coefficient = coefficientRows[j]!.reduce((sum, weight, k) => sum + weight * own[k]!, 0);
      return Math.abs(coefficient) <= 8 * rounding * size;
    });
  });
}
