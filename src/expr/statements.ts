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
  /** The same with spaces for the comments. */
  readonly plain: string;
  /** Offsets in both. */
  readonly statements: readonly Statement[];
}

export function splitStatements(block: string): Statements {
  const text = dedent(block);
  const plain = text.replace(/(#|\/\/).*/g, (comment) => " ".repeat(comment.length));
  const statements: Statement[] = [];
  let depth = 0;
  let start = 0;
  for (const line of plain.split("\n")) {
    const from = start + line.search(/\S|$/);
    const to = start + line.trimEnd().length;
    const equals = line.search(equalsSign);
    const last = statements.at(-1);
    if (last !== undefined && depth > 0 && equals === -1) {
      if (from < to) statements[statements.length - 1] = { ...last, to };
    } else if (from < to) {
      statements.push({ from, equals: equals === -1 ? -1 : start + equals, to });
      depth = 0;
    }
    depth += count(line, "(") - count(line, ")");
    start += line.length + 1;
  }
  return { text, plain, statements };
}

function count(line: string, character: string): number {
  return line.split(character).length - 1;
}

/** An `=` that is not part of a comparison. */
const equalsSign = /(?<![<>=!])=(?!=)/;

function dedent(block: string): string {
  const lines = block.replace(/\r\n?/g, "\n").split("\n");
  while (lines.length > 1 && lines[0]!.trim() === "") lines.shift();
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.reduce((least, next) => Math.min(least, next), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(Math.min(indent, line.length))).join("\n");
}
