/** Which side of its switches a neuron is on. */
import type { OracleStatus } from "./model.ts";
import type { Cell } from "./state.ts";

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

/** Modes after an instant. `flips` are those located at its time, of neurons that nothing else has changed. */
export function settleModes(cell: Cell, flips: readonly Flip[]): void {
  const { here, model } = cell;
  model.switches.forEach(({ kind, q }, k) => {
    const flip = flips.find((one) => one.cell === cell && one.index === k);
    const value = q(here);
    if (flip !== undefined) cross(cell, k, flip.to);
    else if (kind === "floor") atInteger(cell, k, value);
    else if (value !== 0) here.m[k] = Math.sign(value);
    else atZero(cell, k);
  });
}

/** A located switch goes to the other side, unless the field there drives it back. */
function cross(cell: Cell, k: number, to: number): void {
  const { m } = cell.here;
  const { kind } = cell.model.switches[k]!;
  const from = m[k]!;
  m[k] = to;
  const boundary = kind === "sign" ? 0 : Math.max(from, to);
  const goes = tendency(cell, k, boundary);
  if (goes === 0 && kind === "sign") m[k] = 0;
  else if (goes !== 0 && goes !== Math.sign(to - from)) {
    throw new Stop("sliding", `neuron ${cell.id} slides along its switch ${k} at t = ${cell.here.t}`);
  }
}

/** At exactly zero the comparison as it is written says which field holds; where that leads is its side. */
function atZero(cell: Cell, k: number): void {
  const { m } = cell.here;
  m[k] = 0;
  const goes = tendency(cell, k, 0);
  if (goes === 0) return;
  m[k] = goes;
  if (tendency(cell, k, 0) === -goes) {
    throw new Stop("sliding", `neuron ${cell.id} slides along its switch ${k} at t = ${cell.here.t}`);
  }
}

function atInteger(cell: Cell, k: number, value: number): void {
  const { m } = cell.here;
  m[k] = Math.floor(value);
  if (value !== m[k]) return;
  if (tendency(cell, k, value) >= 0) return;
  m[k] = value - 1;
  if (tendency(cell, k, value) <= 0) return;
  throw new Stop("sliding", `neuron ${cell.id} slides along its switch ${k} at t = ${cell.here.t}`);
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
export function signOfRate({ model, here, scratch }: Cell, value: (here: Cell["here"]) => number): number {
  const out = new Float64Array(here.y.length);
  model.field(here, out);
  const ahead = 1e-7;
  scratch.t = here.t + ahead;
  scratch.s.set(here.s);
  here.y.forEach((y, i) => {
    scratch.y[i] = y + ahead * out[i]!;
  });
  return Math.sign(value(scratch) - value(here));
}

/** The classical method of order 4, one step, into the scratch of the cell. */
function rungeKutta({ model, here, scratch }: Cell, h: number): Cell["here"] {
  const rates: Float64Array[] = [];
  scratch.s.set(here.s);
  for (const c of [0, 0.5, 0.5, 1]) {
    scratch.t = here.t + c * h;
    const last = rates.at(-1);
    here.y.forEach((y, i) => {
      scratch.y[i] = y + (last === undefined ? 0 : c * h * last[i]!);
    });
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
