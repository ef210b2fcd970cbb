/** Steps of one size. */
import { checkValue } from "../options.ts";
import type { StepSizeController } from "./step-size-controller.ts";

/**
 * Always the same step size, also after a step that was cut.
 *
 * @param stepSize  positive, in the unit of time
 * @throws OptionError if it is not positive and finite
 */
export function fixedStep(stepSize: number): StepSizeController {
  checkValue("fixedStep", "the step size", stepSize, "positive");
  return Object.freeze<StepSizeController>({
    description: Object.freeze({ kind: "fixedStep", stepSize }),
    adaptive: false,
    firstStepSize: stepSize,
    stateSize: 0,
    init: () => {},
    propose: () => stepSize,
  });
}
