/** A published model: its equations as text, and the same formulas once more as plain JavaScript. */

export type Numbers = Readonly<Record<string, number>>;

export interface Published {
  readonly name: string;
  readonly source: string;
  /** Whose way of writing the text follows. */
  readonly notation: "paper" | "Brian2" | "NESTML" | "NEURON";
  readonly equations: string;
  /** Of states, parameters and signals; what is not in it has none. */
  readonly units?: Readonly<Record<string, string>>;
  readonly parameters: Numbers;
  readonly signals?: readonly string[];
  /** Values where the right sides are compared: of states (all that is neither signal nor t), signals and t. */
  readonly at: Numbers;
  /** Derivatives there, in the unit of the state per ms. */
  readonly rates: (values: Numbers) => Numbers;
  /** Formulas of initial values, and what they come to with the states of `at` elsewhere. */
  readonly initial?: Readonly<Record<string, string>>;
  readonly starts?: (values: Numbers) => Numbers;
}
