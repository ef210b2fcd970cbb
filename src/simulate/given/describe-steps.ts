/** What steps are made by, as plain data. */
import { type Described, descriptionOf } from "../../described.ts";
import { controllerKinds, methodKinds } from "../../solvers/kinds.ts";
import type { Automatic, Method } from "../../solvers/method.ts";
import type { StepSizeController } from "../../solvers/step-size-controller.ts";

/** What stands for a part of the user's own; or it throws. */
export type OwnPart = (what: string, name: string, instead: string) => unknown;

/** What steps are made by, with numbers as they are. */
export function describeSteps(
  run: {
    readonly method?: Method | Automatic;
    readonly controller?: StepSizeController | undefined;
  },
  own: OwnPart,
): { readonly method: unknown; readonly controller: unknown } {
  const { method, controller } = run;
  const isKnown = method === undefined || "isAutomatic" in method || methodKinds[method.name] === method;
  return {
    method: isKnown ? method?.name : own("method", method.name, "Take one of saltus/solvers."),
    controller:
      controller &&
      ((descriptionOf(controller, controllerKinds) as Described | undefined) ??
        own("step-size controller", "", "Take pidController, fixedStep, or a stepSize.")),
  };
}
