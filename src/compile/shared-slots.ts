/** What neurons that share their parameters have in common of steps of one size, as slots of their frame. */
import type { Frame } from "../codegen/frame.ts";
import type { Program } from "../codegen/program.ts";
import { type SplitProgram, splitProgram } from "../codegen/split-program.ts";
import * as slots from "./slots.ts";

export interface SharedSlots {
  /** The part of a program that depends on the step size and parameters only, and the rest. */
  readonly split: (program: Program) => SplitProgram | undefined;
  /** Whether a program reads one of these slots. */
  readonly reads: (program: Program, names: readonly string[]) => boolean;
}

export function sharedSlots(frame: Frame, parameters: readonly string[]): SharedSlots {
  const common = new Set([slots.stepSizeSlot, ...parameters].map((name) => frame.slot(name)));
  const room = Array.from({ length: slots.mostCommon }, (_, k) => frame.slot(slots.commonSlot(k)));
  return {
    split: (program) => splitProgram(program, (slot) => common.has(slot), room),
    reads: ({ instructions }, names) => {
      const wanted = new Set(names.map((name) => frame.slot(name)));
      return instructions.some((own) => own.kind === "load" && wanted.has(own.slot));
    },
  };
}
