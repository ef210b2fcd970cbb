/** Loss, accuracy and silent labels over the epochs of a training, in stacked panels. */
import { checkOptions, type Kinds } from "../options.ts";
import { type Axis, leftMargin } from "./axes.ts";
import { asLongAs, checkedFrameWidth, checkedWidth, increasing, within } from "./check.ts";
import { type CurvePanel, drawnPanel, labelText, type Series } from "./curve-panel.ts";
import { rightMargin } from "./end-labels.ts";
import { compactNumber, compactPercent, countOf } from "./format.ts";
import { palette } from "./palette.ts";
import type { Picture, PictureOptions } from "./picture.ts";
import { extent, integerTicks, linearTicks, logarithmicTicks, roundDomain, tickCount } from "./ticks.ts";

/** One value per epoch in every series `[epochs]`. */
export interface LearningCurve {
  /** Numbers of the epochs, increasing; 1, 2, … unless given. */
  readonly epochs?: ArrayLike<number>;
  /** Mean training loss; Infinity is drawn as a triangle at the upper edge. */
  readonly trainLoss: ArrayLike<number>;
  readonly validationLoss?: ArrayLike<number>;
  /** Shares of one. */
  readonly trainAccuracy?: ArrayLike<number>;
  readonly validationAccuracy?: ArrayLike<number>;
  /** Share of the samples whose label neuron stayed silent. */
  readonly silentLabels?: ArrayLike<number>;
}

const where = "learningCurvePicture";
const loss = within(-Number.MAX_VALUE, Infinity);
const share = asLongAs("trainLoss", within(0, 1));
const kinds: Kinds<LearningCurve> = {
  trainLoss: loss,
  epochs: asLongAs("trainLoss", increasing(true)),
  validationLoss: asLongAs("trainLoss", loss),
  trainAccuracy: share,
  validationAccuracy: share,
  silentLabels: share,
};
const [blue, orange, , purple] = palette(where, 4, "series") as [string, string, string, string];

function lossAxis(series: readonly Series[]): Axis {
  const range = extent(...series.map(({ values }) => values));
  if (range === undefined) return { domain: [0, 1], ticks: [] };
  const [low, high] = range;
  if (low > 0 && high > 10 * low) {
    const margin = (high / low) ** 0.04;
    const domain = [low / margin, high * margin] as const;
    return { domain, ticks: logarithmicTicks(domain), logarithmic: true };
  }
  const domain = roundDomain([low >= 0 && low < high / 2 ? 0 : low, high], 5);
  return { domain, ticks: linearTicks(domain, 5) };
}

/** From zero, or a round percentage below the worst value where that is more than half, to 100 %; with a tick at either end. */
function accuracyAxis(series: readonly Series[]): Axis {
  const [low] = extent(...series.map(({ values }) => values)) ?? [0];
  const lowest = [0.9, 0.8, 0.6].find((share) => share <= low) ?? 0;
  const domain = [lowest, 1] as const;
  return { domain, ticks: linearTicks(domain, 4), format: compactPercent };
}

/** From zero to a round percentage, at least 1 %. */
function silentAxis(values: ArrayLike<number>): Axis {
  const [, high] = extent(values) ?? [0, 1];
  const domain = [0, Math.min(1, roundDomain([0, Math.max(0.01, high)], 3)[1])] as const;
  return { domain, ticks: linearTicks(domain, 3), format: compactPercent };
}

function lossPanel(series: readonly Series[]): CurvePanel {
  const axis = lossAxis(series);
  const infinite = series.reduce(
    (sum, s) => sum + Array.from(s.values).filter((v) => v === Infinity).length,
    0,
  );
  const details = [
    axis.logarithmic ? "logarithmic" : "",
    infinite > 0 ? `▲ ${countOf(infinite, "infinite value")}` : "",
  ];
  const detail = details.filter((text) => text !== "").join(" · ");
  return { heading: "loss", detail, height: 190, series, axis, format: compactNumber };
}

function accuracyPanel(series: readonly Series[], epochs: readonly number[]): CurvePanel {
  const values = Array.from(series.find(({ name }) => name === "validation")?.values ?? []);
  const best = values.reduce((k, value, i) => (value > values[k]! ? i : k), 0);
  const detail =
    values.length > 1 ? `best validation ${compactPercent(values[best]!)} at epoch ${epochs[best]}` : "";
  return {
    heading: "accuracy",
    detail,
    height: 190,
    series,
    axis: accuracyAxis(series),
    format: compactPercent,
  };
}

/** Those of the series that are given. */
function given(
  ...candidates: readonly (readonly [name: string, values: ArrayLike<number> | undefined, colour: string])[]
): Series[] {
  return candidates.flatMap(([name, values, colour]) =>
    values === undefined ? [] : [{ name, values, colour }],
  );
}

function curvePanels(curve: LearningCurve, epochs: readonly number[]): CurvePanel[] {
  const panels = [
    lossPanel(given(["train", curve.trainLoss, blue], ["validation", curve.validationLoss, orange])),
  ];
  const accuracy = given(
    ["train", curve.trainAccuracy, blue],
    ["validation", curve.validationAccuracy, orange],
  );
  if (accuracy.length > 0) panels.push(accuracyPanel(accuracy, epochs));
  const silent = given(["silent", curve.silentLabels, purple]);
  for (const one of silent) {
    const axis = silentAxis(one.values);
    panels.push({ heading: "silent labels", height: 110, series: silent, axis, format: compactPercent });
  }
  return panels;
}

/** Round numbers, and the first epoch where there is room for it. */
function epochTicks(domain: readonly [number, number], length: number): number[] {
  const ticks = integerTicks(domain, tickCount(length, 50));
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : 1;
  return ticks.length === 0 || ticks[0]! - domain[0] > 0.6 * step ? [domain[0], ...ticks] : ticks;
}

/**
 * Learning curve: loss (logarithmic if it spans more than a decade), accuracy and silent labels by epoch.
 *
 * Panels whose series are not given are left out; the last value of each series is written at its end.
 *
 * @returns a picture for `renderSvg` or `renderPng`
 * @throws OptionError if a value is NaN or a share is outside [0, 1], naming the series and the index;
 *   for epochs that do not increase, or a width that is too small
 * @throws ShapeError if a series has another length than `trainLoss`
 */
export function learningCurvePicture(curve: LearningCurve, options: PictureOptions = {}): Picture {
  const paper = checkedWidth(where, options);
  const { width } = paper;
  checkOptions(where, curve, kinds, ["trainLoss"]);
  const epochs = Array.from(curve.epochs ?? curve.trainLoss, (epoch, i) => (curve.epochs ? epoch : i + 1));
  const panels = curvePanels(curve, epochs);
  const last = epochs.at(-1) ?? 1;
  // A single epoch is drawn at the right edge, beside its labels.
  const domain = [epochs.length > 1 ? epochs[0]! : last - 1, last] as const;
  const frame = {
    width,
    marginLeft: leftMargin(panels.map(({ axis }) => axis)),
    marginRight: rightMargin(
      panels.flatMap((panel) => panel.series.map((series) => labelText(panel, series))),
    ),
  };
  const room = checkedFrameWidth(where, width, frame.marginLeft + frame.marginRight);
  const ticks = epochs.length > 1 ? epochTicks(domain, room) : epochs;
  return {
    title: options.title ?? "Learning curve",
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    ...paper,
    panels: panels.map((panel, i) =>
      drawnPanel(panel, epochs, { domain, ticks, label: "epoch", drawn: i === panels.length - 1 }, frame),
    ),
  };
}
