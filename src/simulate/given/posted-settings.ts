/** The settings of a run as plain data, for another thread. */
import { type Described, madeOf } from "../../described.ts";
import { controllerKinds, methodKinds } from "../../solvers/kinds.ts";
import { automatic, isExact, standardController } from "../../solvers/method.ts";
import { describeSteps, type OwnPart } from "./describe-steps.ts";
import type { Settings } from "./options.ts";

export interface PostedSettings extends Omit<Settings, "method" | "controller" | "signal" | "onProgress"> {
  /** Its name; undefined where every model has its own. */
  readonly method: string | undefined;
  /** Undefined for that of the method. */
  readonly controller: Described | undefined;
}

/** Who watches or ends the run is left out: code is no data. */
export function postedSettings(settings: Settings, own: OwnPart): PostedSettings {
  const { method, controller, signal: _, onProgress: __, ...plain } = settings;
  const isOfMethod = controller === undefined || controller === controllerOf(method);
  return {
    ...plain,
    ...(describeSteps({ method, controller: isOfMethod ? undefined : controller }, own) as {
      readonly method: string;
      readonly controller: Described | undefined;
    }),
    ...("isAutomatic" in method && { method: undefined }),
  };
}

export function settingsOfPost({
  method: name,
  controller,
  stopAfterSpikes,
  ...plain
}: PostedSettings): Settings {
  const method = name === undefined ? automatic(plain.rtol + plain.atol) : methodKinds[name]!;
  return {
    ...plain,
    stopAfterSpikes: Object.assign(Object.create(null), stopAfterSpikes),
    method,
    controller:
      controller === undefined
        ? controllerOf(method)
        : madeOf(plain.where, "controller", controller, controllerKinds),
    signal: undefined,
    onProgress: undefined,
  };
}

/** What a method has where no controller is given. */
function controllerOf(method: Settings["method"]): Settings["controller"] {
  const hasNone = "isAutomatic" in method || (!isExact(method) && method.embeddedOrder === 0);
  return hasNone ? undefined : standardController(method);
}
