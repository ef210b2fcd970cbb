/** Names, units and words in LaTeX. */

const greek = [
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega",
  "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega",
].flatMap((line) => line.split(" "));

const greekSigns = new Map(
  [..."αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ"].map((sign, k) => [sign, `\\${greek[k]!}`] as const),
);

/** What begins with a capital in a subscript. */
const ions = ["Na", "Ca", "Cl", "Mg", "Li"];

/** A unit, upright: `nS/cm^2`. */
export function latexUnit(unit: string): string {
  const text = unit
    .replace(/\^(-?\d+)/g, "^{$1}")
    .replace(/[µμ]/g, "\\mu ")
    .replace(/[ΩΩ]/g, "\\Omega ");
  return `\\mathrm{${text.replace(/[%#&$]/g, "\\$&").replace(/\s*\*\s*|·/g, "\\,")}}`;
}

/** Words, for text mode. */
export function latexText(text: string): string {
  const escaped = text.replace(/[\\~^]|[&%$#_{}]/g, (sign) => {
    if (sign === "\\") return "\\textbackslash{}";
    return sign === "~" || sign === "^" ? `\\${sign}{}` : `\\${sign}`;
  });
  return `\\text{${escaped}}`;
}

/**
 * A name of equations as a letter with a subscript:
 *
 *   tauMem       \tau_{\mathrm{mem}}       gNa    g_{\mathrm{Na}}    x1          x_{1}
 *   vThreshold   V_{\mathrm{threshold}}    bias   \mathit{bias}      initial.v   v(0)
 *
 * See `printLatex` for the rules.
 */
export function latexName(name: string): string {
  if (name.startsWith("initial.")) return `${latexName(name.slice("initial.".length))}(0)`;
  const [first, ...rest] = wordsOf(name.normalize("NFKC"));
  if (first === undefined) return latexText(name);
  const letter = first === "v" && rest.length > 0 ? "V" : letterOf(first);
  if (rest.length === 0) return letter;
  return `${letter}_{${rest.map(subscriptOf).join(",")}}`;
}

/** Its parts: between underscores, before a capital behind a small letter, and before digits. */
function wordsOf(name: string): string[] {
  return name
    .split(/_+|(?<=\p{Ll})(?=\p{Lu})|(?<=[^\d_])(?=\d)|(?<=\d)(?=[^\d_])/u)
    .filter((word) => word !== "");
}

function letterOf(word: string): string {
  return greekOf(word) ?? (/^[A-Za-z]$/.test(word) ? word : styled("mathit", word));
}

function subscriptOf(word: string): string {
  const isSign = ions.includes(word) || word === word.toUpperCase();
  const plain = isSign ? word : word[0]!.toLowerCase() + word.slice(1);
  return greekOf(plain) ?? (/^\d+$/.test(word) ? word : styled("mathrm", plain));
}

/** In letters of math mode, of ASCII and Greek, or else as words. */
function styled(style: string, word: string): string {
  const signs = [...word].map((sign) => (/[A-Za-z0-9]/.test(sign) ? sign : greekSigns.get(sign)));
  if (signs.includes(undefined)) return latexText(word);
  return `\\${style}{${signs.map((sign) => (sign!.length > 1 ? `${sign} ` : sign)).join("")}}`;
}

function greekOf(word: string): string | undefined {
  return greekSigns.get(word) ?? (greek.includes(word) ? `\\${word}` : undefined);
}
