import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { galleryCommand } from "../../src/cli/gallery-command.ts";
import { brokenLinks } from "../support/html-links.ts";
import { printedTexts } from "../support/printed-texts.ts";

let folder: string;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saltus-gallery-"));
  printed = printedTexts();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const lifFiles = [
  "gallery.json",
  "index.html",
  "lif-phase.svg",
  "lif-rates.svg",
  "lif-trace.svg",
  "lif.html",
];

describe("saltus gallery", () => {
  it("draws one neuron, and another in the place of that gallery", async () => {
    const out = join(folder, "out");
    expect(await galleryCommand([out, "--only", "lif", "--no-png"])).toBe(0);
    expect(readdirSync(out).sort()).toEqual(lifFiles);
    expect(brokenLinks(out)).toEqual([]);
    const page = readFileSync(join(out, "lif.html"), "utf8");
    for (const name of lifFiles.filter((file) => file.endsWith(".svg")))
      expect(page).toContain(`src="${name}"`);
    expect(await galleryCommand([out, "--only", "leakyIntegrator", "--no-png"])).toBe(0);
    expect(readdirSync(out)).toContain("leakyIntegrator.html");
    expect(readdirSync(out)).not.toContain("lif.html");
    expect(brokenLinks(out)).toEqual([]);
    expect(readdirSync(folder)).toEqual(["out"]);
  });

  it("has pages without scripts, external addresses, or anything from elsewhere", async () => {
    const out = join(folder, "out");
    await galleryCommand([out, "--only", "izhikevich", "--no-png"]);
    for (const file of readdirSync(out)) {
      const text = readFileSync(join(out, file), "utf8").replaceAll("http://www.w3.org/2000/svg", "");
      expect(text, file).not.toMatch(/https?:|<script|url\((?!#)|@import|src="\/|href="\//);
    }
  });

  it("draws the neuron of many compartments, its tree at ten times", async () => {
    const out = join(folder, "out");
    expect(await galleryCommand([out, "--only", "pyramidal", "--no-png"])).toBe(0);
    const svg = readFileSync(join(out, "pyramidal-up.svg"), "utf8");
    for (const text of ["v [mV]", "1 ms", "8 ms", "100 µm"]) expect(svg).toContain(`>${text}<`);
    expect(svg.match(/<circle/g)).toHaveLength(10);
  });

  it("has PNG files, too", async () => {
    const out = join(folder, "out");
    await galleryCommand([out, "--only", "legendreMemory"]);
    expect(readFileSync(join(out, "legendreMemory-trace.png")).subarray(1, 4).toString()).toBe("PNG");
    expect(readFileSync(join(out, "legendreMemory.html"), "utf8")).toContain(".png");
  });

  it("takes no folder with anything else in it", async () => {
    mkdirSync(join(folder, "own"));
    writeFileSync(join(folder, "own", "thesis.txt"), "");
    expect(await galleryCommand([join(folder, "own"), "--only", "lif", "--no-png"])).toBe(2);
    expect(printed.join("")).toMatch(/exists already\n.*nothing but a gallery in it/s);
    expect(readdirSync(join(folder, "own"))).toEqual(["thesis.txt"]);
    const out = join(folder, "out");
    await galleryCommand([out, "--only", "lif", "--no-png"]);
    writeFileSync(join(out, "notes.txt"), "");
    expect(await galleryCommand([out, "--only", "lif", "--no-png"])).toBe(2);
    expect(readdirSync(out)).toContain("notes.txt");
  });

  it.each([
    [[], "no folder is given"],
    [["a", "b"], "2 folders are given"],
    [["a", "--only", "lfi"], 'Did you mean "lif"?'],
    [["a", "--no-pngs"], "--no-png"],
  ])("%j is wrong usage", async (args, message) => {
    expect(await galleryCommand(args)).toBe(2);
    expect(printed.join("\n")).toContain(message);
  });
});
