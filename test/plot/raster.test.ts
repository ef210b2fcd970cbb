import { describe, expect, it } from "vitest";
import { OptionError, ShapeError } from "../../src/errors.ts";
import { rasterPicture, renderSvg } from "../../src/plot/index.ts";
import { taken } from "../network/nonsense.ts";
import { elementsWith, parseSvg, textsOf } from "./parse-svg.ts";
import { raster } from "./samples.ts";

const ticks = (svg: Element) => elementsWith(svg, "line", "stroke-width", "1.6");

describe("rasterPicture", () => {
  it("draws a tick for every spike under the headings of the groups", async () => {
    const svg = parseSvg(await renderSvg(rasterPicture(raster())));
    expect(ticks(svg).length).toBe(5 + 190 + 4);
    const texts = textsOf(svg);
    expect(texts).toContain("input5 neurons · 5 spikes");
    expect(texts.some((text) => /^hidden120 neurons · 190 spikes · \d+ silent$/.test(text))).toBe(true);
    expect(texts).toContain("time [ms]");
  });

  it("keeps the ticks of few and of many neurons visible", async () => {
    const svg = parseSvg(await renderSvg(rasterPicture(raster())));
    const heights = ticks(svg).map((line) =>
      Math.abs(Number(line.getAttribute("y1")) - Number(line.getAttribute("y2"))),
    );
    expect(Math.min(...heights)).toBeGreaterThan(3);
  });

  it("draws a marker through every panel and its text once", async () => {
    const svg = parseSvg(await renderSvg(rasterPicture(raster())));
    expect(elementsWith(svg, "line", "stroke-dasharray", "4,3").length).toBe(2 * 3);
    expect(textsOf(svg).filter((text) => text === "decision: yang, 33.4 ms").length).toBe(1);
  });

  it("strikes through no heading: a line ends where its panel does", async () => {
    const groups = ["a", "b"].map((name) => ({ name, size: 3, times: [], neurons: [] }));
    const picture = rasterPicture({ groups, markers: [{ time: 0, text: "now" }], time: [0, 10] });
    const svg = parseSvg(await renderSvg(picture));
    const [, below] = elementsWith(svg, "line", "stroke-dasharray", "4,3");
    expect(Number(below!.getAttribute("y1"))).toBeGreaterThanOrEqual(0);
    expect(textsOf(svg).filter((text) => text === "neuron")).toHaveLength(2);
  });

  it("notes that a group has no spikes, and that there is no group", async () => {
    const groups = [{ name: "output", size: 1, times: [], neurons: [] }];
    const texts = textsOf(parseSvg(await renderSvg(rasterPicture({ groups, unit: "s" }))));
    expect(texts).toContain("no spikes");
    expect(texts).toContain("output1 neuron");
    expect(texts).toContain("time [s]");
    expect(textsOf(parseSvg(await renderSvg(rasterPicture({ groups: [] }))))).toContain("no data");
  });

  it("draws one spike of one neuron at time zero", async () => {
    const groups = [{ name: "input", size: 1, times: [0], neurons: [0] }];
    expect(ticks(parseSvg(await renderSvg(rasterPicture({ groups })))).length).toBe(1);
  });

  it("takes what a run gives: the number of neurons, and time up to its end", async () => {
    const spikes = { times: [12], neurons: [1], size: 3, until: 80 };
    const texts = textsOf(
      parseSvg(await renderSvg(rasterPicture({ groups: [{ name: "cells", ...spikes }] }))),
    );
    expect(texts).toContain("cells3 neurons · 1 spike · 2 silent");
    expect(texts).toContain("80");
    const short = rasterPicture({ groups: [{ name: "cells", ...spikes }], time: [0, 20] });
    expect(textsOf(parseSvg(await renderSvg(short)))).not.toContain("80");
    const { size: _, ...unsized } = spikes;
    const attempt = (): unknown => rasterPicture({ groups: [{ name: "cells", ...unsized } as never] });
    expect(attempt).toThrow(/groups\[0\] "cells": size is undefined\n {2}Give the number of neurons/);
  });

  it("shows spikes outside the time asked for", async () => {
    const groups = [{ name: "input", size: 1, times: [-10, 99.5], neurons: [0, 0] }];
    const svg = parseSvg(await renderSvg(rasterPicture({ groups, time: [0, 50] })));
    expect(textsOf(svg)).toContain("80");
    for (const line of ticks(svg)) {
      expect(Number(line.getAttribute("x1"))).toBeGreaterThan(0);
      expect(Number(line.getAttribute("x1"))).toBeLessThan(720);
    }
  });

  it("refuses what it could only leave out", () => {
    const group = { name: "hidden", size: 2, times: [1, Number.NaN], neurons: [0, 1] };
    expect(() => rasterPicture({ groups: [group] })).toThrow(OptionError);
    expect(() => rasterPicture({ groups: [group] })).toThrow('groups[0] "hidden": times[1] is NaN');
    expect(() => rasterPicture({ groups: [{ ...group, times: [1, 2], neurons: [0, 2] }] })).toThrow(
      '"hidden": neurons[1] is 2, not an integer from 0 to 1',
    );
    expect(() => rasterPicture({ groups: [{ ...group, times: [1] }] })).toThrow(ShapeError);
    expect(() => rasterPicture({ groups: [], markers: [{ time: Infinity, text: "never" }] })).toThrow(
      "markers[0]: time is Infinity",
    );
  });

  it("refuses misspelt options and data", () => {
    expect(() => rasterPicture({ groups: [] }, { widht: 400 } as object)).toThrow(
      'rasterPicture: unknown option "widht"\n  Did you mean "width"?',
    );
    expect(() => rasterPicture({ groups: [], marker: [] } as never)).toThrow(/Did you mean "markers"/);
  });
});

it("rasterPicture answers nonsense clearly", () => {
  const group = { name: "a", size: 2, times: [1], neurons: [0] };
  expect(() => rasterPicture({} as never)).toThrow("rasterPicture: groups is undefined\n  Give an array");
  expect(taken(rasterPicture)).toEqual([]);
  expect(taken((groups) => rasterPicture({ groups }))).toEqual(["an empty array"]);
  for (const part of ["name", "size", "times", "neurons"]) {
    const fine = {
      name: ["an empty text", "a text", "a number as text"],
      size: ["5"],
      times: ["[5]", "a typed array"],
      neurons: ["a typed array"],
    };
    const attempt = (value: never) => rasterPicture({ groups: [{ ...group, [part]: value }] });
    expect(taken(attempt), part).toEqual(fine[part as keyof typeof fine]);
  }
  for (const part of ["unit", "time", "markers"]) {
    const fine =
      part === "unit"
        ? ["an empty text", "a text", "a number as text"]
        : part === "markers"
          ? ["an empty array"]
          : [];
    expect(
      taken((value) => rasterPicture({ groups: [group], [part]: value })),
      part,
    ).toEqual(fine);
  }
  const marker = { time: 1, text: "now" };
  expect(taken((text) => rasterPicture({ groups: [], markers: [{ ...marker, text }] }))).toHaveLength(3);
  expect(taken((time) => rasterPicture({ groups: [], markers: [{ ...marker, time }] }))).toEqual(["5", "-1"]);
  expect(taken((title) => rasterPicture({ groups: [] }, { title }))).toHaveLength(3);
  expect(taken((options) => rasterPicture({ groups: [] }, options))).toHaveLength(2);
});
