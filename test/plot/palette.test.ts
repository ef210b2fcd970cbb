import { expect, it } from "vitest";
import { mix, palette } from "../../src/plot/palette.ts";

it("has ten different colours and no more", () => {
  expect(new Set(palette("test", 10, "classes")).size).toBe(10);
  expect(() => palette("test", 11, "classes")).toThrow("11 classes in one panel");
});

it("mixes colours channel by channel", () => {
  expect(mix("#ff0080", "#ffffff", 0)).toBe("#ff0080");
  expect(mix("#000000", "#ffffff", 0.2)).toBe("#333333");
});
