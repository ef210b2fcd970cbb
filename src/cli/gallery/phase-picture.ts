/** The phase line or plane of a neuron. */
import type { Run } from "../../compile/run.ts";
import { type LineSeries, linePicture, type MarkedPoint, type Picture } from "../../plot/index.ts";
import { hasNoUnit, labelled, shownUnit } from "./labels.ts";
import {
  type FixedPoint,
  fixedPoints,
  nullcline,
  type PhaseSpace,
  phaseSpace,
  ratesAt,
} from "./phase-space.ts";
import type { Protocol } from "./protocol.ts";

/** Fixed points under one current. */
export interface FixedPoints {
  /** Such as `at bias = 1.5 mV`. */
  readonly where: string;
  readonly names: readonly string[];
  readonly points: readonly FixedPoint[];
}

const samples = 600;

interface Field {
  readonly where: string;
  readonly space: PhaseSpace;
}

/** Under the current of the step and at rest, or as it is between arrivals. */
function phaseSpaces(protocol: Protocol): Field[] {
  const { model, stimulus, phase, parameters } = protocol;
  if (stimulus.kind === "arrivals") return [{ where: "", space: phaseSpace(model, phase!, parameters) }];
  const { parameter, rest, value } = stimulus;
  const { unit } = model.parameters.find(({ name }) => name === parameter)!;
  return [value, rest].map((current) => ({
    where: `${parameter} = ${shownNumber(current)}${hasNoUnit(unit) ? "" : ` ${shownUnit(unit)}`}`,
    space: phaseSpace(model, phase!, { ...parameters, [parameter]: current }),
  }));
}

function shownNumber(value: number): string {
  return String(value).replace("-", "−");
}

/** A disc where a fixed point is stable, a ring where it is not, a cross for a saddle; the second field is that at rest. */
function marks(points: readonly FixedPoints[], hasTexts: boolean): MarkedPoint[] {
  return points.flatMap(({ points: own }, field) =>
    own.map(({ at, kind, isStable }) => ({
      x: at[0]!,
      y: at[1] ?? 0,
      mark: isStable ? ("full" as const) : kind === "saddle" ? ("cross" as const) : ("open" as const),
      ...(hasTexts ? { text: field === 0 ? kind : `${kind} at rest` } : {}),
    })),
  );
}

const key = "Fixed points: a disc is stable, a ring unstable, a cross a saddle.";

export interface PhasePicture {
  readonly picture: Picture;
  readonly caption: string;
  readonly points: readonly FixedPoints[];
}

/** @param run  of the protocol */
export function phasePicture(protocol: Protocol, run: Run): PhasePicture {
  const fields = phaseSpaces(protocol);
  const points = fields.map(({ space, where }) => ({
    where,
    names: space.names,
    points: fixedPoints(space),
  }));
  const isLine = Object.keys(protocol.phase!).length === 1;
  return {
    picture: isLine ? lineOf(protocol, fields, points) : planeOf(protocol, run, fields, points),
    caption: isLine ? "The rate of change over the state." : "The trajectory between the nullclines.",
    points,
  };
}

/** The rate of the only state. */
function lineOf(protocol: Protocol, fields: readonly Field[], points: readonly FixedPoints[]): Picture {
  const [[name, [low, high]]] = Object.entries(protocol.phase!) as [[string, readonly [number, number]]];
  const x = Array.from({ length: 301 }, (_, k) => low + ((high - low) * k) / 300);
  const series: LineSeries[] = fields.map(({ where, space }, k) => ({
    name: where,
    x,
    y: x.map((at) => ratesAt(space, [at])[0]!),
    dashed: k > 0,
  }));
  const unit = protocol.model.states.find((state) => state.name === name)!.unit;
  return linePicture(
    {
      series: [...series, { x: [low, high], y: [0, 0], dashed: true }],
      x: { label: labelled(protocol, name), domain: [low, high] },
      y: { label: `d${name}/dt [${hasNoUnit(unit) ? "1/ms" : `${shownUnit(unit)}/ms`}]` },
      points: marks(points, false),
    },
    { title: `${protocol.title}: phase line`, caption: key },
  );
}

function planeOf(
  protocol: Protocol,
  run: Run,
  fields: readonly Field[],
  points: readonly FixedPoints[],
): Picture {
  const [first, second] = Object.keys(protocol.phase!) as [string, string];
  const spacing = protocol.until / samples;
  const { times, values: x } = run.trace("cell", 0, first, { spacing });
  const { values: y } = run.trace("cell", 0, second, { spacing });
  const [driven, resting] = fields;
  const lines = [
    { name: `d${first}/dt = 0`, ...nullcline(driven!.space, 0) },
    { name: `d${second}/dt = 0`, ...nullcline(driven!.space, 1) },
    ...(resting === undefined
      ? []
      : [{ name: `d${first}/dt = 0, ${resting.where}`, ...nullcline(resting.space, 0) }]),
  ];
  return linePicture(
    {
      series: [{ name: "trajectory", times, x, y }, ...lines.map((one) => ({ ...one, dashed: true }))],
      x: { label: labelled(protocol, first) },
      y: { label: labelled(protocol, second) },
      points: marks(points, true),
    },
    {
      title: `${protocol.title}: phase plane${driven!.where === "" ? "" : `, ${driven!.where}`}`,
      caption: key,
    },
  );
}
