/** The library's methods and step-size controllers, by their names. */
import type { Makers } from "../described.ts";
import { exactFlow } from "./exact-flow.ts";
import { fixedStep } from "./fixed-step.ts";
import type { Method } from "./method.ts";
import { pidController } from "./pid-controller.ts";
import type { StepSizeController } from "./step-size-controller.ts";
import { bogackiShampine32 } from "./tableaus/bogacki-shampine-32.ts";
import { dormandPrince54 } from "./tableaus/dormand-prince-54.ts";
import { dormandPrince853 } from "./tableaus/dormand-prince-853.ts";
import { euler } from "./tableaus/euler.ts";
import { heun } from "./tableaus/heun.ts";
import { midpoint } from "./tableaus/midpoint.ts";
import { rk4 } from "./tableaus/rk4.ts";
import { tsitouras54 } from "./tableaus/tsitouras-54.ts";
import { taylor6, taylor8, taylor10 } from "./taylor-series.ts";

/** By the names that they are exported as. */
export const methods: Readonly<Record<string, Method>> = {
  bogackiShampine32,
  dormandPrince54,
  dormandPrince853,
  euler,
  exactFlow,
  heun,
  midpoint,
  rk4,
  taylor6,
  taylor8,
  taylor10,
  tsitouras54,
};

/** By the names that they have as methods. */
export const methodKinds: Readonly<Record<string, Method>> = Object.fromEntries(
  Object.values(methods).map((method) => [method.name, method]),
);

/** The name that a method is exported as; its own where it is none of the library's. */
export function exportedName(method: Method): string {
  return Object.keys(methods).find((name) => methods[name] === method) ?? method.name;
}

/** Steps of a given size have no function of their own type; the size is its one argument. */
export const controllerKinds: Makers<StepSizeController> = {
  fixedStep: ({ stepSize }: { readonly stepSize: number }) => fixedStep(stepSize),
  pidController,
};
