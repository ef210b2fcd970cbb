/** The options of a command, read in one way, and what is wrong with them answered in one way. */
import { parseArgs } from "node:util";
import { knownHere, OptionError } from "../errors.ts";
import { checkValue, type Kind } from "../options.ts";

/** What a command line says; every command knows the flag `help`, `-h` for short. */
export interface Arguments<Text extends string, Flag extends string> {
  /** Options with a value; of several the last. */
  readonly texts: { readonly [name in Text]?: string };
  /** Options without one. */
  readonly flags: { readonly [name in Flag | "help"]: boolean };
  /** What is no option. */
  readonly rest: readonly string[];
}

/**
 * @param command  as messages name it, e.g. `saltus train`
 * @throws OptionError for an option that the command does not have, with the one that may have been meant; for a
 *   missing value, and for a value that is too much
 */
export function readArguments<Text extends string, Flag extends string>(
  command: string,
  args: readonly string[],
  known: {
    readonly texts: readonly Text[];
    readonly flags: readonly Flag[];
    /** Where an option belongs that is not one here; undefined if nowhere. */
    readonly elsewhere?: (name: string) => string | undefined;
  },
): Arguments<Text, Flag> {
  const flagNames = [...known.flags, "help"] as const;
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(known.texts.map((name) => [name, { type: "string" as const }])),
      ...Object.fromEntries(known.flags.map((name) => [name, { type: "boolean" as const }])),
      help: { type: "boolean", short: "h" },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const texts: { [name in Text]?: string } = {};
  const flags = Object.fromEntries(flagNames.map((name) => [name, false])) as {
    [name in Flag | "help"]: boolean;
  };
  const rest: string[] = [];
  const isText = (name: string): name is Text => (known.texts as readonly string[]).includes(name);
  const isFlag = (name: string): name is Flag | "help" => (flagNames as readonly string[]).includes(name);
  for (const token of tokens) {
    if (token.kind === "positional") rest.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    if (isText(name)) {
      // What follows is more likely the next option.
      const isMissing = value === undefined || (!inlineValue && /^-./.test(value));
      const hint =
        value === undefined ? `Give one: ${rawName}=…` : `If it is ${value}, write ${rawName}=${value}`;
      if (isMissing) throw new OptionError(command, `${rawName} has no value`, hint);
      texts[name] = value;
    } else if (isFlag(name)) {
      if (value !== undefined)
        throw new OptionError(command, `${rawName} takes no value`, `Write ${rawName} alone.`);
      flags[name] = true;
    } else {
      const names = [...known.texts, ...flagNames].map((one) => `--${one}`);
      const hint = known.elsewhere?.(name) ?? knownHere(rawName, names);
      throw new OptionError(command, `there is no option ${rawName}`, hint);
    }
  }
  return { texts, flags, rest };
}

/**
 * The number that the text of an option means.
 *
 * @throws OptionError if it is not of the kind
 */
export function readNumber(command: string, name: string, text: string, kind: Kind): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  // What is no number, or too large for one, is shown as it was written.
  checkValue(command, `--${name}`, Number.isFinite(value) ? value : text, kind);
  return value;
}
