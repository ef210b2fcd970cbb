/** The two limits of a state where it jumps. */
import type { Where } from "../errors.ts";
import { checkValue } from "../options.ts";

/** @throws OptionError unless the side is "after" or "before" */
export function checkSide(where: Where, side: string): void {
  checkValue(where, "side", side, ["after", "before"]);
}
