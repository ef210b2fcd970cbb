import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textWidth } from "../../src/plot/text-layout.ts";
import { markerMargin, placeMarkers } from "../../src/plot/time-markers.ts";

const markersArbitrary = fc.array(
  fc.record({ time: fc.double({ min: 0, max: 100, noNaN: true }), text: fc.string({ maxLength: 20 }) }),
  { maxLength: 12 },
);

describe("placeMarkers", () => {
  it("puts markers far apart in one row", () => {
    const markers = [
      { time: 10, text: "first" },
      { time: 80, text: "second" },
    ];
    expect(placeMarkers(markers, [0, 100], 600).map(({ row }) => row)).toEqual([0, 0]);
  });

  it("lets no two texts touch and no line run through a text", () => {
    fc.assert(
      fc.property(markersArbitrary, (markers) => {
        const boxes = placeMarkers(markers, [0, 100], 600).map(({ time, text, row }) => {
          const line = 6 * time;
          return { row, line, left: line + 4, right: line + 4 + textWidth(text, 12) };
        });
        for (const a of boxes) {
          for (const b of boxes) {
            if (a === b) continue;
            if (a.row === b.row) expect(a.right <= b.left || b.right <= a.left).toBe(true);
            if (a.row > b.row) expect(a.line <= b.left || a.line >= b.right).toBe(true);
          }
        }
      }),
    );
  });
});

describe("markerMargin", () => {
  it("holds the text of a marker at the end", () => {
    const text = "last";
    expect(markerMargin([{ time: 100, text }], [0, 100], 700, 28)).toBe(
      Math.ceil(28 + 4 + textWidth(text, 12)),
    );
    expect(markerMargin([{ time: 0, text }], [0, 100], 700, 28)).toBe(28);
  });
});
