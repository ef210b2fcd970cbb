/** The pictures of one neuron of the gallery. */
import { linePicture, type Picture } from "../../plot/index.ts";
import { labelled } from "./labels.ts";
import { type FixedPoints, phasePicture } from "./phase-picture.ts";
import type { Protocol } from "./protocol.ts";
import { firingRates, protocolRun } from "./protocol-run.ts";
import { protocolTrace } from "./trace-picture.ts";

export interface NeuronPictures {
  /** By what they show. */
  readonly pictures: Readonly<Record<string, Picture>>;
  readonly fixedPoints: readonly FixedPoints[];
}

/** How many currents an f–I curve has. */
const currentCount = 41;

export function neuronPictures(protocol: Protocol): NeuronPictures {
  const run = protocolRun(protocol);
  const phase = protocol.phase === undefined ? undefined : phasePicture(protocol, run);
  return {
    pictures: {
      trace: protocolTrace(protocol, run),
      ...(phase === undefined ? {} : { phase: phase.picture }),
      ...(protocol.rates === undefined ? {} : { rates: ratesOf(protocol) }),
    },
    fixedPoints: phase?.points ?? [],
  };
}

function ratesOf(protocol: Protocol): Picture {
  const { currents, rates } = firingRates(protocol, currentCount);
  return linePicture(
    {
      series: [{ x: currents, y: rates, dots: true }],
      x: { label: labelled(protocol, protocol.rates!.parameter) },
      y: { label: "rate [Hz]" },
    },
    { title: "f–I curve" },
  );
}
