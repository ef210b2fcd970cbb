/** A program in a routine, of which neurons that share their parameters compute once what they have in common. */
import type { SplitProgram } from "../../codegen/split-program.ts";
import * as w from "../../codegen/wasm-statements.ts";
import { apply, i32, isSame, load } from "../../codegen/wasm-terms.ts";
import * as slots from "../slots.ts";
import type { Advancing } from "./advance-parts.ts";
import { doubleOf } from "./routine-writer.ts";

/** By place of the arrival that a step leads to: its size, and what such steps have in common [arrivals, values]. */
export interface CommonColumns {
  readonly sizes: Float64Array;
  readonly values: Float64Array;
}

/** A step of the size in the frame, to the arrival that is due. */
export function inCommon(
  { s, run, due, size }: Pick<Advancing, "s" | "run" | "due" | "size">,
  { common, rest }: SplitProgram,
  { sizes, values }: CommonColumns,
): void {
  const at = apply([due, i32(8 * slots.mostCommon)], "i32.mul");
  const place = (k: number): number => values.byteOffset + 8 * k;
  const isKnown = w.both(s.count("shares"), isSame(doubleOf(sizes, due), size));
  s.when(
    isKnown,
    () => {
      for (const k of common.stores.keys()) s.keepSlot(slots.commonSlot(k), load(at, place(k)));
    },
    () => {
      run(common);
      for (const k of common.stores.keys()) s.storeDouble(at, place(k), s.slot(slots.commonSlot(k)));
      s.storeDouble(w.shifted(due, 3), sizes.byteOffset, size);
    },
  );
  run(rest);
}
