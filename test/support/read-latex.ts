/** A reader of what `printLatex` writes, as mathematics reads it: the value of a formula for values of its letters. */

const tokenPattern =
  /\\(?:begin|end)\{cases\}|\\(?:text|mathit)\{[^}]*\}|\\(?:left|right)(?:[()[\]|]|\\[lr]floor)|\\[a-zA-Z]+|\\[\\,]|\d+(?:\.\d+)?|\S/g;

const functions: Readonly<Record<string, (...args: number[]) => number>> = {
  "\\exp": Math.exp,
  "\\ln": Math.log,
  "\\sin": Math.sin,
  "\\cos": Math.cos,
  "\\tan": Math.tan,
  "\\arctan": Math.atan,
  "\\tanh": Math.tanh,
  "\\min": Math.min,
  "\\max": Math.max,
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "\\le": (a, b) => a <= b,
  "=": (a, b) => a === b,
  "\\ne": (a, b) => a !== b,
};

/** @param values  of letters with their subscripts, as they are printed */
export function readLatex(text: string, values: ReadonlyMap<string, number>): number {
  const tokens = text.match(tokenPattern) ?? [];
  let at = 0;
  const expect = (token: string): void => {
    if (tokens[at] !== token) throw new Error(`${token} expected at ${tokens.slice(at, at + 5).join(" ")}`);
    at += 1;
  };
  const takes = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  };
  const between = <T>(open: string, read: () => T, close: string): T => {
    expect(open);
    const value = read();
    expect(close);
    return value;
  };
  const group = (): number => between("{", sum, "}");

  function sum(): number {
    let value = product();
    for (;;) {
      if (takes("+")) value += product(false);
      else if (takes("-")) value -= product(false);
      else return value;
    }
  }
  function product(maySign = true): number {
    const sign = maySign && takes("-") ? -1 : 1;
    let value = power();
    while (takes("\\cdot") || takes("\\,")) value *= power();
    return sign * value;
  }
  function power(): number {
    const base = atom();
    return takes("^") ? base ** group() : base;
  }
  function atom(): number {
    const token = tokens[at]!;
    if (/^\d/.test(token)) {
      at += 1;
      return Number(token);
    }
    if (token === "\\left(") return between("\\left(", sum, "\\right)");
    if (token === "\\left[") return Number(between("\\left[", condition, "\\right]"));
    if (token === "\\left|") return Math.abs(between("\\left|", sum, "\\right|"));
    if (token === "\\left\\lfloor") return Math.floor(between(token, sum, "\\right\\rfloor"));
    if (token === "\\begin{cases}") return cases();
    if (takes("\\frac")) return group() / group();
    if (takes("\\sqrt")) return Math.sqrt(group());
    if (token in functions) {
      at += 1;
      expect("\\left(");
      const args = [sum()];
      while (takes(",")) args.push(sum());
      expect("\\right)");
      return functions[token]!(...args);
    }
    return letter();
  }
  function letter(): number {
    let name = tokens[at++]!;
    if (takes("_")) {
      name += "_";
      for (let open = 0; open > 0 || tokens[at] === "{"; at += 1) {
        open += tokens[at] === "{" ? 1 : tokens[at] === "}" ? -1 : 0;
        name += tokens[at];
      }
    }
    const value = values.get(name);
    if (value === undefined) throw new Error(`what is ${name}?`);
    return value;
  }
  function condition(): boolean {
    if (takes("\\lnot")) return !between("\\left(", condition, "\\right)");
    const start = at;
    try {
      const first = between("\\left(", condition, "\\right)");
      if (takes("\\land")) return [between("\\left(", condition, "\\right)"), first].every(Boolean);
      if (takes("\\lor")) return [between("\\left(", condition, "\\right)"), first].some(Boolean);
    } catch {
      // A bracket of a term.
    }
    at = start;
    const left = sum();
    const compare = comparisons[tokens[at++]!];
    if (compare === undefined) throw new Error(`no comparison: ${tokens[at - 1]}`);
    return compare(left, sum());
  }
  function cases(): number {
    expect("\\begin{cases}");
    let found: number | undefined;
    for (;;) {
      const value = sum();
      expect("&");
      const holds = takes("\\text{otherwise}") || (takes("\\text{if }") && condition());
      if (holds) found ??= value;
      if (!takes("\\\\")) break;
    }
    expect("\\end{cases}");
    return found!;
  }

  const value = sum();
  if (at < tokens.length) throw new Error(`left: ${tokens.slice(at).join(" ")}`);
  return value;
}
