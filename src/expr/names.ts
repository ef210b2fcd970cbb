/**
 * Names in equations: letters of any script, digits and _. Two names are the same if a reader sees the same
 * letters: µ on the keyboard (U+00B5) and the Greek μ (U+03BC), é in one character or two.
 */

/** Letters that stand on the line: superscripts and subscripts such as ⁿ and ₐ are modifiers (Lm). */
const letter = "\\p{Lu}\\p{Ll}\\p{Lt}\\p{Lo}";

const ascii = /^[\0-\x7f]*$/;

/**
 * A regular expression with names in it, to look through a text with.
 *
 * @param write  writes it, from the pattern of a name and that of what may be in one after its first letter
 * @param flags  with u
 */
export function withNames(
  write: (name: string, part: string) => string,
  flags: string,
): (text: string) => RegExp {
  const made = (first: string, part: string): RegExp => new RegExp(write(`${first}${part}*`, part), flags);
  let short: RegExp | undefined;
  let whole: RegExp | undefined;
  // Each class of Unicode takes a millisecond to compile, and few texts need it.
  return (text) => {
    if (ascii.test(text)) return (short ??= made("[A-Za-z_]", "[A-Za-z0-9_]"));
    return (whole ??= made(`[${letter}_]`, `[${letter}\\p{M}0-9_]`));
  };
}

const wholeName = withNames((name) => `^${name}$`, "u");

/** Whether `text` can be a name in equations: letters, digits and _, no digit first. */
export function isName(text: string): boolean {
  return wholeName(text).test(text);
}

/** What messages say about names. */
export const nameRule = "Names consist of letters, digits and _, beginning with a letter.";

/** One spelling for all that look the same: Unicode's compatibility composition (NFKC). */
export function canonicalName(name: string): string {
  return ascii.test(name) ? name : name.normalize("NFKC");
}

/** What a name means, by its canonical spelling; keys in another one are found too, by looking at all of them. */
export function meaningOf<T>(known: ReadonlyMap<string, T>, name: string): T | undefined {
  const found = known.get(name);
  if (found !== undefined || ascii.test(name)) return found;
  for (const [key, value] of known) if (canonicalName(key) === name) return value;
  return undefined;
}

/** Greek and Cyrillic letters that most fonts draw like Latin ones. */
const drawnAlike = new Map(
  [
    ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo"],
    ["АВЕКМНОРСТХаеорсухіѕј", "ABEKMHOPCTXaeopcyxisj"],
  ].flatMap(([other, latin]) => [...other!].map((character, k) => [character, latin![k]!] as const)),
);

/** The name in Latin letters as far as its letters look like them. */
export function drawn(name: string): string {
  return [...canonicalName(name)].map((character) => drawnAlike.get(character) ?? character).join("");
}

/** `It looks like "v", but has other letters: ν is U+03BD. ` where one of `names` does, else an empty text. */
export function lookalike(name: string, names: Iterable<string>): string {
  if (ascii.test(name)) return "";
  // The Greek nu is a name of its own beside v, but easily taken for it.
  const shape = (text: string): string => drawn(text).replaceAll("ν", "v");
  for (const other of names) {
    if (other === name || shape(other) !== shape(name)) continue;
    const character = [...name].find((letter) => !other.includes(letter)) ?? name;
    const number = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
    return `It looks like ${JSON.stringify(other)}, but has other letters: ${character} is U+${number}. `;
  }
  return "";
}
