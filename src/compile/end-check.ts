/**
 * What the end of a step says about its length. The longest step is that of the rates at its beginning; what rises from
 * 0 as a power of the time has no rate there, and no error that would tell, as next to nothing comes of it yet. So a step
 *
 *   h L > 2 reach   with L the fastest rate at its end, see `step-cap-program.ts`,
 *
 * is tried again, shorter: its error norm becomes that of a step twice too long, so that controllers need not know of it. So is
 * one along which what saturates goes from one plateau to the other, see `plateaus.ts`.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Program, schedule } from "../codegen/program.ts";
import { lt, max, mul, select } from "../expr/build.ts";
import { type Expr, symbol } from "../expr/node.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { isExact } from "../solvers/method.ts";
import { plateausAlong } from "./plateaus.ts";
import { errorNormSlot, nextSlot, waySlot } from "./slots.ts";
import { fastestRates, largest, longestBy, varies } from "./step-cap-program.ts";
import { at } from "./step-graph.ts";
import type { StepMap } from "./step-map.ts";

/** What the end of a step says, as programs of which the first and the last leave a new error norm. */
export interface EndChecks {
  /** Where rates change along the solution: what the longest step at the end says, too. */
  readonly rates: Program | undefined;
  /** Where something saturates, how far it went; and what follows if that was further than `longestWay`. */
  readonly way: Program | undefined;
  readonly leap: Program | undefined;
}

export function endChecks({ method, graph }: StepMap, frame: Frame): EndChecks {
  if (isExact(method) || method.embeddedOrder === 0) {
    return { rates: undefined, way: undefined, leap: undefined };
  }
  const { model, h, y0 } = graph;
  const end = model.states.map(({ name }) => symbol(nextSlot(name)));
  const norm = symbol(errorNormSlot);
  const again = max(powerOfTwo(method.embeddedOrder + 1), norm);
  const programOf = (name: string, isTooLong: Expr): Program =>
    schedule(name, frame, [{ slot: errorNormSlot, expression: select(isTooLong, again, norm) }]);
  // What does not change is heard at the beginning.
  const changing = fastestRates(graph).rates.filter((rate) => varies(model, rate));
  const plateaus = plateausAlong(model, y0, end, h);
  return {
    rates:
      changing.length === 0
        ? undefined
        : programOf("endCheck", lt(mul(2, at(model, longestBy(largest(changing, model)), end, h)), h)),
    way: plateaus && schedule("wayCheck", frame, [{ slot: waySlot, expression: plateaus.way }]),
    leap: plateaus && programOf("leapCheck", lt(1, plateaus.stake)),
  };
}
