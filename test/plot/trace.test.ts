import { describe, expect, it } from "vitest";
import { OptionError, ShapeError, UnsupportedError } from "../../src/errors.ts";
import { renderSvg, tracePicture } from "../../src/plot/index.ts";
import { taken } from "../network/nonsense.ts";
import { elementsWith, parseSvg, textsOf } from "./parse-svg.ts";
import { traces } from "./samples.ts";

const reset = { name: "v", times: [0, 1, 1, 2], values: [0, 1, 0, 1], spikes: [1] };

describe("tracePicture", () => {
  it("breaks the line at a reset and joins it by a thin one", async () => {
    const svg = parseSvg(await renderSvg(tracePicture({ series: [reset], panels: [{ threshold: 1 }] })));
    expect(elementsWith(svg, "path", "stroke-width", "1.7").length).toBe(2);
    expect(elementsWith(svg, "path", "stroke-width", "0.8").length).toBe(1);
    expect(elementsWith(svg, "line", "stroke-dasharray", "5,4").length).toBe(1);
    expect(textsOf(svg)).toContain("threshold 1");
  });

  it("labels panels, series and inputs, and draws every spike and arrival", async () => {
    const data = traces();
    const svg = parseSvg(await renderSvg(tracePicture(data)));
    const texts = textsOf(svg);
    for (const text of ["hidden 3", "hidden 17", "hidden 42", "inputs", "time [ms]"])
      expect(texts).toContain(text);
    expect(texts).toContain("membrane potentialv [1]");
    expect(elementsWith(svg, "line", "stroke-width", "1.4").length).toBe(4);
    const spikes = data.series.reduce((sum, { spikes = [] }) => sum + spikes.length, 0);
    const triangles = [...svg.querySelectorAll("path[transform]")].filter((path) =>
      path.getAttribute("transform")!.includes("rotate(180)"),
    );
    expect(triangles.length).toBe(spikes);
  });

  it("writes what is drawn and its unit along the axis, and leaves out empty names", async () => {
    const panels = [{ label: "v [mV]" }];
    const svg = parseSvg(await renderSvg(tracePicture({ series: [{ ...reset, name: "" }], panels })));
    expect(textsOf(svg)).toContain("v [mV]");
    expect(textsOf(svg)).not.toContain("v");
    expect(() => tracePicture({ series: [], panels: [{ label: 3 as never }] })).toThrow(
      "panels[0]: label is 3",
    );
  });

  it("draws a single sample as a dot and an empty series as a note", async () => {
    const one = parseSvg(await renderSvg(tracePicture({ series: [{ name: "v", times: [3], values: [2] }] })));
    expect(one.querySelectorAll("circle").length).toBe(1);
    expect(textsOf(one)).toContain("v");
    const empty = parseSvg(await renderSvg(tracePicture({ series: [{ name: "v", times: [], values: [] }] })));
    expect(textsOf(empty)).toContain("no data");
    expect(textsOf(parseSvg(await renderSvg(tracePicture({ series: [] }))))).toContain("no data");
  });

  it("refuses what it could only leave out", () => {
    const series = [{ ...reset, values: [0, 1, Number.NaN, 1] }];
    expect(() => tracePicture({ series })).toThrow(OptionError);
    expect(() => tracePicture({ series })).toThrow('series[0] "v": values[2] is NaN');
    expect(() => tracePicture({ series: [{ ...reset, times: [0, 1, 0.5, 2] }] })).toThrow(
      '"v": times[2] is 0.5 after 1',
    );
    expect(() => tracePicture({ series: [{ ...reset, values: [] }] })).toThrow(ShapeError);
    expect(() => tracePicture({ series: [{ ...reset, name: "a long name ".repeat(20) }] })).toThrow(
      "Give a greater width or shorter names",
    );
    expect(() => tracePicture({ series: [], panels: [{ name: "a" }, { name: "a" }] })).toThrow(
      'two panels are called "a"\n  Give them names.',
    );
    expect(() => tracePicture({ series: Array.from({ length: 11 }, () => reset) })).toThrow(UnsupportedError);
  });

  it("refuses misspelt options and data", () => {
    expect(() => tracePicture({ series: [] }, { titel: "x" } as object)).toThrow(
      'tracePicture: unknown option "titel"\n  Did you mean "title"?',
    );
    expect(() => tracePicture({ series: [], panel: [] } as never)).toThrow(/Did you mean "panels"/);
    expect(() => tracePicture({ times: [0, 1], values: [0, 1] } as never)).toThrow(
      'tracePicture: the first argument is one trace\n  Give { series: [{ name: "v", ...trace }] }, with as many as there are.',
    );
    expect(() => tracePicture({ series: [{ ...reset, spike: [1] } as never] })).toThrow(
      /Did you mean "spikes"/,
    );
  });
});

it("tracePicture answers nonsense clearly", () => {
  const one = { name: "v", times: [1], values: [0] };
  expect(() => tracePicture({} as never)).toThrow("tracePicture: series is undefined\n  Give an array");
  expect(taken(tracePicture)).toEqual([]);
  expect(taken((series) => tracePicture({ series }))).toEqual(["an empty array"]);
  for (const [part, fine] of Object.entries({ name: 3, panel: 3, times: 2, values: 2, spikes: 3 })) {
    expect(
      taken((value) => tracePicture({ series: [{ ...one, [part]: value }] })),
      part,
    ).toHaveLength(fine);
  }
  for (const [part, fine] of Object.entries({ name: 3, detail: 3, threshold: 2, arrivals: 3 })) {
    expect(
      taken((value) => tracePicture({ series: [one], panels: [{ [part]: value }] })),
      part,
    ).toHaveLength(fine);
  }
  for (const [part, fine] of Object.entries({ unit: 3, time: 0, panels: 1 })) {
    expect(
      taken((value) => tracePicture({ series: [one], [part]: value })),
      part,
    ).toHaveLength(fine);
  }
});
