import { describe, expect, it } from "vitest";
import { extent } from "../../src/expr/infix-extent.ts";
import { parseInfix } from "../../src/expr/mathjs-parser.ts";

describe("extent", () => {
  it.each([
    ["x0", 0, 0],
    ["x0 + x2", 0, 2],
    ["- x1 + x3", 0, 3],
    ["( - ( x3 ) * x6 )", 0, 7],
    ["x0 ( - x3 , ( x6 ) )", 0, 8],
    ["x0 < x2 ? ( x5 ) : - ( x9 )", 0, 10],
    ["x0 ( x2 ) ^ - x6", 0, 6],
    ["( x1 ) < x4 < x6 ( x8 )", 0, 9],
    ["not ( x2 )", 0, 3],
  ])("of %s is all of its tokens", (text, first, last) => {
    expect(extent(parseInfix(text), (name) => Number(name!.slice(1)))).toEqual([first, last]);
  });
});
