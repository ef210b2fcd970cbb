/**
 * One Tsit5 step of a neuron, error norm and event polynomial included, by execution; reference:
 * JavaScript. A kernel is called for 1000 neurons in turn, as a run does it.
 *
 * Expected: WebAssembly at least 1.5 times as fast as JavaScript for EIF, whose step has seven
 * exponentials. Seen: 1.7 times against JavaScript that calls Math.exp, 1.3 times against JavaScript as
 * it is now: the shared exponential made JavaScript faster, too. LIF is the same in both.
 */

import { interleaved } from "./interleaved.mjs";
import { internals } from "./internals.mjs";

const { eif, emitJavaScript, exp, explicitStepMap, kernelMemory, lif, neuronPrograms, qif, ...parts } =
  await internals(
    ...["codegen/javascript", "codegen/memory", "compile/explicit-step-map", "compile/neuron-kernels"].map(
      (path) => `src/${path}.ts`,
    ),
    "src/compile/step-programs.ts",
    "src/neurons/catalogue.ts",
    "src/numeric/exponential.ts",
    "src/solvers/index.ts",
  );
const { stepProgram, tsitouras54 } = parts;
const neurons = 1000;

/** The step kernel in JavaScript that calls the engine's exponential in place of ours. */
function hostStep(model, programs, memory) {
  const program = stepProgram(explicitStepMap(model, tsitouras54), programs.frame);
  return new Function("m", "exp", emitJavaScript(program))(memory.doubles, Math.exp);
}

/** A function that makes one step of every neuron, from states and step sizes that differ. */
function stepper(model, execution) {
  const programs = neuronPrograms(model, tsitouras54);
  const { size } = programs.frame;
  const memory = kernelMemory(neurons * size, execution === "host" ? "javascript" : execution);
  const kernel = execution === "host" ? hostStep(model, programs, memory) : programs.bind(memory).step;
  for (let neuron = 0; neuron < neurons; neuron++) {
    const set = (name, value) => {
      memory.doubles[neuron * size + programs.frame.slot(name)] = value;
    };
    for (const { name, default: value } of model.parameters) set(name, value);
    model.states.forEach(({ name }, i) => {
      set(name, 0.1 * i + 0.0001 * neuron);
    });
    set("$h", 0.1 + 0.001 * (neuron % 100));
    set("$rtol", 1e-6);
    set("$atol", 1e-6);
  }
  return () => {
    for (let neuron = 0; neuron < neurons; neuron++) kernel(neuron * size);
  };
}

const rows = [];
for (const [name, model] of Object.entries({ LIF: lif, EIF: eif, QIF: qif })) {
  const executions = ["javascript", "webassembly", "interpreter", ...(model === eif ? ["host"] : [])];
  const runs = executions.map((execution) => stepper(model, execution));
  const calls = executions.map((execution) => (execution === "interpreter" ? 1 : 20));
  const times = interleaved(
    runs.map((run, k) => () => {
      for (let call = 0; call < calls[k]; call++) run();
    }),
    { rounds: 41, warmUp: 10 },
  ).map((time, k) => (1e6 * time) / neurons / calls[k]);
  const add = (k, reference) =>
    rows.push({
      what: `${name}, one Tsit5 step, ${executions[k]}`,
      unit: "ns",
      value: times[k],
      reference: reference === 3 ? "javascript with Math.exp" : "javascript",
      referenceValue: times[reference],
    });
  for (const k of [1, 2]) add(k, 0);
  if (model === eif) add(1, 3);
}

/** Over arguments from −20 to 10, in a loop of its own for each function, so that neither profits from the other. */
const sums = {
  exp: (xs) => {
    let sum = 0;
    for (let i = 0; i < xs.length; i++) sum += exp(xs[i]);
    return sum;
  },
  host: (xs) => {
    let sum = 0;
    for (let i = 0; i < xs.length; i++) sum += Math.exp(xs[i]);
    return sum;
  },
};
const arguments_ = Float64Array.from({ length: 10_000 }, (_, i) => -20 + (i * 30) / 10_000);
const [own, host] = interleaved([() => sums.exp(arguments_), () => sums.host(arguments_)], {
  rounds: 101,
  warmUp: 20,
});
rows.push({
  what: "exp in JavaScript, one call",
  unit: "ns",
  value: (1e6 * own) / arguments_.length,
  reference: "Math.exp",
  referenceValue: (1e6 * host) / arguments_.length,
});

console.log(JSON.stringify(rows));
