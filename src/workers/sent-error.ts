/** Errors on their way between threads, which keep their class, message and status. */
import {
  ModelError,
  OptionError,
  type Problem,
  SaltusError,
  ShapeError,
  SimulationError,
  UnsupportedError,
} from "../errors.ts";

/** The parts of an error of this library; of another error, or of whatever was thrown, the value itself. */
export type SentError =
  | {
      readonly name: string;
      readonly message: string;
      readonly hint: string;
      readonly status: string | undefined;
      readonly problems: readonly Problem[] | undefined;
    }
  | { readonly thrown: unknown };

const made: Readonly<
  Record<string, (hint: string, status: string, problems: readonly Problem[]) => SaltusError>
> = {
  ModelError: (hint, _, problems) => new ModelError("", "", hint, { problems }),
  ShapeError: (hint) => new ShapeError("", "", hint),
  OptionError: (hint) => new OptionError("", "", hint),
  UnsupportedError: (hint) => new UnsupportedError("", "", hint),
  SimulationError: (hint, status) => new SimulationError("", status, "", hint),
};

export function sentError(error: unknown): SentError {
  if (!(error instanceof SaltusError)) return { thrown: error };
  const { name, message, hint } = error;
  const status = error instanceof SimulationError ? error.status : undefined;
  return { name, message, hint, status, problems: error instanceof ModelError ? error.problems : undefined };
}

export function errorOf(sent: SentError): unknown {
  if ("thrown" in sent) return sent.thrown;
  const error = made[sent.name]!(sent.hint, sent.status ?? "", sent.problems ?? []);
  return Object.defineProperty(error, "message", { value: sent.message });
}
