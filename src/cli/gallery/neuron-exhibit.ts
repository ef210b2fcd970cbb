/** The page of a neuron of the library. */
import { linePicture, type Picture } from "../../plot/index.ts";
import type { Exhibit, Figure } from "./exhibit.ts";
import { equationsOf, labelled } from "./labels.ts";
import { phasePicture } from "./phase-picture.ts";
import type { Currents, Protocol } from "./protocol.ts";
import { firingRates, type OverCurrents, peakValues, protocolRun } from "./protocol-run.ts";
import { protocolTrace } from "./trace-picture.ts";

/** How many currents a curve has. */
const currentCount = 41;

/** @param name  of the neuron, with which its files begin */
export function neuronExhibit(name: string, protocol: Protocol): Exhibit {
  const { model, title, note, source, parameters = {}, phase, rates, peaks } = protocol;
  const run = protocolRun(protocol);
  const plane = phase === undefined ? undefined : phasePicture(protocol, run);
  const figures: Figure[] = [
    { file: `${name}-trace`, picture: protocolTrace(protocol, run), caption: traceCaption(protocol) },
  ];
  if (plane !== undefined) figures.push({ file: `${name}-phase`, ...plane });
  if (rates !== undefined) {
    const picture = curve(
      protocol,
      rates,
      firingRates(protocol, rates, currentCount),
      "f–I curve",
      "rate [Hz]",
    );
    figures.push({ file: `${name}-rates`, picture, caption: "Firing rate under constant currents." });
  }
  if (peaks !== undefined) {
    const label = `highest ${labelled(protocol, peaks.state)}`;
    const picture = curve(protocol, peaks, peakValues(protocol, peaks, currentCount), "tuning curve", label);
    figures.push({ file: `${name}-peaks`, picture, caption: "Response to constant currents." });
  }
  const changed = Object.entries(parameters).map(([own, value]) => `${own} = ${value}`);
  return {
    title,
    notes: [note, ...(changed.length === 0 ? [] : [`Here ${changed.join(", ")}.`])],
    figures,
    ...(plane !== undefined && { fixedPoints: plane.points }),
    equations: equationsOf(model),
    ...(source !== undefined && { source }),
  };
}

function traceCaption({ model, stimulus }: Protocol): string {
  const what = stimulus.kind === "step" ? `A step of ${stimulus.parameter}` : "Arrivals, the ticks below";
  return model.events.length === 0 ? `${what}.` : `${what}; triangles are spikes.`;
}

function curve(
  protocol: Protocol,
  { parameter }: Currents,
  { currents, values }: OverCurrents,
  what: string,
  label: string,
): Picture {
  return linePicture(
    {
      series: [{ x: currents, y: values, dots: true }],
      x: { label: labelled(protocol, parameter) },
      y: { label },
    },
    { title: `${protocol.title}: ${what}` },
  );
}
