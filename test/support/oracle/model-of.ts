/** A neuron model of the library as the oracle wants it. */

import { sub } from "../../../src/expr/build.ts";
import { type Expr, reachable, symbolsOf } from "../../../src/expr/node.ts";
import { initialName, initialValues } from "../../../src/neurons/initial-values.ts";
import type { NeuronEvent, NeuronModel } from "../../../src/neurons/neuron-model.ts";
import { compile } from "./compile.ts";
import type { Here, OracleEvent, OracleModel, OraclePort, OracleSwitch } from "./model.ts";

/** The model, and its initial values from parameters and, where they are not those of the model, `initial.v` and so on. */
export interface Adapted {
  readonly model: OracleModel;
  initial(values: Readonly<Record<string, number>>): Float64Array;
}

const adapted = new WeakMap<NeuronModel, Adapted>();

/** Cached: what is compiled once serves all neurons. */
export function modelOf(model: NeuronModel): Adapted {
  const known = adapted.get(model);
  if (known !== undefined) return known;
  const made = adapt(model);
  adapted.set(model, made);
  return made;
}

type Numbers = (here: Here, w?: ArrayLike<number>, payload?: number) => Float64Array;

function adapt(model: NeuronModel): Adapted {
  const { states, parameters, signals, derivatives, events, ports } = model;
  const symbols = new Map([
    ["t", "t"],
    ...states.map(({ name }, k) => [name, `y[${k}]`] as const),
    ...parameters.map(({ name }, k) => [name, `p[${k}]`] as const),
    ...signals.map((name, k) => [name, `s[${k}]`] as const),
  ]);
  const { switches, nodes } = switchesOf(model, symbols);
  const field = compile(derivatives, { symbols, nodes });
  const numbers = (roots: readonly Expr[], channels: readonly string[] = []): Numbers => {
    const own = new Map([
      ...symbols,
      ...channels.map((name, k) => [name, `w[${k}]`] as const),
      ["payload", "payload"],
    ]);
    const program = compile(roots, { symbols: own });
    return (here, w = [], payload = 1) => {
      const out = new Float64Array(roots.length);
      program(here, w, payload, out);
      return out;
    };
  };
  const eventOf = ({ name, when, reset, emits, fireAtStart, repeats, payload }: NeuronEvent): OracleEvent => {
    const g = compile([when], { symbols, nodes });
    const carried = payload && numbers([payload]);
    const out = new Float64Array(1);
    return {
      name,
      g: (here) => {
        g(here, [], 1, out);
        return out[0]!;
      },
      reset: numbers(reset),
      emits,
      fireAtStart,
      repeats,
      ...(carried === undefined ? {} : { payload: (here: Here) => carried(here)[0]! }),
    };
  };
  const roots = initialValues(states);
  const names = [...symbolsOf(roots)];
  const given = new Map(
    states.flatMap(({ name, initial: own }) =>
      typeof own === "number" ? [[initialName(name), own] as const] : [],
    ),
  );
  const initial = compile(roots, { symbols: new Map(names.map((name, k) => [name, `p[${k}]`])) });
  return {
    model: {
      states: states.map(({ name }) => name),
      scales: states.map(({ scale }) => scale),
      field: (here, out) => field(here, [], 1, out),
      events: events.map(eventOf),
      ports: ports.map(({ channels, map }): OraclePort => {
        const after = numbers(map, channels);
        return { arrive: (here, weights, payload) => after(here, weights, payload) };
      }),
      switches,
    },
    initial: (values) => {
      const out = new Float64Array(states.length);
      initial({ p: names.map((name) => values[name] ?? given.get(name)!) }, [], 1, out);
      return out;
    },
  };
}

/** Names of the initial values that are parameters, in the order of the states. */
export function initialNames({ states }: NeuronModel): string[] {
  return states.flatMap(({ name, initial }) => (typeof initial === "number" ? [initialName(name)] : []));
}

/**
 * Comparisons of what changes between events; in the dynamics also min, max and abs, which have a kink there. Those of
 * an event function stay: a kink in it hides no crossing.
 */
function switchesOf(
  { derivatives, events, states, signals }: NeuronModel,
  symbols: ReadonlyMap<string, string>,
): { switches: OracleSwitch[]; nodes: Map<Expr, string> } {
  const moving = new Set(["t", ...signals, ...states.flatMap((s) => (s.discrete ? [] : [s.name]))]);
  const whens = events.map(({ when }) => when);
  const inDynamics = new Set(reachable(derivatives));
  const switches: OracleSwitch[] = [];
  const nodes = new Map<Expr, string>();
  const found = new Map<Expr, number>();
  const out = new Float64Array(1);
  for (const node of reachable([...derivatives, ...whens])) {
    const { op, args } = node;
    const isKink = op === "abs" || op === "min" || op === "max";
    if (op !== "lt" && op !== "le" && op !== "floor" && !(isKink && inDynamics.has(node))) continue;
    if (!reaches(args, moving, nodes)) continue;
    const [a, b] = args;
    const difference = b === undefined ? a! : sub(a!, b);
    const kind = op === "floor" ? "floor" : "sign";
    // One and the same function under a floor and under a comparison is two switches.
    let k = kind === "sign" ? found.get(difference) : undefined;
    if (k === undefined) {
      k = switches.length;
      if (kind === "sign") found.set(difference, k);
      const q = compile([difference], { symbols, nodes: new Map(nodes) });
      switches.push({
        kind,
        q: (here) => {
          q(here, [], 1, out);
          return out[0]!;
        },
      });
    }
    nodes.set(node, read[op](`m[${k}]`));
  }
  return { switches, nodes };
}

/** What stands for a node, by the mode: $0 and $1 are its arguments. */
const read = {
  lt: (m: string) => `(${m} < 0 ? 1 : 0)`,
  le: (m: string) => `(${m} <= 0 ? 1 : 0)`,
  floor: (m: string) => m,
  abs: (m: string) => `(${m} < 0 ? -$0 : $0)`,
  min: (m: string) => `(${m} <= 0 ? $0 : $1)`,
  max: (m: string) => `(${m} >= 0 ? $0 : $1)`,
} as const;

/** Whether something that moves is reached, not counting what only moves by another switch. */
function reaches(
  roots: readonly Expr[],
  moving: ReadonlySet<string>,
  nodes: ReadonlyMap<Expr, string>,
): boolean {
  const steps = (node: Expr): boolean =>
    nodes.has(node) && (node.op === "lt" || node.op === "le" || node.op === "floor");
  return reachable(roots, steps).some((node) => node.op === "symbol" && moving.has(node.name));
}
