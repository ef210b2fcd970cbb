/** The two limits of a state where it jumps. */
import { OptionError, suggestion } from "../errors.ts";
import { shown } from "../values.ts";

const sides = ["after", "before"];

/** @throws OptionError unless the side is "after" or "before" */
export function checkSide(where: string, side: string): void {
  if (sides.includes(side)) return;
  const hint = `${suggestion(side, sides)}Give "after" or "before".`;
  throw new OptionError(where, `side is ${shown(side)}`, hint);
}
