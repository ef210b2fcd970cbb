/** The methods by the names that other programs have for them, and the option that takes one. */
import { suggestion } from "../errors.ts";
import { type Check, rule } from "../options.ts";
import { isMethod } from "./method.ts";

/** Exported names, and what else they are called; without case, spaces and signs. */
const methods: readonly (readonly [name: string, others: string])[] = [
  ["euler", "forwardeuler expliciteuler"],
  ["heun", "rk2 heun21"],
  ["midpoint", "midpointmethod"],
  ["rk4", "rungekutta4 rungekutta classicrk4"],
  ["bogackiShampine32", "rk23 bs3 bs32 ode23 bosh3"],
  ["tsitouras54", "tsit5 tsit54 tsitouras"],
  ["dormandPrince54", "rk45 dopri5 dp5 ode45 dopri"],
  ["dormandPrince853", "dop853 dp8 dopri8 rk8"],
  ["taylor8", "taylor taylorseries taylorseries8 jet atomft"],
  ["taylor6", "taylorseries6"],
  ["taylor10", "taylorseries10"],
  ["exactFlow", "exact exactintegration linear"],
];

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The exported name of a method that a text names; undefined if it names none. */
export function methodCalled(text: string): string | undefined {
  const wanted = plain(text);
  return methods.find(([name, others]) => plain(name) === wanted || others.split(" ").includes(wanted))?.[0];
}

/** That of one that it names or nearly names. */
function methodMeant(text: string): string | undefined {
  return methodCalled(text) ?? methods.map(([name]) => name).find((name) => suggestion(text, [name]) !== "");
}

/** What an option that takes a method may be; a name leads to the method itself. */
export const isOneMethod: Check = rule(isMethod, (given) => {
  const name = typeof given === "string" ? methodMeant(given) : undefined;
  return name === undefined
    ? "Give a method itself, such as tsitouras54 or exactFlow, or one made by defineTableau."
    : `Give the method itself: import { ${name} } from "saltus/solvers", and method: ${name}, without quotes.`;
});
