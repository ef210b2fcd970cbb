import { describe, expect, it } from "vitest";
import { thinned } from "../../../src/cli/gallery/thinned.ts";

describe("thinned", () => {
  it("keeps a sample in every half of the spacing, and the ends", () => {
    const times = Array.from({ length: 101 }, (_, k) => k);
    const { times: kept } = thinned({ times, values: times }, 20);
    expect(kept).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  });

  it("keeps both sides of jumps, and peaks", () => {
    const times = [0, 1, 2, 3, 3, 4, 5, 6, 7];
    const values = [0, 1, 2, 3, 0, 1, 5, 4, 3];
    expect(thinned({ times, values }, 100)).toEqual({ times: [0, 3, 3, 5, 7], values: [0, 3, 0, 5, 3] });
  });

  it("keeps what else a series has", () => {
    expect(thinned({ name: "v", times: [0], values: [1] }, 1)).toEqual({
      name: "v",
      times: [0],
      values: [1],
    });
  });
});
