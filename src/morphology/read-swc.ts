/** Morphologies in the SWC format. */
import { ModelError, OptionError } from "../errors.ts";
import { shown } from "../values.ts";

/** What a part of a neuron is, by the number that SWC has for it. */
const types = { 1: "soma", 2: "axon", 3: "dendrite", 4: "apical" } as const;

/** What a part of a neuron is; `other` for numbers that SWC leaves to its users. */
export type SectionType = "soma" | "axon" | "dendrite" | "apical" | "other";

/** A point with a radius; all in µm. */
export interface SwcSample {
  readonly id: number;
  readonly type: SectionType;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly radius: number;
  /** The place of the parent in the list; −1 for the root. */
  readonly parent: number;
}

/** The root first, parents before children. */
export interface Morphology {
  readonly samples: readonly SwcSample[];
}

const lineForm = "A line is: id type x y z radius parent, seven numbers; the root has the parent -1.";

/**
 * A morphology from the text of an SWC file: a sample a line, `id type x y z radius parent`, in µm, comments from # on.
 * Types are 1 soma, 2 axon, 3 dendrite, 4 apical; all others are `other`. The first sample is the root, and parents stand
 * before their children.
 *
 * @throws ModelError naming the line, for what is no sample, a radius that is not positive, an id twice, and a parent that is
 *   not above; OptionError for what is no text
 *
 * Source: Cannon, Turner, Pyapali & Wheal (1998), J. Neurosci. Methods 84, 49–54.
 */
export function readSwc(text: string): Morphology {
  if (typeof text !== "string") {
    throw new OptionError("readSwc", `text is ${shown(text)}`, "Give what an SWC file contains.");
  }
  const samples: SwcSample[] = [];
  const places = new Map<number, number>();
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const fields = line.replace(/#.*/, "").trim().split(/\s+/);
    if (fields[0] === "") continue;
    const where = `readSwc: line ${index + 1}`;
    const fail = (what: string, hint: string): never => {
      throw new ModelError(where, what, hint);
    };
    const wrong = fields.find((field) => !Number.isFinite(Number(field)));
    if (wrong !== undefined) fail(`${shown(wrong)} is not a number`, lineForm);
    if (fields.length !== 7) fail(`it has ${fields.length} numbers`, lineForm);
    const [id, kind, x, y, z, radius, above] = fields.map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    if (!Number.isInteger(id) || id < 0) fail(`the id is ${id}`, "Give a whole number ≥ 0.");
    if (places.has(id)) fail(`there are two samples ${id}`, "Give one of them another id.");
    if (!(radius > 0)) fail(`the radius is ${radius}`, "Give a number > 0, in µm.");
    const parent = places.get(above) ?? -1;
    if (parent === -1 && (above !== -1 || samples.length > 0)) {
      const what =
        above === -1 ? "it is a second root" : `there is no sample ${above} above, the parent of ${id}`;
      fail(what, "The first sample has the parent -1, each other one a sample above it.");
    }
    const type = types[kind as keyof typeof types] ?? "other";
    places.set(id, samples.length);
    samples.push(Object.freeze({ id, type, x, y, z, radius, parent }));
  }
  if (samples.length === 0) throw new ModelError("readSwc", "there is no sample", lineForm);
  return Object.freeze({ samples: Object.freeze(samples) });
}
