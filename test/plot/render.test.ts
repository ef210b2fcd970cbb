import { afterEach, describe, expect, it, vi } from "vitest";
import { OptionError, SaltusError, UnsupportedError } from "../../src/errors.ts";
import { type Picture, renderSvg, tracePicture } from "../../src/plot/index.ts";
import { nonsense } from "../network/nonsense.ts";
import { parseSvg, textsOf } from "./parse-svg.ts";

const picture: Picture = { title: "Title", width: 400, panels: [] };

describe("renderSvg", () => {
  afterEach(() => {
    vi.doUnmock("linkedom");
    vi.resetModules();
  });

  it("draws a standalone file on a white ground", async () => {
    const svg = parseSvg(await renderSvg(picture));
    expect(svg.getAttribute("width")).toBe("400");
    expect(svg.querySelector("rect")!.getAttribute("fill")).toBe("white");
    expect(svg.querySelector("title")!.textContent).toBe("Title");
    expect(textsOf(svg)).toEqual(["Title"]);
    expect(svg.querySelectorAll("style, figure").length).toBe(0);
  });

  it("breaks a long caption into lines", async () => {
    const caption = "every word of this sentence is kept ".repeat(10).trim();
    const svg = parseSvg(await renderSvg({ ...picture, caption }));
    const lines = textsOf(svg).slice(1);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join(" ")).toBe(caption);
  });

  it("escapes markup wherever a text can come from", async () => {
    const evil = `<b a="1">&'\u0001`;
    const series = [{ name: evil, panel: evil, times: [0, 1], values: [0, 1] }];
    const panels = [{ name: evil, detail: evil }];
    const text = await renderSvg(
      tracePicture({ series, panels, unit: evil }, { title: evil, caption: evil }),
    );
    expect(text).not.toContain("<b");
    expect(text).not.toContain("\u0001");
    expect(textsOf(parseSvg(text))).toContain(evil.replace("\u0001", "\ufffd"));
  });

  it("draws the same text again", async () => {
    const again = tracePicture({ series: [{ name: "v", times: [0, 1], values: [0, 1] }] });
    expect(await renderSvg(again)).toBe(await renderSvg(again));
  });

  it("says what to install if a package is missing", async () => {
    vi.resetModules();
    vi.doMock("linkedom", () => {
      throw new Error("Cannot find package 'linkedom'");
    });
    const { renderSvg: without } = await import("../../src/plot/render.ts");
    const error = await without(picture).catch((reason: unknown) => reason as Error);
    expect((error as Error).name).toBe(UnsupportedError.name);
    expect((error as Error).message).toContain("npm install @observablehq/plot linkedom");
  });

  it("says in a page that an import map has to name the package", async () => {
    vi.resetModules();
    vi.stubGlobal("document", {});
    vi.doMock("@observablehq/plot", () => {
      throw new TypeError("Failed to resolve module specifier '@observablehq/plot'");
    });
    const { renderSvg: without } = await import("../../src/plot/render.ts");
    await expect(without(picture)).rejects.toThrow(
      /\n {2}Say in the page where .*"@observablehq\/plot": "URL"/,
    );
    vi.doUnmock("@observablehq/plot");
    vi.unstubAllGlobals();
  });
});

describe("what is no picture", () => {
  it("is refused, saying what it is", async () => {
    await expect(renderSvg({} as never)).rejects.toThrow(
      "renderSvg: it is given an object, which is no picture\n  Make it with rasterPicture,",
    );
    await expect(renderSvg({ series: [] } as never)).rejects.toThrow(
      "renderSvg: it is given an object, which is no picture\n  Make one of it first, with linePicture or",
    );
    await expect(renderSvg({ panels: [], width: 400 } as never)).rejects.toThrow(
      "renderSvg: title is undefined\n  Give a text in quotes.",
    );
    await expect(renderSvg([] as never)).rejects.toThrow(
      "renderSvg: it is given an array of 0, which is no picture",
    );
    await expect(renderSvg({ ...picture, panels: [{}] } as never)).rejects.toThrow(OptionError);
    await expect(renderSvg({ ...picture, width: Number.NaN })).rejects.toThrow(
      "width is NaN\n  Give a number between 1 and 20000.",
    );
  });

  it.each([
    ["a picture", (value: unknown) => value],
    ["panels", (panels: unknown) => ({ ...picture, panels })],
    ["a panel", (panel: unknown) => ({ ...picture, panels: [panel] })],
    ["a height", (height: unknown) => ({ ...picture, panels: [{ height, build: () => ({}) }] })],
    [
      "a heading",
      (heading: unknown) => ({ ...picture, panels: [{ heading, height: 90, build: () => ({}) }] }),
    ],
    ["a title", (title: unknown) => ({ ...picture, title })],
    ["a width", (width: unknown) => ({ ...picture, width })],
  ])("is answered clearly in the place of %s", async (_, make) => {
    for (const [name, value] of nonsense) {
      const error = await renderSvg(make(value) as never).catch((thrown: unknown) => thrown);
      if (typeof error !== "string") expect(error, name).toBeInstanceOf(SaltusError);
    }
  });
});
