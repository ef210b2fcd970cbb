/** Readouts, losses and metrics as plain data: which function of the library makes one, and of what. */
import { knownHere, OptionError } from "./errors.ts";
import { checkKeys, checkValue } from "./options.ts";
import { shown } from "./values.ts";

/** The name of a function of the library, and its arguments by name. */
export interface Described {
  readonly kind: string;
  readonly [argument: string]: unknown;
}

/** What functions of the library make, and objects of the user's own in its place. */
interface Describable {
  readonly description?: Described;
}

/** Functions by the kind of what they make. */
export type Makers<Made extends Describable> = Readonly<Record<string, (...given: never[]) => Made>>;

/** Arguments that stand before the options, in the order in which every function takes those that it takes. */
const positional = ["population", "state", "times"] as const;

/**
 * What a description describes. The arguments are checked by the function that takes them.
 *
 * @param what   e.g. "loss", for messages
 * @throws OptionError for an unknown kind or argument; what the function throws
 */
export function madeOf<Made extends Describable>(
  where: string,
  what: string,
  description: unknown,
  makers: Makers<Made>,
): Made {
  checkValue(where, `the ${what}`, description, "record");
  const { kind, ...rest } = description as Described;
  if (kind === undefined) {
    const hint = `Give { kind: "…", … } as describeObjective writes it. Known here: ${Object.keys(makers).join(", ")}.`;
    throw new OptionError(where, `the ${what} says no kind`, hint);
  }
  if (typeof kind !== "string" || !Object.hasOwn(makers, kind)) {
    const hint = knownHere(String(kind), Object.keys(makers));
    throw new OptionError(where, `there is no ${what} ${shown(kind)}`, hint);
  }
  const first = positional.filter((name) => Object.hasOwn(rest, name)).map((name) => rest[name]);
  const options = Object.entries(rest).filter(([name]) => !(positional as readonly string[]).includes(name));
  const given = options.length === 0 ? first : [...first, Object.fromEntries(options)];
  const made = makers[kind]!(...(given as never[]));
  // A function that takes no options does not look whether there are any.
  checkKeys(`${where}: ${kind}`, description as Described, Object.keys(made.description ?? {}));
  return made;
}

/**
 * What describes a part so that `madeOf` gives it back; undefined for one of the user's own, also one that was made
 * of the library's by a change.
 */
export function descriptionOf<Made extends Describable>(
  part: Made,
  makers: Makers<Made>,
): Described | undefined {
  const { description } = part;
  if (description === undefined || !Object.hasOwn(makers, description.kind)) return undefined;
  const again = madeOf("describing", "part", description, makers);
  return everythingIn(part) === everythingIn(again) ? description : undefined;
}

const own = new WeakMap<object, boolean>();

/** Whether a part is the user's own, as far as `descriptionOf` tells; found once. */
export function isOwn<Made extends Describable>(part: Made, makers: Makers<Made>): boolean {
  let known = own.get(part);
  if (known === undefined) {
    known = !isDescribed(part, makers);
    own.set(part, known);
  }
  return known;
}

function isDescribed<Made extends Describable>(part: Made, makers: Makers<Made>): boolean {
  try {
    return descriptionOf(part, makers) !== undefined;
  } catch {
    // It says that it is what no function makes.
    return false;
  }
}

/** Functions by their source, numbers that JSON does not have by their names. */
function everythingIn(part: object): string {
  return JSON.stringify(part, (_, value: unknown) =>
    typeof value === "function" || typeof value === "number" ? String(value) : value,
  );
}
