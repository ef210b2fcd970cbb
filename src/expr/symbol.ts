/** Symbols as programs ask for them, with a name that equations can have. */
import { ModelError } from "../errors.ts";
import { isName } from "./functions.ts";
import { symbol as anySymbol, type Expr } from "./node.ts";

/**
 * The symbol called `name`: a state, a parameter, a signal, or `t`.
 *
 * @param name  letters, digits and _, no digit first
 * @throws ModelError for what is no such name; a number with a unit is a `quantity`
 */
export function symbol(name: string): Expr {
  if (typeof name === "string" && isName(name)) return anySymbol(name);
  const hint =
    'Use letters, digits and _, beginning with a letter; quantity(70, "mV") is a number with a unit.';
  throw new ModelError(`symbol(${JSON.stringify(name)})`, "this is not a name", hint);
}
