/** Codes of numbers that the event loop keeps of a neuron in its frame, and routines with it. */

/** Whether an event may fire. */
export const arming = {
  /** It has fired, and its function has not been below zero since. */
  disarmed: 0,
  /** Its function was below zero since it last fired. */
  armed: 1,
  /** Its function has never been below zero, nor has it fired. */
  never: 2,
  /** It has fired, and its function fell from zero, but nowhere by more than rounding. */
  hanging: 3,
  /** It is armed, and its function has come to rest on zero, as far as rounding tells: only a rise from there is one. */
  resting: 4,
  /** It has fired, and its function has been clearly above zero since. */
  above: 5,
} as const;

/** What a time belongs to: an arrival by its index, an event of the neuron itself, or nothing that moves with both. */
export const anchor = {
  none: -1,
  atSpike: (record: number): number => -2 - record,
  ofSpike: (code: number): number => -2 - code,
} as const;
