/** The two networks that are timed, on official Yin-Yang samples. */
import {
  connect,
  firstSpikeCrossEntropy,
  firstSpikeTimes,
  lif,
  network,
  normal,
  population,
  qif,
  source,
} from "saltus";
import { latencyEncoding, yinYangTrain } from "saltus/data";

export const until = 60;
const encode = latencyEncoding({ tMin: 0, tMax: 30, bias: 0 });

function build(model, hidden) {
  return network({
    populations: { input: source(5), hidden: population(model, hidden), output: population(model, 3) },
    projections: [
      connect("input", "hidden", { weight: normal(1.5, 0.78) }),
      connect("hidden", "output", { weight: normal(0.93, 0.1) }),
    ],
  });
}

export const networks = {
  "5-120-3 LIF": { net: build(lif, 120), hidden: 120, plain: "lif" },
  "5-20-3 QIF": { net: build(qif, 20), hidden: 20, plain: "qif" },
};

export const objective = {
  terms: [{ readout: firstSpikeTimes("output", { silentTime: "until" }), loss: firstSpikeCrossEntropy() }],
  until,
  rtol: 1e-6,
  atol: 1e-6,
};

export function samples(count) {
  const { features, labels } = yinYangTrain();
  return {
    inputs: Array.from({ length: count }, (_, i) => ({ input: encode(features.subarray(4 * i, 4 * i + 4)) })),
    targets: [...labels.subarray(0, count)],
  };
}
