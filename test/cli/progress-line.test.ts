import { describe, expect, it } from "vitest";
import { bar, clockTime, progressLine } from "../../src/cli/progress-line.ts";

function fakeStream(isTTY: boolean, columns = 40): { stream: NodeJS.WriteStream; text: () => string } {
  let written = "";
  const stream = {
    isTTY,
    columns,
    write: (text: string) => (written += text),
  } as unknown as NodeJS.WriteStream;
  return { stream, text: () => written };
}

describe("progressLine", () => {
  it("rewrites itself on a terminal and leaves nothing of it behind", () => {
    const { stream, text } = fakeStream(true);
    const line = progressLine(stream);
    line.update(() => "half way");
    line.print("epoch 1");
    line.clear();
    expect(text()).toBe(`\rhalf way\r${" ".repeat(8)}\repoch 1\n`);
  });

  it("prints only what lasts where there is no terminal", () => {
    const { stream, text } = fakeStream(false);
    const line = progressLine(stream);
    line.update(() => "half way");
    line.print("epoch 1");
    expect(text()).toBe("epoch 1\n");
  });

  it("never exceeds the width of the terminal", () => {
    const { stream, text } = fakeStream(true);
    progressLine(stream).update(() => "x".repeat(500));
    expect(text().length).toBe(1 + 39);
  });

  it("takes a terminal of width 0 for one that does not know", () => {
    const { stream, text } = fakeStream(true, 0);
    progressLine(stream).update(() => "x".repeat(500));
    expect(text().length).toBe(1 + 79);
  });
});

describe("bar and clockTime", () => {
  it("fill and count", () => {
    expect([bar(0, 4), bar(0.5, 4), bar(1, 4)]).toEqual(["░░░░", "██░░", "████"]);
    expect([0, 5.4, 65, 3600, 7325].map(clockTime)).toEqual(["0:00", "0:05", "1:05", "1:00:00", "2:02:05"]);
  });
});
