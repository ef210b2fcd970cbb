/** Models with synapses of several kinds, each an input port of its own. */
import { knownHere, ModelError } from "../errors.ts";
import { add, div, exp, mul, neg, one, sub } from "../expr/build.ts";
import { constant, type Expr, symbol, tableOf, within } from "../expr/node.ts";
import { parseUnit, printUnit, timesPower } from "../expr/units.ts";
import { checkOptions, checkValue } from "../options.ts";
import { checkNames } from "./definition-checks.ts";
import { extended, type NewPort, type NewState } from "./extended-model.ts";
import { expressionsOf, type NeuronModel, type Parameter, payloadName } from "./neuron-model.ts";
import { type LastingSynapse, type Synapse, synapseKind } from "./synapses.ts";
import { checkModel, membranesOf, nameOf } from "./wrapped-model.ts";

/** Where the currents of synapses go, and the synapses by name. */
export interface WithSynapsesOptions {
  /** The parameter, a current, that they add to. */
  readonly into: string;
  /** The state that delta synapses move and that conductances see; default: the one that spikes read and reset. */
  readonly membrane?: string;
  /** By the name of their input port. */
  readonly synapses: Readonly<Record<string, Synapse>>;
}

/**
 * The model with synapses. Each has an input port of its name with one channel, `weight`. One that is called `ampa` is
 *
 *   a current       i_ampa, decaying with tauSyn_ampa, added to the parameter `into`
 *   a conductance   g_ampa, likewise; g_ampa (eSyn_ampa − v) is added
 *   a jump          v ← v + weight
 *
 * by `exponentialSynapse` without and with a `reversal`, and `deltaSynapse`; `alphaSynapse` has a state x_ampa before
 * the current or conductance. The conductance of `nmdaSynapse` has a parameter magnesium_ampa [mM], and takes voltages in mV. The names of a synapse called `input` end before the underscore. What a graded spike carries
 * multiplies the weight. Currents have the unit of `into`, conductances that by the membrane's.
 *
 * @throws ModelError for what is no model, a name that it has, a parameter or a state that it does not have; OptionError for
 *   a wrong option
 * @example
 * const synapses = { ampa: exponentialSynapse({ tau: 2, reversal: 0 }), gaba: exponentialSynapse({ tau: 8, reversal: -80 }) };
 * const model = withSynapses(membrane, { into: "current", synapses });
 */
export function withSynapses(model: NeuronModel, options: WithSynapsesOptions): NeuronModel {
  const where = `withSynapses(${nameOf(model)})`;
  checkOptions(where, options, { into: "text", membrane: "text", synapses: "record" }, ["into", "synapses"]);
  checkModel(where, model);
  const { into, membrane = membranesOf(model)[0], synapses } = options;
  const target = named(where, "parameter", into, model.parameters);
  const needsMembrane = Object.values(synapses).some(
    (synapse) => synapse?.kind === "delta" || synapse?.reversal !== undefined,
  );
  if (needsMembrane && membrane === undefined) {
    const states = model.states.map(({ name }) => name);
    const what = "no state that an event reads is reset, so that none is known for the membrane";
    throw new ModelError(
      where,
      what,
      `Say which it is: { membrane: "${states[0]}" }, of ${states.join(", ")}.`,
    );
  }
  const voltage = needsMembrane ? named(where, "state", membrane!, model.states) : undefined;
  checkNames(where, Object.keys(synapses));
  return within(tableOf(expressionsOf(model)), () => {
    const parts = Object.entries(synapses).map(([name, synapse]) => {
      checkValue(where, `synapses.${name}`, synapse, synapseKind);
      return synapse.kind === "delta" ? jumping(name, voltage!) : lasting(name, synapse, target, voltage);
    });
    const current = parts.reduce<Expr>(
      (sum, part) => (part.current === undefined ? sum : add(sum, part.current)),
      symbol(into),
    );
    return extended(where, model, {
      states: parts.flatMap(({ states }) => states),
      parameters: parts.flatMap(({ parameters }) => parameters),
      ports: parts.map(({ port }) => port),
      replaced: new Map([[into, current]]),
    });
  });
}

/** What one synapse adds to a model. */
interface Part {
  readonly states: readonly NewState[];
  readonly parameters: readonly Parameter[];
  readonly port: NewPort;
  readonly current: Expr | undefined;
}

interface Named {
  readonly name: string;
  readonly unit: string;
}

function named<T extends Named>(where: string, kind: string, name: string, known: readonly T[]): T {
  const found = known.find((own) => own.name === name);
  if (found !== undefined) return found;
  const names = known.map((own) => own.name);
  throw new ModelError(where, `there is no ${kind} "${name}"`, knownHere(name, names));
}

/** What arrives, with what the spike carries. */
const arriving = (): Expr => mul(symbol("weight"), symbol(payloadName));

function portOf(name: string, unit: string, state: string, step: Expr): NewPort {
  const map = { [state]: add(symbol(state), step) };
  return { name, channels: Object.freeze(["weight"]), units: Object.freeze([unit]), map, graded: true };
}

function jumping(name: string, { name: membrane, unit }: Named): Part {
  return { states: [], parameters: [], port: portOf(name, unit, membrane, arriving()), current: undefined };
}

function lasting(name: string, synapse: LastingSynapse, into: Named, membrane: Named | undefined): Part {
  const { kind, tau, reversal, magnesium } = synapse;
  const called = (base: string): string => (name === "input" ? base : `${base}_${name}`);
  const hasUnits = into.unit !== "";
  const isConductance = reversal !== undefined;
  const unit = isConductance && hasUnits ? quotient(into.unit, membrane!.unit) : into.unit;
  const [tauSyn, eSyn] = [called("tauSyn"), called("eSyn")];
  const decay: Parameter = { name: tauSyn, unit: "ms", default: tau, domain: "positive" };
  const end: Parameter = { name: eSyn, unit: membrane?.unit ?? "", default: reversal ?? 0, domain: "free" };
  const [own, source] = [called(isConductance ? "g" : "i"), called("x")];
  const blocker = called("magnesium");
  const block = {
    name: blocker,
    unit: hasUnits ? "mM" : "",
    default: magnesium ?? 0,
    domain: "nonnegative",
  } as const;
  const [s, x] = [symbol(own), symbol(source)];
  const moving = (state: string, change: Expr): NewState => {
    const rate = div(change, symbol(tauSyn));
    return { name: state, unit, scale: 1, initial: 0, rate };
  };
  const step = arriving();
  return {
    states: kind === "alpha" ? [moving(own, sub(x, s)), moving(source, neg(x))] : [moving(own, neg(s))],
    parameters: [decay, ...(isConductance ? [end] : []), ...(magnesium === undefined ? [] : [block])].map(
      (one) => Object.freeze(one),
    ),
    port:
      kind === "alpha"
        ? portOf(name, unit, source, mul(constant(Math.E), step))
        : portOf(name, unit, own, step),
    current: isConductance
      ? mul(
          magnesium === undefined ? s : mul(s, openShare(symbol(blocker), symbol(membrane!.name))),
          sub(symbol(eSyn), symbol(membrane!.name)),
        )
      : s,
  };
}

/** Of NMDA receptors that magnesium [mM] leaves open at a voltage [mV]: Jahr & Stevens (1990), eq. 4b. */
function openShare(magnesium: Expr, v: Expr): Expr {
  return div(one, add(one, mul(div(magnesium, 3.57), exp(mul(-0.062, v)))));
}

/** The unit of a conductance. */
function quotient(current: string, voltage: string): string {
  return printUnit(timesPower(parseUnit(current, "into"), parseUnit(voltage, "membrane"), -1));
}
