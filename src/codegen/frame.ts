/**
 * The layout of a frame: the record of doubles that the kernels of one model read and write. Slots
 * have names; a kernel gets the index of the frame's first double in a common memory.
 */

export interface Frame {
  /** Number of doubles. */
  readonly size: number;
  /** Index of a slot inside the frame. */
  slot(name: string): number;
  has(name: string): boolean;
}

/** A frame with the given slots in the given order. */
export function frameOf(names: readonly string[]): Frame {
  const slots = new Map<string, number>();
  for (const name of names) {
    if (slots.has(name)) throw new TypeError(`internal: slot ${name} twice in a frame`);
    slots.set(name, slots.size);
  }
  return {
    size: slots.size,
    slot: (name) => {
      const slot = slots.get(name);
      if (slot === undefined) throw new TypeError(`internal: no slot ${name} in the frame`);
      return slot;
    },
    has: (name) => slots.has(name),
  };
}
