/** A program in a routine, of which neurons that share their parameters compute once what they have in common. */
import type { SplitProgram } from "../../codegen/split-program.ts";
import type { Places } from "../../codegen/wasm-program.ts";
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, isSame, load, type Operand } from "../../codegen/wasm-terms.ts";
import * as slots from "../slots.ts";
import type { Advancing } from "./advance-parts.ts";
import { doubleOf } from "./routine-writer.ts";

/** By place of the arrival that a step leads to: its size, and what such steps have in common [arrivals, values]. */
export interface CommonColumns {
  readonly sizes: Float64Array;
  readonly values: Float64Array;
}

/**
 * A step of a size, to the arrival that is due.
 *
 * @param places  what stands for slots of the frame, that of the size among them
 */
export function inCommon(
  { s, run, due, size }: Pick<Advancing, "s" | "run" | "due" | "size">,
  { common, rest }: SplitProgram,
  { sizes, values }: CommonColumns,
  places: Places,
): void {
  const at = s.variable("i32");
  at.set(apply([due, i32(8 * slots.mostCommon)], "i32.mul"));
  const all = new Map(places);
  common.stores.forEach(({ slot }, k) => {
    const offset = values.byteOffset + 8 * k;
    const set = (value: Operand): void => s.storeDouble(at, offset, value);
    all.set(slot, Object.assign(load(at, offset), { set }));
  });
  s.when(w.not(w.both(s.count("shares"), isSame(doubleOf(sizes, due), size))), () => {
    run(common, all);
    s.storeDouble(w.shifted(due, 3), sizes.byteOffset, size);
  });
  run(rest, all);
}
