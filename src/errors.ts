/**
 * The errors a user can meet. A message says where (the public name that was called), what (with
 * the numbers), and what to do.
 */

/** The name of the public function and what it was given, e.g. `defineNeuron("lif")`. */
export type Where = string;

/** What all errors below are: a message of where and what, and a hint. */
export abstract class SaltusError extends Error {
  /** What to do about it, one sentence. */
  readonly hint: string;

  constructor(name: string, where: Where, what: string, hint: string) {
    super(`${where}: ${what}${hint === "" ? "" : `\n  ${hint}`}`);
    this.name = name;
    this.hint = hint;
  }
}

/** Characters of a text that a user wrote. */
export interface TextPlace {
  /** The part of the definition that the text is, such as `dynamics` or `spike.reset.v`. */
  readonly block: string;
  /** The characters [from, to) of the text as it was given. */
  readonly from: number;
  readonly to: number;
  /** Of `from`, both from 1, as in the message. */
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong in a definition; plain data. */
export interface Problem extends Partial<TextPlace> {
  /** As the error says it if there is no other problem. */
  readonly message: string;
  readonly hint: string;
  /** The name that was probably meant, to be written in the place of what is there. */
  readonly suggestion?: string;
}

/** A neuron, tableau or network whose definition is wrong. */
export class ModelError extends SaltusError {
  /**
   * Everything that was found to be wrong, each with its place if it is in a text: `{ message, hint, block, from, to,
   * line, column, suggestion }`. JSON has them, too.
   */
  readonly problems: readonly Problem[];

  /** @param more  the place in a text, or the problems that this error puts together */
  constructor(
    where: Where,
    what: string,
    hint = "",
    more: TextPlace | { readonly problems: readonly Problem[] } | undefined = undefined,
  ) {
    super("ModelError", where, what, hint);
    if (more !== undefined && "problems" in more) {
      this.problems = more.problems;
    } else {
      const name = suggestedIn(hint);
      const suggested = name === undefined ? {} : { suggestion: name };
      this.problems = [{ message: this.message, hint, ...more, ...suggested }];
    }
  }

  /** What JSON has of it: name, message and problems. */
  toJSON(): object {
    const { name, message, problems } = this;
    return { name, message, problems };
  }
}

/** An array whose length or nesting is not the one asked for. */
export class ShapeError extends SaltusError {
  constructor(where: Where, what: string, hint = "") {
    super("ShapeError", where, what, hint);
  }
}

/** An option or a value outside its domain. */
export class OptionError extends SaltusError {
  constructor(where: Where, what: string, hint = "") {
    super("OptionError", where, what, hint);
  }
}

/** Something meaningful that this version cannot do. */
export class UnsupportedError extends SaltusError {
  constructor(where: Where, what: string, hint = "") {
    super("UnsupportedError", where, what, hint);
  }
}

/** A run that the mathematics ended: `status` says how, `hint` what to try. */
export class SimulationError extends SaltusError {
  readonly status: string;

  constructor(where: Where, status: string, what: string, hint: string) {
    super("SimulationError", `${where} (${status})`, what, hint);
    this.status = status;
  }
}

/** The same error with something to try first. */
export function advised({ status, message, hint }: SimulationError, first: string): SimulationError {
  const own = new SimulationError("", status, "", hint === "" ? first : `${first} ${hint}`);
  const what = hint === "" ? `${message}\n  ` : message.slice(0, -hint.length);
  return Object.defineProperty(own, "message", { value: what + own.hint });
}

/** A worker that could not be started, or ended twice over the same work. */
export class WorkerError extends SaltusError {
  constructor(where: Where, what: string, hint = "") {
    super("WorkerError", where, what, hint);
  }
}

/** Marks a branch that the types exclude. */
export function unreachable(value: never): never {
  throw new TypeError(`internal: unexpected ${String(value)}`);
}

/** The most edits after which a word is still taken for another one: in a short one each letter counts. */
function mostEdits(length: number): number {
  return length < 3 ? 0 : length < 6 ? 1 : 2;
}

/** E_L, EL and el are spelt alike. */
function bare(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

/**
 * `Did you mean "tauMem"? ` for a name that is spelt like a known one but for case and _, or is a few edits away
 * from one (none up to two letters, one up to five, else two; two letters that changed places are one), else an
 * empty text. EK may be EL: of two letters the second may differ, where only one name comes into question.
 */
export function suggestion(name: unknown, known: Iterable<string>): string {
  if (typeof name !== "string") return "";
  const candidates = [...known];
  const alike = candidates.find((candidate) => bare(candidate) === bare(name) && bare(name) !== "");
  if (alike !== undefined) return `Did you mean "${alike}"? `;
  let best = "";
  let bestDistance = mostEdits(name.length) + 1;
  for (const candidate of candidates) {
    // So many edits are needed at least.
    if (Math.abs(name.length - candidate.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance && distance <= mostEdits(candidate.length)) {
      bestDistance = distance;
      best = candidate;
    }
  }
  if (best === "") best = onlyPair(name, candidates) ?? "";
  return best === "" ? "" : `Did you mean "${best}"? `;
}

/** The one name of two letters that begins as a name of two letters does. */
function onlyPair(name: string, candidates: readonly string[]): string | undefined {
  if (!/^\p{L}{2}$/u.test(name)) return undefined;
  const [pair, ...others] = candidates.filter(
    (candidate) => /^\p{L}{2}$/u.test(candidate) && candidate[0] === name[0],
  );
  return others.length === 0 ? pair : undefined;
}

/** The hint for a name that is not among those known: which one was probably meant, and which there are. */
export function knownHere(name: unknown, known: Iterable<string>): string {
  // Twice needed, and keys() of a map can be gone through once.
  const names = [...known];
  return `${suggestion(name, names)}Known here: ${names.join(", ") || "(none)"}.`;
}

/** The name in a hint that begins as `suggestion` writes it. */
function suggestedIn(hint: string): string | undefined {
  return /^Did you mean "([^"]+)"\? /.exec(`${hint} `)?.[1];
}

/** Insertions, deletions, substitutions and exchanges of neighbours (optimal string alignment), row by row. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const edited = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = isExchange ? Math.min(edited, before[j - 2]! + 1) : edited;
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
