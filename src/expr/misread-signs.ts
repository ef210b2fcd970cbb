/**
 * What a sign that no expression has was meant to be, by where it stands: v = EL is an assignment in a reset, a
 * condition in `when`, and a second equation in `dynamics`. Each answer is right in the place that it is given for.
 */
import { answerToFunction } from "./answers.ts";
import { functions, namedConstants } from "./functions.ts";
import { withNames } from "./names.ts";

/** What the sign is called, and what to write. */
export interface SignAnswer {
  readonly name: string;
  readonly hint: string;
}

/**
 * @param block     the part that the text belongs to, e.g. `spike.reset.v`
 * @param text      the expression
 * @param position  of the sign in it
 * @returns undefined for a sign that means the same everywhere
 */
export function answerToSign(block: string, text: string, position: number): SignAnswer | undefined {
  switch (text[position]) {
    case "=":
      return { name: "an assignment", hint: equalsHint(block, text, position) };
    case ";":
      return { name: "a separator", hint: separatorHint(block, text) };
    case "[":
      return bracketAnswer(text, position);
    case ".":
      return { name: "a property", hint: propertyHint(text, position) };
    default:
      return undefined;
  }
}

const ownLine = "Write each equation on a line of its own.";

/** The state whose new or initial value a text is; undefined in other parts. */
const newValue = /^(?:input|.*\.reset|.*\.map)\.(?<next>[^.]+)$|^state\.(?<first>[^.]+)\.initial$/u;
const condition = /\.when$/;

function equalsHint(block: string, text: string, position: number): string {
  const { next, first } = newValue.exec(block)?.groups ?? {};
  const state = next ?? first;
  if (state !== undefined) return valueHint(state, first === undefined ? "new value" : "value", text);
  if (condition.test(block)) {
    const [, left, right] = /^\s*([^=<>;,]+?)\s*[-+*/:]?=\s*([^=<>;,]+?)\s*$/.exec(text) ?? [];
    if (left === undefined || right === undefined) return "Write a condition such as v > 1, or a difference.";
    const difference = `${left} - ${isSum.test(right) ? `(${right})` : right}`;
    return `Write the condition "${left} > ${right}", or the function that rises through zero, "${difference}".`;
  }
  if (block !== "dynamics") return "Write == to compare.";
  const isSecond = /[,;]|\band\b/.test(text.slice(0, position));
  return isSecond ? ownLine : "An equation has one =. Write == to compare.";
}

const assignment = withNames(
  (name) => `^\\s*(?:(?<name>${name})\\s*(?<operator>[-+*/:]?)=)?(?<right>[^=]+)$`,
  "u",
);
/** What has to stand in parentheses behind a sign or a factor. */
const isSum = /[-+<>=?]|\b(?:and|or|not)\b/;

/** A text of assignments as the entries that say the same. */
function valueHint(state: string, value: string, text: string): string {
  const entries = text.split(";").map((part) => {
    const { name = state, operator = "", right = "" } = assignment(part).exec(part)?.groups ?? {};
    const written = right.trim();
    const operand = isSum.test(written) ? `(${written})` : written;
    return [name, /[-+*/]/.test(operator) ? `${name} ${operator} ${operand}` : written] as const;
  });
  const [only] = entries;
  if (
    entries.some(([, right]) => right === "") ||
    new Set(entries.map(([name]) => name)).size < entries.length
  ) {
    return `Every state has an entry of its own, with its ${value} alone.`;
  }
  if (entries.length === 1 && only![0] === state) return `Write the ${value} alone: "${only![1]}".`;
  const record = entries.map(([name, right]) => `${name}: "${right}"`).join(", ");
  return `Every state has an entry of its own, with its ${value} alone: { ${record} }.`;
}

function separatorHint(block: string, text: string): string {
  const { next, first } = newValue.exec(block)?.groups ?? {};
  if (next !== undefined) return valueHint(next, "new value", text);
  if (first !== undefined) return valueHint(first, "value", text);
  return condition.test(block) ? "Write and or or between conditions." : ownLine;
}

const bracket = /\[(?<inside>[^[\]]*)\](?<plus>\s*_?\{?[+₊⁺]\}?(?!\s*[\p{L}\d(.]))?/uy;
const index = withNames((name) => `${name}$`, "u");

/** A bracket groups, takes the positive part as in [v − θ]₊, holds a list, or an index. */
function bracketAnswer(text: string, position: number): SignAnswer {
  bracket.lastIndex = position;
  const { inside = "…", plus } = bracket.exec(text)?.groups ?? {};
  const written = inside.trim();
  const [name] = index(text).exec(text.slice(0, position)) ?? [];
  if (plus !== undefined) {
    return { name: "a bracket", hint: `Write max(0, ${written}) for the positive part.` };
  }
  if (name !== undefined && written === "t") {
    return { name: "a vector or an index", hint: timeHint(name) };
  }
  if (name !== undefined || written.includes(",")) {
    return { name: "a vector or an index", hint: "Write one equation for each component." };
  }
  return { name: "a bracket", hint: `Write parentheses: (${written}).` };
}

const libraries: ReadonlySet<string> = new Set(
  "np numpy math Math jnp torch tf scipy cmath self this b2".split(" "),
);
const property = withNames((name) => `(?<owner>${name})\\.(?<name>${name})(?<call>\\s*\\()?`, "uy");

function propertyHint(text: string, position: number): string {
  const [owner = ""] = index(text).exec(text.slice(0, position)) ?? [];
  const found = property(text);
  found.lastIndex = position - owner.length;
  const { name, call } = found.exec(text)?.groups ?? {};
  if (name === undefined) return "Expressions hold numbers and names only.";
  if (call !== undefined) {
    if (functions.has(name)) return `Write ${name}(…), without ${owner}.`;
    return answerToFunction(name) ?? `Names have no parts, and there is no function ${name}.`;
  }
  return libraries.has(owner) || namedConstants.has(name)
    ? `Write ${name}, without ${owner}.`
    : `Names have no parts: write one name, such as ${owner}_${name}.`;
}

/** What to write for v(t), I(t): names stand for functions of time as they are. */
export function timeHint(name: string): string {
  return `Write ${name}, without (t): states and signals are functions of time as they stand. What changes with time from outside is declared under signals.`;
}
