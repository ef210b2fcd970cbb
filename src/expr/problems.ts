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
  /** How many problems there are so far. */
  count(): number;
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
  let count = 0;
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
        if (errors.every(({ message }) => message !== error.message)) {
          errors.push(error);
          count += problemsIn(error).length;
        }
        if (count >= most) throwAny();
        return undefined;
      }
    },
    none: () => errors.length === 0,
    count: () => count,
    throwAny,
  };
}

/** What an error says is wrong: several things if it was made of several. */
function problemsIn(error: SaltusError): readonly Problem[] {
  return error instanceof ModelError ? error.problems : [{ message: error.message, hint: error.hint }];
}

function joined(where: Where, errors: readonly SaltusError[]): ModelError {
  const problems = errors.flatMap(problemsIn).slice(0, most);
  const list = problems.map(({ message }, k) => {
    const own = message.startsWith(where) ? message.slice(where.length).replace(/^[:,] /, "") : message;
    return `${k + 1}. ${own}`;
  });
  const count = `${problems.length} problems${problems.length >= most ? ", and perhaps more" : ""}`;
  return new ModelError(where, `${count}\n${list.join("\n")}`, "", { problems });
}
