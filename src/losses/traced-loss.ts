/** A loss of the user's own, given as a formula. */
import { ModelError, OptionError, ShapeError } from "../errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { formulaOfText, textOfFormula } from "../expr/formula.ts";
import { constant, type Expr, symbolsOf, within } from "../expr/node.ts";
import { symbol } from "../expr/symbol.ts";
import { traceRecord } from "../expr/trace.ts";
import { vjp } from "../expr/vjp.ts";
import { checkOptions, numbers, rule } from "../options.ts";
import { counted, shown } from "../values.ts";
import { checkNumbers, checkValues } from "./check.ts";
import type { Loss, LossResult, Numbers } from "./loss.ts";

/** The loss of every value and its target, of which the mean is taken, or the sum. */
export interface LossOfEach {
  /** Of `value` and `target`, as text or as a function of their symbols, called once. */
  readonly formula: string | ((value: Expr, target: Expr) => Expr | number);
  /** "mean" by default. */
  readonly over?: "mean" | "sum";
  readonly values?: never;
}

/** The loss of all values at once. */
export interface LossOfAll {
  /** Of `value0`, `value1`, … and `target0`, `target1`, …, as text or as a function of lists of their symbols, called once. */
  readonly formula: string | ((values: readonly Expr[], targets: readonly Expr[]) => Expr | number);
  /** How many values there are, an integer ≥ 1. */
  readonly values: number;
  readonly over?: never;
}

/** The formula, and what it is of. */
export type TracedLossOptions = LossOfEach | LossOfAll;

const lossName = "tracedLoss";

/** More would take longer to differentiate than anybody waits, also in a description that comes from anywhere. */
const mostValues = 10_000;
const isWidth = numbers(
  (value) => Number.isInteger(value) && value >= 1 && value <= mostValues,
  `Give a whole number from 1 to ${mostValues}.`,
);
const isFormula = rule(
  (formula) => typeof formula === "string" || typeof formula === "function",
  'Give a text, "(value - target)^2", or a function of symbols.',
);

/**
 * A loss given as a formula, in the language of equations or with the functions of `saltus/expr`. Its gradient is that of
 * the formula, exact; where it has a kink, that of one side. It is data: it is described, saved and resumed as its text.
 *
 *   L = (1/n) Σ f(value_i, target_i) ,   over: "sum"  L = Σ f(value_i, target_i) ,   values: n  L = f(values, targets)
 *
 * Values and targets are finite: silence has no place in a formula, so give a readout of spike times a `silentTime`. A
 * formula without targets takes any target, and does not look at it.
 *
 * @returns a loss with value and gradient in the units of the formula; it throws OptionError and ShapeError for values
 *   and targets, as `Loss` says, and OptionError where the formula or its derivative is no finite number
 * @throws ModelError for a text that is no formula, and for other symbols than those of values and targets; OptionError
 *   for a wrong option
 * @example
 * const loss = tracedLoss({ formula: "log(cosh(value - target))" });
 * const gap = tracedLoss({ values: 2, formula: ([a, b]) => max(0, add(1, sub(a!, b!))) });
 */
export function tracedLoss(options: TracedLossOptions): Loss<Numbers> {
  checkOptions<{ formula: unknown; values?: unknown; over?: unknown }>(
    lossName,
    options,
    { formula: isFormula, values: isWidth, over: ["mean", "sum"] },
    ["formula"],
  );
  const { values: width, over } = options;
  if (width !== undefined && over !== undefined) {
    const hint = "Leave out values, or over: a formula of all values says itself how they add up.";
    throw new OptionError(lossName, "both values and over are given", hint);
  }
  const count = width ?? 1;
  const namesOf = (what: string): string[] =>
    Array.from({ length: count }, (_, k) => (width === undefined ? what : `${what}${k}`));
  const [values, targets] = [namesOf("value"), namesOf("target")];
  const { text, loss, slopes } = within(new Map(), () => {
    const printed = textOf(options, values, targets);
    return { text: printed, ...differentiated(printed, values, targets) };
  });
  const takesTargets = [...symbolsOf([loss])].some((name) => targets.includes(name));
  const description = Object.freeze({
    kind: lossName,
    formula: text,
    ...(width === undefined ? { over: over ?? "mean" } : { values: width }),
  });
  const evaluateLoss = (given: Float64Array, target: Numbers): LossResult => {
    checkValues(lossName, given, false);
    if (width !== undefined && given.length !== width) {
      const what = `${counted(given.length, "value")} for a formula of ${width}`;
      throw new ShapeError(lossName, what, `Give values: ${given.length}, and a formula of as many.`);
    }
    if (takesTargets) checkTargets(target, given.length);
    const gradient = new Float64Array(given.length);
    const factor = over === "sum" || width !== undefined ? 1 : 1 / given.length;
    let sum = 0;
    for (let first = 0; first < given.length; first += count) {
      const known: Record<string, number> = {};
      for (let k = 0; k < count; k++) {
        known[values[k]!] = given[first + k]!;
        if (takesTargets) known[targets[k]!] = typeof target === "number" ? target : target[first + k]!;
      }
      const [value, ...parts] = evaluate([loss, ...slopes], known);
      checkResult(value!, parts, known);
      sum += value!;
      parts.forEach((part, k) => {
        gradient[first + k] = part * factor;
      });
    }
    return { value: sum * factor, gradient };
  };
  return Object.freeze({
    name: lossName,
    description,
    acceptsSilent: false,
    target: takesTargets ? "numbers" : "none",
    evaluate: evaluateLoss,
  });
}

/** The formula as the text that it is saved as, whichever way it was given. */
function textOf(
  { formula, values: width }: TracedLossOptions,
  values: readonly string[],
  targets: readonly string[],
): string {
  const names = [...values, ...targets];
  if (typeof formula === "string") {
    return textOfFormula(formulaOfText(formula, names, lossName, "formula"), names);
  }
  const traced = traceRecord(
    (symbols) => {
      const [own, wanted] = [values, targets].map((list) => list.map((name) => symbols[name]!));
      const call = formula as (...given: unknown[]) => Expr | number;
      return { loss: width === undefined ? call(own![0], wanted![0]) : call(own, wanted) };
    },
    names,
    `${lossName}: formula`,
    ["loss"],
  );
  return textOfFormula(traced.get("loss")!, names);
}

/** The loss and its derivatives with respect to the values, from the text: what is saved has the same bits. */
function differentiated(
  text: string,
  values: readonly string[],
  targets: readonly string[],
): { readonly loss: Expr; readonly slopes: readonly Expr[] } {
  const names = [...values, ...targets];
  const loss = formulaOfText(text, names, lossName, "formula");
  const other = [...symbolsOf([loss])].find((name) => !names.includes(name));
  if (other !== undefined) {
    const hint = "A loss is a formula of plain numbers: write the number alone.";
    throw new ModelError(lossName, `the formula has ${shown(other)} in it`, hint);
  }
  return { loss, slopes: vjp([loss], [constant(1)], values.map(symbol)) };
}

function checkTargets(target: Numbers, count: number): void {
  checkNumbers(lossName, target, count);
  for (let i = 0; i < count; i++) {
    const wanted = typeof target === "number" ? target : target[i]!;
    if (wanted < Infinity) continue;
    throw new OptionError(lossName, `target ${i} is ${wanted}`, "Formulas take finite targets.");
  }
}

function checkResult(
  value: number,
  slopes: readonly number[],
  known: Readonly<Record<string, number>>,
): void {
  const wrong = [value, ...slopes].find((number) => !Number.isFinite(number));
  if (wrong === undefined) return;
  const what = Number.isFinite(value) ? `a derivative of the formula is ${wrong}` : `the formula is ${wrong}`;
  const at = Object.entries(known).map(([name, number]) => `${name} = ${number}`);
  const hint = "Write it so that it is finite, and has a finite slope, at all values that can come.";
  throw new OptionError(lossName, `${what} at ${at.join(", ")}`, hint);
}
