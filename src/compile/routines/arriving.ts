/** Terms of a routine: what arrives next at the neuron at hand, as it is laid out in the columns. */
import * as w from "../../codegen/wasm-statements.ts";
import { apply, type Term } from "../../codegen/wasm-terms.ts";
import { type Advancing, anchorKind } from "./advance-parts.ts";
import { doubleOf, integerOf } from "./routine-writer.ts";

export const asDouble = (integer: Term): Term => apply([integer], "f64.convert_i32_s");
/** Whether something is still to arrive, as far as it is laid out. */
export const isDue = ({ s, due }: Advancing): Term => apply([due, s.count("dues")], "i32.lt_s");
export const dueTime = ({ columns, due }: Advancing): Term => doubleOf(columns.dueTime, due);
/** Its index among the arrivals of the tape; that of another place in the columns. */
export const dueArrival = (own: Advancing): Term => dueArrivalAt(own, own.due);
export const dueArrivalAt = ({ columns }: Advancing, at: Term): Term => integerOf(columns.dueArrival, at);
/** Whether the last step led to it. */
export const isAnchored = ({ anchor }: Advancing): Term => w.equals(anchor, anchorKind.next);
