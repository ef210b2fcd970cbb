/** All pages of the gallery, each made when it is asked for. */
import { libraryNeurons } from "../library-neurons.ts";
import type { Exhibit } from "./exhibit.ts";
import { fallbackProtocol } from "./fallback-protocol.ts";
import { firingExhibit } from "./firing-sheet.ts";
import { neuronExhibit } from "./neuron-exhibit.ts";
import { protocols } from "./protocols.ts";
import { pyramidalExhibit } from "./pyramidal-exhibit.ts";

/** By name, which is that of its page and begins those of its pictures; those with a protocol of their own in its order. */
export const exhibits: Readonly<Record<string, () => Exhibit>> = {
  ...Object.fromEntries(
    [...new Set([...Object.keys(protocols), ...libraryNeurons.keys()])].map((name) => [
      name,
      () => {
        const model = libraryNeurons.get(name)!;
        return neuronExhibit(name, { model, ...(protocols[name] ?? fallbackProtocol(model)) });
      },
    ]),
  ),
  "firing-types": firingExhibit,
  pyramidal: pyramidalExhibit,
};
