/** What of a run another thread cannot be given. */
import { OptionError, UnsupportedError } from "../../errors.ts";
import type { OwnPart } from "./describe-steps.ts";
import type { Settings } from "./options.ts";

/** @throws UnsupportedError when a part of the user's own is met, saying what to take in its place */
export function ownPart(where: string, part = ""): OwnPart {
  return (what, name, instead) => {
    const own = `${part}the ${what} ${name} is of your own, and workers are given data, not code`;
    throw new UnsupportedError(where, own, instead);
  };
}

/** @throws OptionError for a callback that workers could not call */
export function checkWatched(where: string, { onProgress }: Pick<Settings, "onProgress">): void {
  if (onProgress === undefined) return;
  const hint = "Leave it out, or leave workers out.";
  throw new OptionError(where, "onProgress is given beside workers, whose runs nobody can watch", hint);
}
