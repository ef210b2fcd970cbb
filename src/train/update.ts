/** The step that a batch makes: an optimizer's, in free coordinates, which are not copied where they are the parameters themselves. */
import type { ParameterLayout } from "../network/parameter-layout.ts";
import type { Parameters } from "../network/parameters.ts";
import { type FreeCoordinates, freeCoordinates, type TrainedRow, trainedRows } from "./free-coordinates.ts";
import { type Move, moveOf, type Optimizer, type OptimizerState } from "./optimizers/optimizer.ts";

/** Trainable parameters that are moved in one go, from coordinate `first` on: good until the next batch. */
export interface Stretch {
  readonly first: number;
  /** Their free coordinates, before the step. */
  readonly values: Float64Array;
  /** With respect to these. */
  readonly gradient: Float64Array;
}

export interface Update {
  readonly coordinates: FreeCoordinates;
  /**
   * All trainable parameters, in their order.
   *
   * @throws OptionError if a value lies on the end of its domain
   */
  readonly stretches: (start: Parameters, gradient: Float64Array) => readonly Stretch[];
  /** Writes what a step makes of them and of the optimizer's memory, and nothing else. */
  readonly move: (
    stretches: readonly Stretch[],
    learningRate: number,
    memory: { readonly from: OptimizerState; readonly to: OptimizerState },
    into: Parameters,
  ) => void;
}

interface Piece {
  readonly stretch: (start: Parameters, gradient: Float64Array) => Stretch;
  /** Where new coordinates go. */
  readonly target: (into: Parameters) => Float64Array;
  /** Makes parameters of them. */
  readonly store: (into: Parameters) => void;
}

/** @throws OptionError if nothing is trainable */
export function updateOf(layout: ParameterLayout, optimizer: Optimizer): Update {
  const coordinates = freeCoordinates(layout);
  const move = moveOf(optimizer);
  // What an optimizer of the user's does to one value may depend on others.
  const pieces =
    move === undefined ? [transformed(coordinates, 0)] : runsOf(trainedRows(layout)).map(pieceOf);
  const moveBy = move ?? copying(optimizer);
  return {
    coordinates,
    stretches: (start, gradient) => pieces.map((piece) => piece.stretch(start, gradient)),
    move: (stretches, learningRate, { from, to }, into) => {
      stretches.forEach(({ first, values, gradient }, k) => {
        const { target, store } = pieces[k]!;
        const [before, after] = [from, to].map((state) => partOf(state, first, values.length));
        const point = { state: after!, values: target(into) };
        moveBy({ state: before!, values }, gradient, learningRate, point);
        store(into);
        to.steps = after!.steps;
      });
    },
  };
}

/** Rows that lie one behind the other, and whose coordinates are what they hold. */
function runsOf(rows: readonly TrainedRow[]): TrainedRow[][] {
  const runs: TrainedRow[][] = [];
  for (const own of rows) {
    const last = runs.at(-1)?.at(-1);
    const goesOn =
      last?.transform.isIdentity &&
      own.transform.isIdentity &&
      last.row.offset + last.row.length === own.row.offset;
    if (goesOn) runs.at(-1)!.push(own);
    else runs.push([own]);
  }
  return runs;
}

function pieceOf(rows: readonly TrainedRow[]): Piece {
  const [{ row, coordinate, transform }, last] = [rows[0]!, rows.at(-1)!.row];
  if (!transform.isIdentity) return transformed(freeCoordinates(rows), coordinate);
  const part = (values: Float64Array): Float64Array => values.subarray(row.offset, last.offset + last.length);
  return {
    stretch: ({ values }, gradient) => ({
      first: coordinate,
      values: part(values),
      gradient: part(gradient),
    }),
    target: ({ values }) => part(values),
    store: () => {},
  };
}

function transformed({ count, fromNatural, toNatural, chain }: FreeCoordinates, first: number): Piece {
  const values = new Float64Array(count);
  const gradient = new Float64Array(count);
  return {
    stretch: (start, natural) => {
      fromNatural(start, values);
      chain(natural, start, gradient);
      return { first, values, gradient };
    },
    target: () => values,
    store: (into) => toNatural(values, into),
  };
}

function partOf(state: OptimizerState, first: number, length: number): OptimizerState {
  const moments = Object.entries(state.moments);
  if (moments.every(([, moment]) => moment.length === length)) return state;
  const parts = moments.map(([name, moment]) => [name, moment.subarray(first, first + length)] as const);
  return { steps: state.steps, moments: Object.fromEntries(parts) };
}

function copying({ update }: Optimizer): Move {
  return (from, gradient, learningRate, to) => {
    to.state.steps = from.state.steps;
    for (const [name, moment] of Object.entries(from.state.moments)) to.state.moments[name]!.set(moment);
    to.values.set(from.values);
    update(to.state, gradient, learningRate, to.values);
  };
}
