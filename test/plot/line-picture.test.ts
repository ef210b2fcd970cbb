import { describe, expect, it } from "vitest";
import { OptionError, ShapeError, UnsupportedError } from "../../src/errors.ts";
import { linePicture, renderSvg } from "../../src/plot/index.ts";
import { elementsWith, parseSvg, textsOf } from "./parse-svg.ts";

const rates = { name: "rate", x: [0, 1, 2, 4], y: [0, 0, 10, 18], dots: true };

describe("linePicture", () => {
  it("draws lines with dots and dashes, labels its axes and names lines at their ends", async () => {
    const fit = { name: "fit", x: [0, 4], y: [0, 20], dashed: true };
    const picture = linePicture({
      series: [rates, fit],
      x: { label: "current [nA]" },
      y: { label: "rate [Hz]" },
    });
    const svg = parseSvg(await renderSvg(picture));
    expect(svg.querySelectorAll("circle")).toHaveLength(4);
    expect(elementsWith(svg, "path", "stroke-dasharray", "5,4")).toHaveLength(1);
    for (const text of ["current [nA]", "rate [Hz]", "rate", "fit", "0", "4", "20"])
      expect(textsOf(svg)).toContain(text);
  });

  it("names lines that end anywhere in a key, and breaks them where a time stands twice", async () => {
    const cycle = { name: "cycle", times: [0, 1, 1, 2], x: [0, 3, 0, 1], y: [0, 1, 2, 1] };
    const points = [{ x: 1, y: 1, text: "saddle" }];
    const svg = parseSvg(await renderSvg(linePicture({ series: [cycle], points })));
    expect(textsOf(svg)).toEqual(expect.arrayContaining(["cycle", "saddle"]));
    // Two pieces, the jump, and the line of the key.
    const lines = elementsWith(svg, "path", "stroke", "#0072b2");
    expect(lines).toHaveLength(4);
    expect(elementsWith(svg, "path", "stroke-width", "0.8")).toHaveLength(1);
  });

  it("marks points as rings, discs and crosses", async () => {
    const points = ["open", "full", "cross"].map((mark, k) => ({ x: k, y: k, mark: mark as "open" }));
    const svg = parseSvg(await renderSvg(linePicture({ series: [], points })));
    expect(elementsWith(svg, "circle", "fill", "white")).toHaveLength(1);
    expect(elementsWith(svg, "circle", "fill", "#1f2328")).toHaveLength(1);
    expect(elementsWith(svg, "path", "stroke", "#1f2328")).toHaveLength(1);
    const wrong = [{ x: 0, y: 0, mark: "star" as "open" }];
    expect(() => linePicture({ series: [], points: wrong })).toThrow('Give "open" or "full" or "cross".');
  });

  it("has logarithmic axes, on which the ends of lines are named, too", async () => {
    const power = { name: "power", x: [1, 10, 1000], y: [1, 100, 1e6] };
    const axes = { x: { logarithmic: true }, y: { logarithmic: true } };
    const svg = parseSvg(await renderSvg(linePicture({ series: [power], ...axes })));
    // One straight line: y = x².
    const [line] = elementsWith(svg, "path", "stroke-width", "1.7");
    const numbers = [...line!.getAttribute("d")!.matchAll(/-?[\d.]+/g)].map(Number);
    const [x0, y0, x1, y1, x2, y2] = numbers as [number, number, number, number, number, number];
    expect(Math.abs((y1 - y0) / (x1 - x0) - (y2 - y0) / (x2 - x0))).toBeLessThan(1e-3);
    const zero = { ...power, x: [0, 1, 2] };
    expect(() => linePicture({ series: [zero], ...axes })).toThrow("x has 0 on a logarithmic axis");
  });

  it("has a name for screen readers also without a title", async () => {
    const name = async (options: object): Promise<string> =>
      /<title>(.*)<\/title>/.exec(await renderSvg(linePicture({ series: [rates] }, options)))![1]!;
    expect(await name({})).toBe("Picture");
    expect(await name({ caption: "Rates." })).toBe("Rates.");
    expect(await name({ caption: "Rates.", title: "f–I" })).toBe("f–I");
  });

  it("shows that there is nothing", async () => {
    expect(textsOf(parseSvg(await renderSvg(linePicture({ series: [] }))))).toContain("no data");
  });

  it("refuses what it could only leave out", () => {
    expect(() => linePicture({ series: [{ ...rates, y: [0, 1, Number.NaN, 2] }] })).toThrow(
      'series[0] "rate": y[2] is NaN',
    );
    expect(() => linePicture({ series: [{ ...rates, y: [0] }] })).toThrow(ShapeError);
    expect(() => linePicture({ series: [{ ...rates, times: [0, 1, 2, 1] }] })).toThrow(
      '"rate": times[3] is 1 after 2',
    );
    expect(() => linePicture({ series: [], x: { lable: "x" } as object })).toThrow('Did you mean "label"?');
    expect(() => linePicture({ series: [], x: { domain: [1, 1] } })).toThrow("has no length");
    expect(() => linePicture({ series: [], points: [{ x: 0, y: Infinity }] })).toThrow(OptionError);
    expect(() => linePicture({ series: Array.from({ length: 11 }, () => rates) })).toThrow(UnsupportedError);
  });
});
