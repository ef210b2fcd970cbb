/** Several problems of one definition, told at once. */
import { ModelError, type Problem, SaltusError, type Where } from "../errors.ts";

/** So many are told; whoever has more sees the rest next time. */
const most = 20;

/** Collects what is wrong with one definition. */
export interface Problems {
  /** What `action` gives, or undefined if it fails in a way that a user has to know. */
  attempt<T>(action: () => T): T | undefined;
  /** Whether nothing failed so far. */
  none(): boolean;
  /**
   * Throws what failed: one error as it was, several as one.
   *
   * @throws ModelError if more than one did
   */
  throwAny(): void;
}

/** @param where  the public function that was called, for the message of several */
export function problemsOf(where: Where): Problems {
  const errors: SaltusError[] = [];
  let thrown: SaltusError | undefined;
  const throwAny = (): void => {
    if (errors.length === 0) return;
    thrown = errors.length === 1 ? errors[0]! : joined(where, errors);
    throw thrown;
  };
  return {
    attempt: (action) => {
      try {
        return action();
      } catch (error) {
        if (!(error instanceof SaltusError) || error === thrown) throw error;
        // What a definition has wrong is found again by everything that uses it.
        if (errors.every(({ message }) => message !== error.message)) errors.push(error);
        if (errors.length >= most) throwAny();
        return undefined;
      }
    },
    none: () => errors.length === 0,
    throwAny,
  };
}

function joined(where: Where, errors: readonly SaltusError[]): ModelError {
  const problems = errors.flatMap((error): readonly Problem[] =>
    error instanceof ModelError ? error.problems : [{ message: error.message, hint: error.hint }],
  );
  const list = problems.map(({ message }, k) => {
    const own = message.startsWith(where) ? message.slice(where.length).replace(/^[:,] /, "") : message;
    return `${k + 1}. ${own}`;
  });
  const count = `${problems.length} problems${errors.length >= most ? ", and perhaps more" : ""}`;
  return new ModelError(where, `${count}\n${list.join("\n")}`, "", { problems });
}
