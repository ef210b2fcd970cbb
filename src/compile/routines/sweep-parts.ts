/** What the routine of the reverse sweep is made of. */
import type { Frame } from "../../codegen/frame.ts";
import type { Program } from "../../codegen/program.ts";
import type { SplitProgram } from "../../codegen/split-program.ts";
import type { SwitchedModel } from "../switches.ts";
import type { TimeShifts } from "../time-shifts.ts";

/** The programs of `PullbackKernels`. */
export interface SweepParts {
  readonly model: SwitchedModel;
  readonly frame: Frame;
  readonly initial: Program;
  readonly resets: readonly Program[];
  readonly inputs: readonly Program[];
  readonly step: Program;
  readonly target: Program;
  /** The same in two parts; undefined where there is nothing to share, or no records are folded. */
  readonly split: SplitProgram | undefined;
  /** What times are pulled back by: `target` is `step` then. */
  readonly shifts: TimeShifts | undefined;
  readonly events: readonly Program[];
  /** What unfolds records: a step far from events, and by port what an arrival does; undefined if none are folded. */
  readonly far: SplitProgram | undefined;
  readonly arrivals: readonly Program[];
  /** `step` in two parts, if neither it nor `inputs` reads a state: folded records need not be unfolded then. */
  readonly stateless: SplitProgram | undefined;
}
