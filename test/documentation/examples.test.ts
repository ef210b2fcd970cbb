/** Examples run, and print what they say; they compile, as the programs of the pages do. */
import { describe, expect, it } from "vitest";
import { examples, expectPrinted, pages, programsOf } from "../support/shown-programs.ts";
import { typeErrors } from "../support/type-check.ts";

describe("examples", () => {
  it.each(examples.map((program) => [program.name, program] as const))(
    "%s prints what it says",
    (_, program) => expectPrinted(program),
  );

  it.each(examples)("$name fits a screen or two and says what it prints", ({ source, printed }) => {
    expect(source.split("\n").length).toBeLessThan(90);
    expect(printed).toMatch(/\S/);
  });

  it("compile under the strictest settings, as the programs of the pages do", () => {
    const programs = [...pages.flatMap(programsOf), ...examples];
    const errors = typeErrors(programs.map(({ source }) => source));
    const named = errors.replace(/programs\/program-(\d+)\.ts/g, (_, k: string) => programs[Number(k)]!.name);
    expect(named).toBe("");
    expect(typeErrors(['import { lif } from "saltus"; lif.nam; [1][0].toFixed();'])).toMatch(
      /'nam' does not exist.*possibly 'undefined'/s,
    );
  });
});
