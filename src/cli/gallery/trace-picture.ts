/** A neuron under its protocol, over time. */
import type { Run } from "../../compile/run.ts";
import { type Expr, evaluate, parseExpression, symbol, symbolsOf } from "../../expr/index.ts";
import { type Picture, tracePicture } from "../../plot/index.ts";
import { labelled, parametersOf } from "./labels.ts";
import type { Protocol, ShownStates, Step } from "./protocol.ts";
import { thinned } from "./thinned.ts";

/** About as many as a picture has pixels. */
const samples = 600;

export function protocolTrace(protocol: Protocol, run: Run): Picture {
  const { model, shown, stimulus, until, title } = protocol;
  const spikes = model.events.length === 0 ? undefined : run.spikeTimes("cell")[0];
  const parts = shown.map((one, k) => ({
    name: headingOf(one),
    series: seriesOf(protocol, run, one).map((series, i) => ({
      ...thinned(series, until / samples),
      panel: headingOf(one),
      ...(k === 0 && i === 0 ? { spikes } : {}),
    })),
    label: axisLabel(protocol, one),
    threshold: thresholdOf(protocol, one),
  }));
  const panels = parts.map(({ name, label, threshold }, k) => ({
    name,
    label,
    ...(threshold?.isConstant
      ? { threshold: evaluate([threshold.formula], parametersOf(protocol))[0]! }
      : {}),
    ...(stimulus.kind === "arrivals" && k === parts.length - 1 ? { arrivals: stimulus.times } : {}),
  }));
  const current = stimulus.kind === "step" ? [stepSeries(stimulus, until)] : [];
  return tracePicture(
    {
      series: [...parts.flatMap(({ series }) => series), ...current],
      panels:
        stimulus.kind === "step"
          ? [...panels, { name: stimulusName, label: labelled(protocol, stimulus.parameter) }]
          : panels,
      time: [0, until],
    },
    { title },
  );
}

const stimulusName = "stimulus";

function headingOf({ states }: ShownStates): string {
  return states.join(", ");
}

function axisLabel(protocol: Protocol, { states }: ShownStates): string {
  const [first] = states;
  const label = labelled(protocol, first!);
  return states.length === 1 ? label : label.replace(first!, "").trim();
}

function stepSeries({ rest, value, from, to }: Step, until: number) {
  return {
    name: "",
    panel: stimulusName,
    times: [0, from, from, to, to, until],
    values: [rest, rest, value, value, rest, rest],
  };
}

interface Threshold {
  readonly formula: Expr;
  readonly isConstant: boolean;
}

function thresholdOf({ model }: Protocol, { threshold }: ShownStates): Threshold | undefined {
  if (threshold === undefined) return undefined;
  const states = model.states.map(({ name }) => name);
  const names = [...states, ...model.parameters.map(({ name }) => name)];
  const known = new Map(names.map((name) => [name, symbol(name)]));
  const formula = parseExpression(threshold, { where: "gallery", known });
  return { formula, isConstant: states.every((name) => !symbolsOf([formula]).has(name)) };
}

function seriesOf(protocol: Protocol, run: Run, shown: ShownStates) {
  const spacing = protocol.until / samples;
  const trace = (state: string) => run.trace("cell", 0, state, { spacing });
  const { states } = shown;
  const threshold = thresholdOf(protocol, shown);
  const isAlone = states.length === 1 && threshold?.isConstant !== false;
  const series = states.map((state) => ({ name: isAlone ? "" : state, ...trace(state) }));
  if (threshold === undefined || threshold.isConstant) return series;
  const all = protocol.model.states.map(({ name }) => [name, trace(name).values] as const);
  const parameters = parametersOf(protocol);
  const { times } = series[0]!;
  const values = Float64Array.from(times, (_, k) => {
    const now = Object.fromEntries(all.map(([name, list]) => [name, list[k]!]));
    return evaluate([threshold.formula], { ...parameters, ...now })[0]!;
  });
  return [...series, { name: "threshold", times, values }];
}
