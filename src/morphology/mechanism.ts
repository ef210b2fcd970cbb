/** What conducts in a membrane, as plain data: `compartmentModel` puts it into compartments. */
import { ModelError } from "../errors.ts";
import { canonicalName, isName, nameRule } from "../expr/names.ts";
import { splitStatements } from "../expr/statements.ts";
import { defineNeuron } from "../neurons/define-neuron.ts";
import type { EventDefinition, ParameterDefinition, StateDefinition } from "../neurons/neuron-definition.ts";
import { checkOptions, checkValue } from "../options.ts";
import { shown } from "../values.ts";

/** An event whose formulas are texts. */
export interface CompartmentEvent extends Omit<EventDefinition, "when" | "while" | "payload" | "reset"> {
  readonly when?: string;
  readonly while?: string;
  readonly payload?: string | number;
  readonly reset?: Readonly<Record<string, string | number>>;
}

/** What conducts in a membrane. */
export interface MechanismDefinition {
  /** Its current is called `i_<name>_<compartment>`. */
  readonly name: string;
  /** Densities [mS/cm²]; in formulas, and as parameters of the model, they are conductances [nS] of whole compartments. */
  readonly conductances?: Readonly<Record<string, number>>;
  /** As those of a neuron: each compartment has its own. */
  readonly parameters?: Readonly<Record<string, ParameterDefinition | number>>;
  readonly states?: Readonly<Record<string, StateDefinition>>;
  /** States that only events change. */
  readonly discrete?: Readonly<Record<string, StateDefinition>>;
  /** Equations of the states, and definitions; the voltage of the compartment is `v` [mV]. */
  readonly dynamics?: string;
  /** The current into the compartment [pA], a formula. */
  readonly current: string;
  /** Events called `<name>_<compartment>`; they are not sent unless they say so. */
  readonly events?: Readonly<Record<string, CompartmentEvent>>;
}

/** A mechanism that was checked. */
export interface Mechanism extends MechanismDefinition {
  /** All that gets the name of the compartment behind it. */
  readonly names: readonly string[];
}

const kinds = {
  name: "text",
  conductances: "record",
  parameters: "record",
  states: "record",
  discrete: "record",
  dynamics: "text",
  current: "text",
  events: "record",
} as const;

/**
 * A mechanism of one's own. Names are plain, and stand for those of the compartment that it is in: `m` is `m_soma` there.
 *
 * @throws ModelError for formulas that defineNeuron refuses, in its words; OptionError for a wrong option, and for a density
 *   that is no number ≥ 0
 * @example
 * const persistentSodium = mechanism({
 *   name: "nap",
 *   conductances: { gNap: 0.2 }, // mS/cm²
 *   parameters: { eNa: { unit: "mV", default: 50 } },
 *   dynamics: "open = sigmoid((v + 52 mV) / 5 mV)",
 *   current: "gNap * open * (eNa - v)",
 * });
 */
export function mechanism(definition: MechanismDefinition): Mechanism {
  checkOptions("mechanism", definition, kinds, ["name", "current"]);
  const { name, parameters = {}, states = {}, discrete = {}, dynamics = "", current, events } = definition;
  const { conductances = {} } = definition;
  const where = `mechanism(${shown(name)})`;
  if (!isName(name)) throw new ModelError(where, "it has a name that equations cannot have", nameRule);
  for (const [own, density] of Object.entries(conductances)) {
    checkValue(where, `conductances.${own}`, density, "nonnegative");
  }
  const declared = [conductances, parameters, states, discrete].flatMap((record) => Object.keys(record));
  const twice = declared.find((own, i) => own === "v" || declared.indexOf(own) !== i);
  if (twice !== undefined) {
    const hint = twice === "v" ? "The compartment has it." : "Give one of them another name.";
    throw new ModelError(where, `"${twice}" is declared twice`, hint);
  }
  defineNeuron({
    name,
    state: { v: { unit: "mV" }, ...states },
    discrete,
    parameters: { ...conductanceParameters(conductances, (density) => density), ...parameters },
    dynamics: `${dynamics}\ndv/dt = (${current}) / 1 pF`,
    ...(events !== undefined && { events }),
  });
  return Object.freeze({ ...definition, names: Object.freeze([...declared, ...definitionsIn(dynamics)]) });
}

/** Densities as parameters. */
export function conductanceParameters(
  conductances: Readonly<Record<string, number>>,
  total: (density: number) => number,
): Record<string, ParameterDefinition> {
  return Object.fromEntries(
    Object.entries(conductances).map(([name, density]) => [
      name,
      { unit: "nS", default: total(density), domain: "nonnegative" } as const,
    ]),
  );
}

/** Names that a text defines, the only ones on left sides beside derivatives. */
function definitionsIn(dynamics: string): string[] {
  const { plain, statements } = splitStatements(dynamics);
  return statements
    .map(({ from, equals }) => plain.slice(from, equals).replace(/^(recordable\s+)?inline\s+/, ""))
    .map((left) => canonicalName(left.trim().split(/\s/)[0]!))
    .filter(isName);
}
