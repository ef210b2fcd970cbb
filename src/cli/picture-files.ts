/** Pictures as files, with as many of them as the optional packages that are installed can draw. */
import { UnsupportedError } from "../errors.ts";
import { renderPng } from "../node/render-png.ts";
import { type Picture, renderSvg } from "../plot/index.ts";

/** Hears how far the work is, from 0 to 1; the work goes on when it has answered, and ends if it throws. */
export type Progress = (share: number) => Promise<void>;

export const unheard: Progress = () => Promise.resolve();

const kinds = [
  { extension: "svg", render: renderSvg, without: "There are no pictures." },
  { extension: "png", render: renderPng, without: "There are no PNG files beside the SVG files." },
] as const;

/**
 * The pictures as SVG, and as PNG unless only the former are wanted. Where optional packages are missing there are only
 * those that can be drawn without them, and `tell` gets one line about it.
 *
 * @param pictures  by the names of their files, without endings
 * @returns contents by file name
 */
export async function filesOfPictures(
  pictures: Readonly<Record<string, Picture>>,
  tell: (line: string) => void,
  progress: Progress = unheard,
  wanted: { readonly png: boolean } = { png: true },
): Promise<Record<string, string | Uint8Array>> {
  const files: Record<string, string | Uint8Array> = {};
  const chosen = kinds.filter(({ extension }) => extension !== "png" || wanted.png);
  const names = Object.keys(pictures);
  for (const { extension, render, without } of chosen) {
    try {
      for (const name of names) {
        files[`${name}.${extension}`] = await render(pictures[name]!);
        await progress(Object.keys(files).length / (chosen.length * names.length));
      }
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error;
      tell(`${without} ${error.hint}`);
      break;
    }
  }
  return files;
}
