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
  /** Where in the block as it was given an offset is. */
  readonly given: (offset: number) => number;
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
  const plain = uncommented.replace(/\\(?=[ \t]*$)/gm, " ");
  return { text, plain, statements, given: (offset) => givenOffset(block, text, offset) };
}

function count(line: string, character: string): number {
  return line.split(character).length - 1;
}

/** An `=` that is not part of a comparison. */
const equalsSign = /(?<![<>=!])=(?!=)/;

/** A line that cannot end here, and one that cannot begin here. */
const operatorLast = /(?:[-+*/^<>=?:,\\]|\b(?:and|or|not))[ \t]*$/;
const operatorFirst = /^\s*(?:[-+*/^<>=?:]|!=|(?:and|or)\b)/;

/** Looked for only where something is wrong: the same line counted from the end, behind what was cut off it. */
function givenOffset(block: string, text: string, offset: number): number {
  const before = text.slice(0, offset).split("\n");
  const shown = text.split("\n");
  // Each line with its break, so that the lengths add up.
  const lines = block.split(/(?<=\n|\r(?!\n))/);
  if (/[\r\n]$/.test(block)) lines.push("");
  const line = lines.length - shown.length + before.length - 1;
  const start = lines.slice(0, line).reduce((sum, { length }) => sum + length, 0);
  const cut = lines[line]!.replace(/[\r\n]+$/, "").length - shown[before.length - 1]!.length;
  return start + cut + before.at(-1)!.length;
}

function dedent(block: string): string {
  const lines = block.replace(/\r\n?/g, "\n").split("\n");
  while (lines.length > 1 && lines[0]!.trim() === "") lines.shift();
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.reduce((least, next) => Math.min(least, next), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(Math.min(indent, line.length))).join("\n");
}
