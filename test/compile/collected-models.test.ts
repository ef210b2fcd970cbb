import { expect, it } from "vitest";
import { runAsUser } from "../support/run-as-user.ts";

/** Prints the heap in use after 200 and 600 models, each of its own kind, of which nobody holds one. */
const program = `
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  connect, defineNeuron, explain, firstSpikeTimes, network, population, simulate, source, meanSquaredError, valueAndGradient,
} from "saltus";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const heaps = [];
for (let k = 1; k <= 600; k++) {
  const model = defineNeuron({
    name: "cell" + k,
    state: { v: {} },
    parameters: { tau: 10 + k },
    dynamics: "dv/dt = " + (k + 0.5) + " * exp(-v) / tau + " + k,
    spike: { when: "v - " + (1 + 1 / k), reset: { v: 0 } },
    input: { v: "v + weight" },
  });
  const net = network({
    populations: { input: source(1), cell: population(model, 1) },
    projections: [connect("input", "cell", { weight: 0.5 })],
  });
  if (k % 20 === 0) {
    const readout = firstSpikeTimes("cell", { silentTime: "until" });
    const gradient = valueAndGradient(net, { terms: [{ readout, loss: meanSquaredError() }], until: 1 });
    gradient(net.initialParameters(), { input: [[0.1]] }, [0.5]);
  } else simulate(net, net.initialParameters(), { input: [[0.1]] }, { until: 0.1 });
  if (k % 8 === 2) {
    const dynamics = "dv/dt = (" + k + " * i - v) / tau\\n di/dt = -i / " + k;
    explain(defineNeuron({ name: "linear", state: { v: {}, i: {} }, parameters: { tau: k }, dynamics, spike: { when: "v - 1" } }));
  }
  if (k % 400 === 200) {
    collect();
    heaps.push(process.memoryUsage().heapUsed);
  }
}
console.log(JSON.stringify(heaps));
`;

it("models that nobody holds are collected, with their programs and networks", async () => {
  const { output, errors } = await runAsUser(program);
  const heaps = JSON.parse(output || errors) as number[];
  // A model kept would hold at least its expressions, 40 kB of them. What stays now is below 1 kB for each: names
  // in the engine's tables, and sites of compiled code.
  expect(heaps[1]! - heaps[0]!).toBeLessThan(400 * 4000);
});
