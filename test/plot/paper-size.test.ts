/** Pictures on paper: as wide as asked for, with letters of the size asked for. */
import { describe, expect, it } from "vitest";
import { linePicture, paperSizes, rasterPicture, renderSvg } from "../../src/plot/index.ts";
import { layoutWidth, paperSizeOf } from "../../src/plot/paper-size.ts";

describe("a size on paper", () => {
  it("is laid out such that labels have their points", () => {
    for (const size of [...Object.values(paperSizes), { millimetres: 120, points: 10 }]) {
      const { millimetres, points } = paperSizeOf("here", size);
      // Labels have 12 px of a width that is printed on so many millimetres of 72/25.4 points.
      const printed = (12 * millimetres * 72) / (25.4 * layoutWidth({ millimetres, points }));
      // The width is rounded to a pixel.
      expect(Math.abs(printed - points)).toBeLessThan(0.02);
    }
  });

  it("is the size of the file in millimetres, in proportion", async () => {
    const svg = await renderSvg(linePicture({ series: [] }, { size: "column" }));
    const [, width, height, , right, bottom] =
      /width="([\d.]+)mm" height="([\d.]+)mm" viewBox="(0 0 )(\d+) (\d+)"/.exec(svg)!.map(Number);
    expect(width).toBe(86);
    // Three decimals of a millimetre.
    expect(Math.abs(height! / width! - bottom! / right!)).toBeLessThan(1e-5);
    const page = await renderSvg(rasterPicture({ groups: [] }, { size: "page", title: "" }));
    expect(page).toContain('width="178mm"');
    expect(page).not.toContain("Spikes");
  });

  it("is refused where it is none", () => {
    const attempt = (size: unknown) => () => linePicture({ series: [] }, { size: size as "page" });
    expect(attempt("colum")).toThrow('linePicture: size is "colum"\n  Did you mean "column"?');
    expect(attempt(90)).toThrow("size is 90");
    expect(attempt({ millimetres: 5 })).toThrow(
      "size: millimetres is 5\n  Give a number between 20 and 2000.",
    );
    expect(attempt({ millimetres: 90, points: 0 })).toThrow("size: points is 0");
    expect(attempt({ millimetres: 90, pt: 7 })).toThrow('unknown option "pt"');
    expect(attempt({ millimetres: 40, points: 12 })).toThrow(
      "have no room for a picture with letters of 12 pt",
    );
    expect(() => linePicture({ series: [] }, { size: "page", width: 400 })).toThrow(
      "both width and size are given",
    );
  });
});
