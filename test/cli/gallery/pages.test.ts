import { describe, expect, it } from "vitest";
import type { Exhibit } from "../../../src/cli/gallery/exhibit.ts";
import { galleryPages } from "../../../src/cli/gallery/pages.ts";
import { linePicture } from "../../../src/plot/index.ts";

const picture = linePicture({ series: [] });
const exhibit: Exhibit = {
  title: 'a < b & "c"',
  notes: ["<script>"],
  figures: [{ file: "one-trace", picture, caption: "v > 0" }],
  fixedPoints: [
    {
      where: "",
      names: ["v"],
      points: [
        {
          at: [-1.5],
          eigenvalues: [
            { re: -0.25, im: 0 },
            { re: 0, im: -2 },
          ],
          kind: "centre",
          isStable: false,
        },
      ],
    },
  ],
  equations: "when v < 1 & w > 2",
};

describe("galleryPages", () => {
  const pages = galleryPages(
    { one: exhibit, two: { ...exhibit, title: "two" } },
    new Set(["one-trace.svg", "one-trace.png"]),
  );

  it("are an index and a page each, linked to their neighbours", () => {
    expect(Object.keys(pages)).toEqual(["index.html", "one.html", "two.html"]);
    expect(pages["one.html"]).toContain('<a href="two.html">two →</a>');
    expect(pages["two.html"]).toContain('<a href="one.html">← a &lt; b &amp; &quot;c&quot;</a>');
  });

  it("escape all texts", () => {
    expect(pages["one.html"]).toContain("<h1>a &lt; b &amp; &quot;c&quot;</h1>");
    expect(pages["one.html"]).toContain("when v &lt; 1 &amp; w &gt; 2");
    expect(pages["one.html"]).not.toContain("<script>");
  });

  it("show pictures that there are, and no others", () => {
    expect(pages["one.html"]).toContain('<a href="one-trace.png">PNG</a>');
    const bare = galleryPages({ one: exhibit }, new Set());
    expect(bare["one.html"]).not.toContain("one-trace");
  });

  it("list fixed points with their eigenvalues", () => {
    expect(pages["one.html"]).toContain("<td>−1.5</td><td>centre</td><td>−0.25, 0 − 2 i</td>");
  });
});
