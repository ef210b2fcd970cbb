/** Which side of its switches a neuron is on. */
import type { OracleStatus } from "./model.ts";
import { type Cell, setSignals } from "./state.ts";

/** Ends a run with a status. */
export class Stop extends Error {
  readonly status: OracleStatus;

  constructor(status: OracleStatus, message: string) {
    super(message);
    this.status = status;
  }
}

/** A switch that was located at the end of a step, and the mode it goes to. */
export interface Flip {
  readonly cell: Cell;
  readonly index: number;
  readonly to: number;
}

/** Modes by the values alone, as they are between the jumps of one instant; what is exactly zero waits. */
export function readModes(cell: Cell): void {
  cell.model.switches.forEach(({ kind, q }, k) => {
    const value = q(cell.here);
    if (kind === "floor") cell.here.m[k] = Math.floor(value);
    else if (value !== 0) cell.here.m[k] = Math.sign(value);
  });
}

/**
 * Modes after an instant. `flips` are those located at its time, of neurons that nothing else has changed. All are set
 * before any is questioned: several functions may be zero at once, as those of a > b and of b > a.
 */
export function settleModes(cell: Cell, flips: readonly Flip[]): void {
  const { here, model } = cell;
  const { m } = here;
  const questions: { readonly k: number; readonly boundary: number; readonly side: number }[] = [];
  model.switches.forEach(({ kind, q }, k) => {
    const flip = flips.find((one) => one.cell === cell && one.index === k);
    const value = q(here);
    if (flip !== undefined) {
      const boundary = kind === "sign" ? 0 : Math.max(m[k]!, flip.to);
      questions.push({ k, boundary, side: Math.sign(flip.to - m[k]!) });
      m[k] = flip.to;
    } else if (kind === "floor") {
      m[k] = Math.floor(value);
      if (value === m[k]) questions.push({ k, boundary: value, side: 0 });
    } else {
      // At exactly zero, mode 0: the comparison as it is written says which field holds.
      m[k] = Math.sign(value);
      if (value === 0) questions.push({ k, boundary: 0, side: 0 });
    }
  });
  const answers = questions.map(({ k, boundary }) => tendency(cell, k, boundary));
  questions.forEach(({ k, boundary, side }, n) => {
    const goes = answers[n]!;
    if (model.switches[k]!.kind === "sign") m[k] = goes;
    else if (goes !== 0) m[k] = goes > 0 ? boundary : boundary - 1;
    // A located switch goes on to the other side, one at zero where the field of its comparison leads.
    if (side !== 0 && goes === -side) throw slides(cell, k);
  });
  questions.forEach(({ k, boundary }, n) => {
    if (answers[n] !== 0 && tendency(cell, k, boundary) === -answers[n]!) throw slides(cell, k);
  });
}

function slides(cell: Cell, k: number): Stop {
  return new Stop("sliding", `neuron ${cell.id} slides along its switch ${k} at t = ${cell.here.t}`);
}

/** The sign that the function of a switch, less `boundary`, will have along the field of the modes as they are. */
function tendency(cell: Cell, k: number, boundary: number): number {
  const { q } = cell.model.switches[k]!;
  return signAhead(cell, (here) => q(here) - boundary);
}

/** The sign of a function that is zero now, shortly after now: of its first derivative that is not zero. */
export function signAhead(cell: Cell, value: (here: Cell["here"]) => number): number {
  for (const ahead of [1e-7, 1e-5, 1e-3]) {
    const later = value(rungeKutta(cell, ahead));
    if (Math.abs(later) > 1e-12) return Math.sign(later);
  }
  return 0;
}

/** The sign of the rate of a function along the field now, however soon its second derivative wins. */
export function signOfRate(cell: Cell, value: (here: Cell["here"]) => number): number {
  const { model, here, scratch } = cell;
  const out = new Float64Array(here.y.length);
  model.field(here, out);
  const ahead = 1e-7;
  scratch.t = here.t + ahead;
  setSignals(cell, scratch);
  here.y.forEach((y, i) => {
    scratch.y[i] = y + ahead * out[i]!;
  });
  return Math.sign(value(scratch) - value(here));
}

/** The classical method of order 4, one step, into the scratch of the cell. */
function rungeKutta(cell: Cell, h: number): Cell["here"] {
  const { model, here, scratch } = cell;
  const rates: Float64Array[] = [];
  for (const c of [0, 0.5, 0.5, 1]) {
    scratch.t = here.t + c * h;
    const last = rates.at(-1);
    here.y.forEach((y, i) => {
      scratch.y[i] = y + (last === undefined ? 0 : c * h * last[i]!);
    });
    setSignals(cell, scratch);
    const out = new Float64Array(here.y.length);
    model.field(scratch, out);
    rates.push(out);
  }
  const [a, b, c, d] = rates;
  here.y.forEach((y, i) => {
    scratch.y[i] = y + (h / 6) * (a![i]! + 2 * b![i]! + 2 * c![i]! + d![i]!);
  });
  return scratch;
}
