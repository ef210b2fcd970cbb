/** Steps of one size. */
import { OptionError } from "../errors.ts";
import { shown } from "../values.ts";
import type { StepSizeController } from "./step-size-controller.ts";

/**
 * Always the same step size, also after a step that was cut.
 *
 * @param stepSize  positive, in the unit of time
 * @throws OptionError if it is not positive and finite
 */
export function fixedStep(stepSize: number): StepSizeController {
  if (!(Number.isFinite(stepSize) && stepSize > 0)) {
    throw new OptionError(
      "fixedStep",
      `the step size is ${shown(stepSize)}`,
      "Give a positive, finite number.",
    );
  }
  return Object.freeze<StepSizeController>({
    settings: Object.freeze({ stepSize }),
    adaptive: false,
    firstStepSize: stepSize,
    stateSize: 0,
    init: () => {},
    propose: () => stepSize,
  });
}
