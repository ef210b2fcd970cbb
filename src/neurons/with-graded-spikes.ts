/** Models whose spikes carry a value. */
import { ModelError } from "../errors.ts";
import { tableOf, within } from "../expr/node.ts";
import { extended } from "./extended-model.ts";
import { payloadFormula } from "./formulas.ts";
import type { Formula } from "./neuron-definition.ts";
import { expressionsOf, type NeuronModel } from "./neuron-model.ts";
import { checkModel, formulaScope, nameOf } from "./wrapped-model.ts";

/**
 * The model whose spikes carry `payload`, a formula of what it is made of just before the reset. What arrives has to read it,
 * as `egru` and all synapses of `withSynapses` do: it multiplies their weights.
 *
 * @throws ModelError for what is no model, one that sends no event or whose events carry something already, and for a formula
 *   that cannot be read
 * @example
 * const graded = withGradedSpikes(egru, "c");
 */
export function withGradedSpikes(model: NeuronModel, payload: Formula): NeuronModel {
  const where = `withGradedSpikes(${nameOf(model)})`;
  checkModel(where, model);
  const sent = model.events.filter(({ emits }) => emits);
  if (sent.length === 0) throw new ModelError(where, "the model sends no event", "Give one that spikes.");
  const graded = sent.find((event) => event.payload !== undefined);
  if (graded !== undefined) {
    throw new ModelError(where, `its event "${graded.name}" carries something already`, "Define it anew.");
  }
  return within(tableOf(expressionsOf(model)), () => {
    const carried = payloadFormula(formulaScope(where, model), "payload", payload);
    return extended(where, model, { sent: () => ({ reset: {}, payload: carried }) });
  });
}
