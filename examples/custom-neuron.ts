/**
 * A neuron of one's own, written twice: as text, the way a paper prints it, and as functions. Both become
 * the same expressions, so they have the same spikes to the last bit; and both have gradients, which four
 * lines below are checked against differences.
 */
import {
  checkGradients,
  defineNeuron,
  meanSquaredError,
  network,
  population,
  simulate,
  spikeTimes,
} from "saltus";
import { add, div, exp, mul, neg, sub } from "saltus/expr";

const parameters = {
  tau: { default: 20, domain: "positive" },
  tauW: { default: 100, domain: "positive" },
  drive: 2.5,
} as const;

const asText = defineNeuron({
  name: "adaptive",
  state: { v: {}, w: {} },
  parameters,
  dynamics: `
    upstroke = 0.2 * exp((v - 1) / 0.2)
    tau * dv/dt = -v + upstroke - w + drive
    tauW * dw/dt = 0.5 * v - w
  `,
  spike: { when: "v - 3", reset: { v: 0, w: "w + 0.3" } },
});

const asFunctions = defineNeuron({
  name: "adaptive",
  state: { v: {}, w: {} },
  parameters,
  dynamics: ({ v, w, tau, tauW, drive }) => {
    const upstroke = mul(0.2, exp(div(sub(v!, 1), 0.2)));
    return {
      v: div(add(sub(add(neg(v!), upstroke), w!), drive!), tau!),
      w: div(sub(mul(0.5, v!), w!), tauW!),
    };
  },
  spike: { when: ({ v }) => sub(v!, 3), reset: ({ w }) => ({ v: 0, w: add(w!, 0.3) }) },
});

for (const neuron of [asText, asFunctions]) {
  const net = network({ populations: { cell: population(neuron, 1) } });
  const times = simulate(net, net.initialParameters(), {}, { until: 100 }).spikeTimes("cell")[0]!;
  console.log(Array.from(times, (time) => time.toFixed(9)).join(" "));
}

const net = network({ populations: { cell: population(asText, 1) } });
const objective = {
  terms: [{ readout: spikeTimes("cell", { count: 2 }), loss: meanSquaredError() }],
  until: 100,
};
const check = checkGradients(net, objective, net.initialParameters(), {}, [10, 20]);
console.log(`gradients agree: ${check.agrees}`);

/* Prints:
16.372729401 35.944361906 59.370536708 87.019048334
16.372729401 35.944361906 59.370536708 87.019048334
gradients agree: true
*/
