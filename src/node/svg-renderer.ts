/** The renderer of SVG texts, with a font that comes along: the fonts of the machine play no part. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { UnsupportedError } from "../errors.ts";

type Module = typeof import("@resvg/resvg-wasm");

/** Reads an SVG text, to be drawn at so many pixels per pixel of its own; the result is freed by the caller. */
export type SvgRenderer = (svg: string, scale: number) => InstanceType<Module["Resvg"]>;

/** Arimo has the widths of Arial and Helvetica, which the pictures ask for. */
const family = "Arimo";
/** The weights and styles that the pictures use. */
const faces = ["400Regular", "400Regular_Italic", "500Medium", "600SemiBold"] as const;

let loaded: Promise<SvgRenderer> | undefined;

/**
 * The renderer, loaded at the first call.
 *
 * @throws UnsupportedError if `@resvg/resvg-wasm` or `@expo-google-fonts/arimo` is not installed
 */
export function svgRenderer(): Promise<SvgRenderer> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<SvgRenderer> {
  try {
    const { resolve } = createRequire(import.meta.url);
    const { Resvg, initWasm } = await import("@resvg/resvg-wasm");
    const fonts = await Promise.all(
      faces.map((face) => readFile(resolve(`@expo-google-fonts/arimo/${face}/${family}_${face}.ttf`))),
    );
    await start(initWasm, await readFile(resolve("@resvg/resvg-wasm/index_bg.wasm")));
    return (svg, scale) =>
      new Resvg(svg, {
        fitTo: { mode: "zoom", value: scale },
        font: { fontBuffers: fonts, sansSerifFamily: family },
      });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : error;
    throw new UnsupportedError(
      "renderPng",
      `the packages that draw PNG files could not be loaded (${reason})`,
      "Install the optional packages: npm install @resvg/resvg-wasm @expo-google-fonts/arimo",
    );
  }
}

/** Starts the package, unless somebody else in this process did: it starts only once. */
async function start(initWasm: Module["initWasm"], program: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    await initWasm(program);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("Already initialized"))) throw error;
  }
}
