import { afterEach, describe, expect, it, vi } from "vitest";
import { renderPng } from "../../src/node/render-png.ts";
import { svgRenderer } from "../../src/node/svg-renderer.ts";
import {
  decisionMapPicture,
  learningCurvePicture,
  type Picture,
  rasterPicture,
  renderSvg,
  tracePicture,
} from "../../src/plot/index.ts";
import { decisionMap, learningCurve, raster, traces } from "../plot/samples.ts";
import { type DecodedPng, decodePng } from "./decode-png.ts";
import { type LabelBox, labelBoxes, withTexts } from "./label-boxes.ts";

const simple: Picture = { title: "Title", caption: "A caption.", width: 400, panels: [] };
const capitals = tracePicture(
  {
    series: [{ name: "HODGKIN–HUXLEY", panel: "MEMBRANE", times: [0, 1], values: [-7e-5, 3e-5] }],
    panels: [{ name: "MEMBRANE", detail: "R [MΩ]", threshold: 2.5e-5, arrivals: [0.2] }],
  },
  { width: 480, title: "THE HODGKIN–HUXLEY MODEL UNDER A CONSTANT CURRENT OF 10 µA/cm²" },
);
const pictures: Readonly<Record<string, Picture>> = {
  "a learning curve": learningCurvePicture(learningCurve(100), { caption: "τ = 20 ms, η = 3·10⁻³" }),
  "a decision map": decisionMapPicture(decisionMap(40, 200)),
  "a raster": rasterPicture(raster()),
  traces: tracePicture(traces()),
  "an empty picture": tracePicture({ series: [] }),
  "long names in capitals": capitals,
};

function sizeOf(svg: string): [width: number, height: number] {
  return [Number(/ width="(\d+)"/.exec(svg)![1]), Number(/ height="(\d+)"/.exec(svg)![1])];
}

function pixelsOf(svg: string, render: Awaited<ReturnType<typeof svgRenderer>>): Uint8Array {
  const drawing = render(svg, 2);
  const image = drawing.render();
  const pixels = image.pixels.slice();
  image.free();
  drawing.free();
  return pixels;
}

/** How many pixels inside the box differ, at two pixels per pixel of the picture. */
function differences({ pixels, width }: DecodedPng, other: Uint8Array, box: LabelBox): number {
  let count = 0;
  for (let y = Math.floor(2 * box.y); y < 2 * (box.y + box.height); y++) {
    for (let x = Math.floor(2 * box.x); x < 2 * (box.x + box.width); x++) {
      const at = 4 * (y * width + x);
      if ([0, 1, 2].some((channel) => pixels[at + channel] !== other[at + channel])) count++;
    }
  }
  return count;
}

describe("renderPng", () => {
  it("draws a PNG file of the size of the SVG file times the scale, on a white ground", async () => {
    const [width, height] = sizeOf(await renderSvg(simple));
    for (const scale of [undefined, 1, 1.5, 3]) {
      const png = decodePng(await renderPng(simple, scale === undefined ? {} : { scale }));
      expect([png.width, png.height]).toEqual([
        Math.round(width * (scale ?? 2)),
        Math.round(height * (scale ?? 2)),
      ]);
      expect([...png.pixels.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
      for (let i = 3; i < png.pixels.length; i += 4) if (png.pixels[i] !== 255) expect.fail("transparent");
    }
  });

  it("gives the same bytes again", async () => {
    const picture = rasterPicture(raster());
    expect(Buffer.compare(await renderPng(picture), await renderPng(picture))).toBe(0);
  });

  it.each(Object.keys(pictures))("draws every text of %s, without fonts of the machine", async (name) => {
    const render = await svgRenderer();
    const svg = await renderSvg(pictures[name]!);
    const png = decodePng(await renderPng(pictures[name]!));
    const without = pixelsOf(
      withTexts(svg, () => false, false),
      render,
    );
    for (const box of labelBoxes(svg, render)) {
      expect(box.height, box.text).toBeGreaterThan(0);
      expect(differences(png, without, box), box.text).toBeGreaterThan(0);
    }
  });

  it.each(Object.keys(pictures))("keeps the texts of %s apart and inside the picture", async (name) => {
    const svg = await renderSvg(pictures[name]!);
    const [width, height] = sizeOf(svg);
    const boxes = labelBoxes(svg, await svgRenderer());
    boxes.forEach((a, i) => {
      expect(a.x, a.text).toBeGreaterThanOrEqual(10);
      expect(a.x + a.width, a.text).toBeLessThanOrEqual(width - 10);
      expect(a.y, a.text).toBeGreaterThanOrEqual(0);
      expect(a.y + a.height, a.text).toBeLessThanOrEqual(height);
      for (const b of boxes.slice(i + 1)) {
        const apart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `"${a.text}" and "${b.text}"`).toBe(true);
      }
    });
  });

  it("refuses a scale out of range, an image too large, and an unknown option, with the numbers", async () => {
    await expect(renderPng(simple, { scale: 0 })).rejects.toThrow(
      "scale is 0\n  Give a number between 0.1 and 20.",
    );
    await expect(renderPng(simple, { scale: Number.NaN })).rejects.toThrow("scale is NaN");
    await expect(renderPng({ ...simple, width: 10_000 }, { scale: 20 })).rejects.toThrow(
      /10000 × \d+ px at scale 20 are \d+ million pixels, more than 100\n {2}Give a scale of at most \d+\.\d+/,
    );
    await expect(renderPng(simple, { size: 2 } as object)).rejects.toThrow('unknown option "size"');
    await expect(renderPng("<svg/>" as never)).rejects.toThrow(
      'renderPng: it is given "<svg/>", which is no picture',
    );
    expect(decodePng(await renderPng(simple, { scale: 1 })).width).toBe(400);
  });
});

describe("renderPng without its packages", () => {
  afterEach(() => {
    vi.doUnmock("@resvg/resvg-wasm");
    vi.doUnmock("node:fs/promises");
    vi.resetModules();
  });

  async function reasonOf(module: string, mock: () => object): Promise<string> {
    vi.resetModules();
    vi.doMock(module, mock);
    const { renderPng: without } = await import("../../src/node/render-png.ts");
    return String(await without(simple).catch((reason: unknown) => reason));
  }

  it("says what to install if the renderer is missing", async () => {
    const reason = await reasonOf("@resvg/resvg-wasm", () => {
      throw new Error("Cannot find package '@resvg/resvg-wasm'");
    });
    expect(reason).toContain("UnsupportedError: renderPng: ");
    expect(reason).toContain("npm install @resvg/resvg-wasm @expo-google-fonts/arimo");
  });

  it("says what to install if the font is missing", async () => {
    const reason = await reasonOf("node:fs/promises", () => ({
      readFile: () => Promise.reject(new Error("no such file: Arimo_400Regular.ttf")),
    }));
    expect(reason).toContain("(no such file: Arimo_400Regular.ttf)");
    expect(reason).toContain("npm install @resvg/resvg-wasm @expo-google-fonts/arimo");
  });
});
