/** Derivatives of templates, which are templates, too: each is made once, however often it is called. */
import { zero } from "./build.ts";
import { call, type Expr, part, symbol, symbolsOf, type Template, templateInput } from "./node.ts";
import { replaced } from "./substitute.ts";

/** `jvp` or `vjp`. */
type Derivative = (outputs: readonly Expr[], along: readonly Expr[], inputs: readonly Expr[]) => Expr[];

/** A template made of another, of what that is called with and of further values. */
interface Derived {
  readonly template: Template;
  /** Which of all of these it is called with. */
  readonly uses: readonly number[];
}

const known = new WeakMap<Template, Map<string, Derived>>();

/** Made once for every purpose. */
function derived(of: Template, purpose: string, make: () => readonly Expr[]): Derived {
  const own = known.get(of) ?? new Map<string, Derived>();
  known.set(of, own);
  let found = own.get(purpose);
  if (found === undefined) {
    const outputs = make();
    const names = symbolsOf(outputs);
    const uses: number[] = [];
    for (let k = 0; names.size > uses.length; k++) if (names.has(templateInput(k))) uses.push(k);
    const renamed = new Map(uses.map((use, k) => [inputAt(use), inputAt(k)]));
    found = { template: { inputs: uses.length, outputs: replaced(outputs, renamed) }, uses };
    own.set(purpose, found);
  }
  return found;
}

function inputAt(index: number): Expr {
  return symbol(templateInput(index));
}

function inputs(count: number, first = 0): Expr[] {
  return Array.from({ length: count }, (_, k) => inputAt(first + k));
}

/** All values of a call. */
function partsOf(called: Expr): Expr[] {
  return called.template!.outputs.map((_, k) => part(called, k));
}

function callWith({ template, uses }: Derived, values: readonly Expr[]): Expr[] {
  const args = uses.map((k) => values[k]!);
  return partsOf(call(template, args));
}

/** Inputs of a template, from `first` on, for those values that are not 0. */
function inputsFor(values: readonly Expr[], first: number): Expr[] {
  return values.map((value, k) => (value === zero ? zero : inputAt(first + k)));
}

const pattern = (list: readonly boolean[]): string => list.map(Number).join("");
const whereNot0 = (values: readonly Expr[]): string => pattern(values.map((value) => value !== zero));

/** Tangents of the values of a call from those of its arguments. */
export function tangentOfCall({ template, args }: Expr, dots: readonly Expr[], jvp: Derivative): Expr[] {
  const { outputs } = template!;
  const made = derived(template!, `tangent ${whereNot0(dots)}`, () =>
    jvp(outputs, inputs(args.length), inputsFor(dots, args.length)),
  );
  return callWith(made, [...args, ...dots]);
}

/**
 * Cotangents of the arguments of a call from those of its values, and from what it has computed: a template that has values
 * only for this, as exponentials, is spared computing them twice.
 *
 * @param isWanted  of an argument; the cotangent of another is 0
 */
export function cotangentsOfCall(
  called: Expr,
  bars: readonly Expr[],
  isWanted: (arg: Expr) => boolean,
  vjp: Derivative,
): Expr[] {
  const { args } = called;
  const { outputs } = called.template!;
  const wanted = args.map(isWanted);
  const made = derived(called.template!, `cotangent ${whereNot0(bars)} ${pattern(wanted)}`, () => {
    const own = inputs(args.length).filter((_, j) => wanted[j]);
    const values = inputs(outputs.length, args.length);
    const cotangents = vjp(outputs, inputsFor(bars, args.length + outputs.length), own);
    return replaced(cotangents, new Map(outputs.map((output, k) => [output, values[k]!])));
  });
  const results = callWith(made, [...args, ...partsOf(called), ...bars]).values();
  return wanted.map((is) => (is ? results.next().value! : zero));
}
