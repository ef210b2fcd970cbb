/** A block of text as statements: comments taken out, continued lines joined, places kept. */

/** One equation: the characters [from, to) of the text. */
export interface Statement {
  readonly from: number;
  /** Offset of its `=`; −1 if there is none. */
  readonly equals: number;
  readonly to: number;
}

export interface Statements {
  /** The block without leading empty lines and common indentation. */
  readonly text: string;
  /** The same with spaces for the comments and for a \ at the end of a line. */
  readonly plain: string;
  /** Offsets in both. */
  readonly statements: readonly Statement[];
}

/**
 * Lines with an `=` begin a statement. One without goes on with the statement before it while a parenthesis is
 * open, after an operator or a \ at its end, or if it begins with an operator itself.
 */
export function splitStatements(block: string): Statements {
  const text = dedent(block);
  const uncommented = text.replace(/(#|\/\/).*/g, (comment) => " ".repeat(comment.length));
  const statements: Statement[] = [];
  let depth = 0;
  let goesOn = false;
  let start = 0;
  for (const line of uncommented.split("\n")) {
    const from = start + line.search(/\S|$/);
    const to = start + line.trimEnd().length;
    const equals = line.search(equalsSign);
    const last = statements.at(-1);
    if (last !== undefined && equals === -1 && (depth > 0 || goesOn || operatorFirst.test(line))) {
      if (from < to) statements[statements.length - 1] = { ...last, to };
    } else if (from < to) {
      statements.push({ from, equals: equals === -1 ? -1 : start + equals, to });
      depth = 0;
    }
    depth += count(line, "(") - count(line, ")");
    if (from < to) goesOn = operatorLast.test(line);
    start += line.length + 1;
  }
  return { text, plain: uncommented.replace(/\\(?=[ \t]*$)/gm, " "), statements };
}

function count(line: string, character: string): number {
  return line.split(character).length - 1;
}

/** An `=` that is not part of a comparison. */
const equalsSign = /(?<![<>=!])=(?!=)/;

/** A line that cannot end here, and one that cannot begin here. */
const operatorLast = /(?:[-+*/^<>=?:,\\]|\b(?:and|or|not))[ \t]*$/;
const operatorFirst = /^\s*(?:[-+*/^<>=?:]|!=|(?:and|or)\b)/;

function dedent(block: string): string {
  const lines = block.replace(/\r\n?/g, "\n").split("\n");
  while (lines.length > 1 && lines[0]!.trim() === "") lines.shift();
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.reduce((least, next) => Math.min(least, next), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(Math.min(indent, line.length))).join("\n");
}
