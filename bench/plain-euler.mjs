/**
 * The yardstick: the same networks as a plain typed-array Euler loop on a grid of 0.05 ms, spikes on the
 * grid, no gradient. What a careful programmer writes in an afternoon.
 */
const dt = 0.05;
const [tauMem, tauSyn] = [20, 5];

/** dv/dt of each neuron at voltage or phase v and current i, and its reset. */
const models = {
  lif: { start: 0, reset: 0, slope: (v, i) => (i - v) / tauMem },
  qif: {
    start: 0.5,
    reset: 0,
    slope: (v, i) => {
      const c = Math.cos(Math.PI * v);
      const s = Math.sin(Math.PI * v);
      return (c * (c + s / Math.PI) + (s * s * i) / (Math.PI * Math.PI)) / tauMem;
    },
  },
};

/** @returns a function of the input spike times that gives the first output spike times */
export function plainEuler(name, hidden, inputWeights, outputWeights, until) {
  const { start, reset, slope } = models[name];
  const [vh, ih] = [new Float64Array(hidden), new Float64Array(hidden)];
  const [vo, io] = [new Float64Array(3), new Float64Array(3)];
  const first = new Float64Array(3);
  const steps = Math.round(until / dt);
  return (spikes) => {
    vh.fill(start);
    ih.fill(0);
    vo.fill(start);
    io.fill(0);
    first.fill(Infinity);
    const due = spikes.map(([time]) => Math.round(time / dt));
    for (let step = 0; step < steps; step++) {
      for (let k = 0; k < due.length; k++) {
        if (due[k] === step) for (let n = 0; n < hidden; n++) ih[n] += inputWeights[k * hidden + n];
      }
      for (let n = 0; n < hidden; n++) {
        vh[n] += dt * slope(vh[n], ih[n]);
        ih[n] -= (dt * ih[n]) / tauSyn;
        if (vh[n] >= 1) {
          vh[n] = reset;
          for (let o = 0; o < 3; o++) io[o] += outputWeights[n * 3 + o];
        }
      }
      for (let o = 0; o < 3; o++) {
        vo[o] += dt * slope(vo[o], io[o]);
        io[o] -= (dt * io[o]) / tauSyn;
        if (vo[o] >= 1) {
          if (first[o] === Infinity) first[o] = (step + 1) * dt;
          vo[o] = reset;
        }
      }
    }
    return first;
  };
}
