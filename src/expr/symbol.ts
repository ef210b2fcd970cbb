/** Symbols as programs ask for them, with a name that equations can have. */
import { ModelError } from "../errors.ts";
import { isName, nameRule } from "./names.ts";
import { symbol as anySymbol, type Expr } from "./node.ts";

/**
 * The symbol called `name`: a state, a parameter, a signal, or `t`.
 *
 * @param name  letters of any script, digits and _, no digit first
 * @throws ModelError for what is no such name; a number with a unit is a `quantity`
 */
export function symbol(name: string): Expr {
  if (typeof name === "string" && isName(name)) return anySymbol(name);
  const hint = `${nameRule} A number with a unit is quantity(70, "mV").`;
  throw new ModelError(`symbol(${JSON.stringify(name)})`, "this is not a name", hint);
}
