/**
 * What the end of a step says about its length. The longest step is that of the rates at its beginning; what rises from
 * 0 as a power of the time has no rate there, and no error that would tell, as next to nothing comes of it yet. So a step
 *
 *   h L > 2 reach   with L the fastest rate at its end, see `step-cap-program.ts`,
 *
 * is tried again, shorter: its error norm becomes that of a step twice too long, so that controllers need not know of it.
 */
import type { Frame } from "../codegen/frame.ts";
import { type Program, schedule } from "../codegen/program.ts";
import { lt, max, mul, select } from "../expr/build.ts";
import { symbol } from "../expr/node.ts";
import { powerOfTwo } from "../numeric/powers-of-two.ts";
import { isExact } from "../solvers/method.ts";
import { errorNormSlot, nextSlot } from "./slots.ts";
import { fastestRates, largest, longestBy, varies } from "./step-cap-program.ts";
import { at } from "./step-graph.ts";
import type { StepMap } from "./step-map.ts";

/** Undefined where there is no error, and where no rate changes along the solution. */
export function endCheckProgram({ method, graph }: StepMap, frame: Frame): Program | undefined {
  if (isExact(method) || method.embeddedOrder === 0) return undefined;
  const { model, h } = graph;
  // What does not change is heard at the beginning.
  const changing = fastestRates(graph).rates.filter((rate) => varies(model, rate));
  if (changing.length === 0) return undefined;
  const end = model.states.map(({ name }) => symbol(nextSlot(name)));
  const allowed = at(model, longestBy(largest(changing, model)), end, h);
  const again = powerOfTwo(method.embeddedOrder + 1);
  const norm = symbol(errorNormSlot);
  const expression = select(lt(mul(2, allowed), h), max(again, norm), norm);
  return schedule("endCheck", frame, [{ slot: errorNormSlot, expression }]);
}
