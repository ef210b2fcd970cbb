import { afterEach, describe, expect, it, vi } from "vitest";

const picture = { title: "Title", width: 400, panels: [] };
const names = ["decision-map", "learning-curves", "membranes", "raster"];
const pictures = Object.fromEntries(names.map((name) => [name, picture]));

/** Names of the files and what was told, where the module cannot be loaded. */
async function draw(missing?: string): Promise<{ files: string[]; told: string[] }> {
  vi.resetModules();
  if (missing !== undefined) {
    vi.doMock(missing, () => {
      throw new Error(`Cannot find package '${missing}'`);
    });
  }
  const { filesOfPictures } = await import("../../src/cli/picture-files.ts");
  const told: string[] = [];
  const files = await filesOfPictures(pictures, (line) => told.push(line));
  return { files: Object.keys(files).sort(), told };
}

describe("filesOfPictures", () => {
  afterEach(() => {
    vi.doUnmock("@resvg/resvg-wasm");
    vi.doUnmock("linkedom");
    vi.resetModules();
  });

  it("draws every picture as SVG and as PNG", async () => {
    const { files, told } = await draw();
    expect(files).toEqual(names.flatMap((name) => [`${name}.png`, `${name}.svg`]));
    expect(told).toEqual([]);
  });

  it("says how far it is, and ends where it is told to", async () => {
    const { filesOfPictures } = await import("../../src/cli/picture-files.ts");
    const shares: number[] = [];
    await filesOfPictures(
      pictures,
      () => {},
      async (share) => void shares.push(share),
    );
    expect(shares).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((k) => k / 8));
    const stop = new Error("enough");
    await expect(
      filesOfPictures(
        pictures,
        () => {},
        () => Promise.reject(stop),
      ),
    ).rejects.toBe(stop);
  });

  it("keeps the SVG files, and says in one line what to install, without the PNG renderer", async () => {
    const { files, told } = await draw("@resvg/resvg-wasm");
    expect(files).toEqual(names.map((name) => `${name}.svg`));
    expect(told).toEqual([
      "There are no PNG files beside the SVG files. Install the optional packages: npm install @resvg/resvg-wasm @expo-google-fonts/arimo",
    ]);
  });

  it("says in one line what to install where nothing can be drawn", async () => {
    const { files, told } = await draw("linkedom");
    expect(files).toEqual([]);
    expect(told).toEqual([
      "There are no pictures. Install the optional packages: npm install @observablehq/plot linkedom",
    ]);
  });
});
