/** Which formula of a neuron has no finite value where a run ends, and why its steps became too short. */
import { evaluate } from "../expr/evaluate.ts";
import { type Expr, reachable, symbolsOf } from "../expr/node.ts";
import { printExpression } from "../expr/print.ts";
import { quoted } from "../expr/source.ts";
import type { NeuronModel } from "../neurons/neuron-model.ts";

/** What the formulas of a model depend on, by name. */
export type Values = Readonly<Record<string, number>>;

/** Names of all that derivatives and event functions depend on. */
export function namesIn({ derivatives, events }: NeuronModel): string[] {
  return [...symbolsOf([...derivatives, ...events.map(({ when }) => when)])];
}

/**
 * What to try where a state, its error or the rate of an event function is not finite: the operation that has no
 * finite value of finite arguments, at the neuron's state or a little ahead of it; undefined if there is none.
 *
 * @param h  size of the last step tried [ms]
 */
export function noValueRemedy(model: NeuronModel, values: Values, h: number): string | undefined {
  const formulas = [
    ...model.derivatives.map((expr, i) => [`d${model.states[i]!.name}/dt`, expr] as const),
    ...model.events.map(({ name, when }) => [`the condition of ${quoted(name)}`, when] as const),
  ];
  for (const at of [values, ...valuesAhead(model, values, h)]) {
    for (const [name, expr] of formulas) {
      const node = firstWithoutValue(expr, at);
      if (node === undefined) continue;
      const place = [...symbolsOf([node])].map((symbol) => `${symbol} = ${at[symbol]}`).join(", ");
      const what = `${quoted(printExpression(node))} is ${evaluate([node], at)[0]}`;
      return `In ${name}, ${what}${place === "" ? "" : ` at ${place}`}. ${advice(node)}`;
    }
  }
  return undefined;
}

/** Values on the straight line on which the last step tried would lead, as far as a million such steps. */
function valuesAhead({ derivatives, states }: NeuronModel, values: Values, h: number): Values[] {
  const rates = evaluate(derivatives, values);
  return [1, 1e2, 1e4, 1e6].map((factor) => {
    const ahead = states.flatMap(({ name }, i) =>
      name in values ? [[name, values[name]! + h * factor * rates[i]!] as const] : [],
    );
    return { ...values, ...Object.fromEntries(ahead) };
  });
}

/** The first operation whose arguments are finite and whose value is not. */
function firstWithoutValue(expr: Expr, values: Values): Expr | undefined {
  const nodes = reachable([expr]);
  const results = new Map(evaluate(nodes, values).map((value, k) => [nodes[k]!, value] as const));
  return nodes.find(
    (node) =>
      node.args.length > 0 &&
      !Number.isFinite(results.get(node)) &&
      node.args.every((arg) => Number.isFinite(results.get(arg))),
  );
}

function advice({ op, args }: Expr): string {
  if (op === "div") return "Keep the divisor away from 0.";
  if (op === "sqrt" || op === "log" || op === "log1p" || op === "pow") {
    const bounded = `max(${printExpression(args[0]!)}, ${op === "log1p" ? "1e-6 - 1" : "1e-6"})`;
    return `Its argument leaves its domain: keep it inside, as ${quoted(bounded)} does.`;
  }
  return "It is too large for a number: let the condition of an event hold before it is.";
}

/** From here on a state that moves away from 0 runs away: its scale in a nanosecond. */
const runawayRate = 1e6;

/**
 * What to try where steps are too short for the time and yet nothing blows up, as where the solution hardly moves;
 * undefined for a solution that does.
 */
export function underflowRemedy({ derivatives, states }: NeuronModel, values: Values): string | undefined {
  const rates = evaluate(derivatives, values);
  const runsAway = states.some(
    ({ name, scale }, i) =>
      rates[i]! * (values[name] ?? 0) >= 0 && !(Math.abs(rates[i]!) < runawayRate * scale),
  );
  if (runsAway) return undefined;
  return "The solution does not blow up, its rates do: a time constant near 0, or a slope that is infinite where the solution goes, as those of sqrt(v) and 1 / v are at v = 0. Keep it finite, as in sqrt(max(v, 1e-6)).";
}
