/** Short-term depression and facilitation of the spikes that a neuron sends. */
import { ModelError } from "../errors.ts";
import { add, div, mul, one, sub } from "../expr/build.ts";
import { type Expr, symbol, tableOf, within } from "../expr/node.ts";
import { checkOptions } from "../options.ts";
import { extended } from "./extended-model.ts";
import { expressionsOf, type NeuronModel, type Parameter } from "./neuron-model.ts";
import { checkModel, nameOf } from "./wrapped-model.ts";

/** Defaults of the parameters that the model gets. */
export interface ShortTermPlasticityOptions {
  /** `release`, U: the part of the resources that a spike after a long rest releases, in [0, 1]. */
  readonly release: number;
  /** `tauRecovery`, in which resources recover, positive [ms]. */
  readonly tauRecovery: number;
  /** `tauFacilitation`, in which the release returns to U, positive [ms]; without it, it does not facilitate. */
  readonly tauFacilitation?: number;
}

/**
 * The model whose spikes carry less when its resources are used up, and more while its release is facilitated. Between
 * spikes, and at one,
 *
 *   τ_recovery dR/dt = 1 − R ,   τ_facilitation du/dt = U − u
 *   u ← u + U (1 − u) ;   the spike carries u R times what it carried ;   R ← R (1 − u), with the new u
 *
 * Without facilitation u is U. The states are called `resources` and `utilization`. What arrives has to read the `payload`, as
 * all synapses of `withSynapses` do.
 *
 * @throws ModelError for what is no model, one that sends no event or has one of the names; OptionError for a wrong option
 *
 * Source: Tsodyks, Pawelzik & Markram (1998), Neural Comput. 10, 821–835, eqs. 2.1–2.3, with the resources that are
 *   active counted as recovering; Markram, Wang & Tsodyks (1998), PNAS 95, 5323–5328.
 * @example
 * const depressing = withShortTermPlasticity(lif, { release: 0.5, tauRecovery: 800 });
 */
export function withShortTermPlasticity(
  model: NeuronModel,
  options: ShortTermPlasticityOptions,
): NeuronModel {
  const where = `withShortTermPlasticity(${nameOf(model)})`;
  const kinds = { release: "any", tauRecovery: "positive", tauFacilitation: "positive" } as const;
  checkOptions(where, options, kinds, ["release", "tauRecovery"]);
  checkModel(where, model);
  if (!model.events.some(({ emits }) => emits)) {
    throw new ModelError(where, "the model sends no event", "Give one that spikes.");
  }
  const { release, tauRecovery, tauFacilitation } = options;
  const facilitates = tauFacilitation !== undefined;
  return within(tableOf(expressionsOf(model)), () => {
    const hasUnits = [...model.states, ...model.parameters].some(({ unit }) => unit !== "");
    const [part, ms] = hasUnits ? ["1", "ms"] : ["", ""];
    const time = (name: string, value: number): Parameter =>
      Object.freeze({ name, unit: ms, default: value, domain: "positive" });
    const [resources, utilization, rest] = ["resources", "utilization", "release"].map(symbol) as [
      Expr,
      Expr,
      Expr,
    ];
    const released = facilitates ? add(utilization, mul(rest, sub(one, utilization))) : rest;
    const relaxing = (name: string, to: Expr, tau: string, initial: number | Expr) => {
      const rate = div(sub(to, symbol(name)), symbol(tau));
      return { name, unit: part, scale: 1, initial, rate };
    };
    return extended(where, model, {
      states: [
        relaxing("resources", one, "tauRecovery", 1),
        ...(facilitates ? [relaxing("utilization", rest, "tauFacilitation", rest)] : []),
      ],
      parameters: [
        Object.freeze({ name: "release", unit: part, default: release, domain: { min: 0, max: 1 } }),
        time("tauRecovery", tauRecovery),
        ...(facilitates ? [time("tauFacilitation", tauFacilitation)] : []),
      ],
      sent: ({ payload }) => ({
        reset: {
          resources: mul(resources, sub(one, released)),
          ...(facilitates && { utilization: released }),
        },
        payload: mul(payload ?? one, mul(released, resources)),
      }),
    });
  });
}
