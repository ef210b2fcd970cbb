/** Steps as long as can be, shortened only where what happens in one cannot be told. */
import { pow } from "../numeric/power.ts";
import type { StepSizeController } from "./step-size-controller.ts";

const safety = 0.9;
/** What a step without a finite norm is shortened by. */
const cut = 0.1;
const smallestFactor = 1e-9;

/**
 * For a map that is exact, whose error norm is that of the polynomial of an event function: it goes like h^`power`. A
 * refused step is shortened accordingly, and the next is tried in full again.
 */
export function resolutionController(power: number): StepSizeController {
  return Object.freeze<StepSizeController>({
    description: Object.freeze({ kind: "resolutionController", power }),
    adaptive: true,
    firstStepSize: Number.MAX_VALUE,
    stateSize: 0,
    init: () => {},
    propose(_memory, _at, h, errorNorm, accepted) {
      if (accepted) return Number.MAX_VALUE;
      if (!(errorNorm < Number.POSITIVE_INFINITY)) return cut * h;
      return h * Math.max(smallestFactor, safety * pow(errorNorm, -1 / power));
    },
  });
}
