/** What stands for linkedom where a bundler builds for browsers, by `imports` of package.json: they have documents. */
import { UnsupportedError } from "../errors.ts";

/** @throws UnsupportedError always: in a browser only a worker is without a document */
export function parseHTML(): never {
  throw new UnsupportedError(
    "renderSvg",
    "there is no document here, as in a worker",
    "Draw in the page: a picture needs only the numbers, which a worker can post to it.",
  );
}
