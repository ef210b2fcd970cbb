import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { variablesOf } from "../../../src/compile/run-variables.ts";
import { SimulationError } from "../../../src/errors.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { lif } from "../../../src/neurons/lif.ts";
import { randomGenerator } from "../../../src/numeric/random.ts";
import { replay } from "../../../src/simulate/look-back/replay.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { rk4 } from "../../../src/solvers/tableaus/rk4.ts";
import { randomCase } from "../../support/arbitrary-network.ts";

const net = network({
  populations: { input: source(2), hidden: population(lif, 2), output: population(lif, 1) },
  projections: [
    connect("input", "hidden", {
      weight: [
        [9, 10],
        [8, 7],
      ],
      delay: 0.5,
    }),
    connect("hidden", "output", { weight: 5 }),
  ],
});
const input = { input: [[1, 12], [3]] };
const options = {
  until: 30,
  method: rk4,
  stepSize: 0.5,
  samples: [{ population: "output", times: [10, 25] }],
};

describe("replay", () => {
  it("of the recorded values gives the recorded run, bit for bit", () => {
    const run = simulate(net, net.initialParameters(), input, options);
    expect(run.spikeTimes("output")[0]!.length).toBeGreaterThan(0);
    const again = replay(run, variablesOf(run));
    expect(again.lost).toBeUndefined();
    expect(again.reversals).toBe(0);
    for (const name of ["hidden", "output"]) expect(again.run.spikeTimes(name)).toEqual(run.spikeTimes(name));
    expect(again.run.samples("output").values).toEqual(run.samples("output").values);
  });

  it("of random runs gives them again, but for the last bit of a time clipped to a target", () => {
    fc.assert(
      fc.property(randomCase({ min: 1, max: 2 }), ({ network: other, input: given, options: settings }) => {
        let run: ReturnType<typeof simulate>;
        try {
          run = simulate(other, other.initialParameters(), given, settings);
        } catch (error) {
          fc.pre(!(error instanceof SimulationError));
          throw error;
        }
        const { lost, run: again } = replay(run, variablesOf(run));
        expect(lost).toBeUndefined();
        const count = run.tape.spikes.time.length;
        for (let record = 0; record < count; record++) {
          const [time, recorded] = [again.tape.spikes.time.data[record]!, run.tape.spikes.time.data[record]!];
          expect(Math.abs(time - recorded)).toBeLessThanOrEqual(1e-12);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("of changed values is the simulation with them, where no step changes its place", () => {
    // Fixed steps: the mesh of the new simulation is the recorded one as long as its events keep their order.
    const run = simulate(net, net.initialParameters(), input, options);
    const variables = variablesOf(run);
    const { offset } = net.layout.row("input→hidden.weight");
    variables.parameters[offset]! += 1e-4;
    variables.spikeTimes[0]! += 1e-4;
    const { run: replayed } = replay(run, variables);
    const parameters = net.initialParameters();
    parameters.view("input→hidden.weight")[0]! += 1e-4;
    const simulated = simulate(net, parameters, { input: [[1 + 1e-4, 12], [3]] }, options);
    for (const name of ["hidden", "output"]) {
      simulated.spikeTimes(name).forEach((times, neuron) => {
        times.forEach((time, k) => {
          expect(replayed.spikeTimes(name)[neuron]![k]).toBeCloseTo(time, 12);
          expect(time).not.toBe(run.spikeTimes(name)[neuron]![k]);
        });
      });
    }
    simulated.samples("output").values.forEach((value, k) => {
      expect(replayed.samples("output").values[k]).toBeCloseTo(value, 12);
    });
  });

  it("of random runs with changed parameters is the simulation with them", () => {
    let compared = 0;
    fc.assert(
      fc.property(randomCase({ min: 1, max: 3 }), (random) => {
        const { rtol: _, atol: __, stepSize: ___, controller: ____, ...rest } = random.options;
        const fixed = { ...rest, method: rk4, stepSize: 0.37, throwOnFailure: false };
        const parameters = random.network.initialParameters();
        const run = simulate(random.network, parameters, random.input, fixed);
        fc.pre(run.status === "completed");
        const generator = randomGenerator(random.seed);
        for (const { id, slice, kind } of random.network.layout.rows) {
          // Neurons that are alike stay so, and simultaneous arrivals and ends of refractory periods simultaneous.
          if (id !== slice || kind === "delay" || id.endsWith(".tRef")) continue;
          const change = 1e-7 * generator.normal();
          parameters.view(id).forEach((value, k, view) => {
            view[k] = value + change;
          });
        }
        const { run: replayed } = replay(run, { ...variablesOf(run), parameters: parameters.values });
        const simulated = simulate(random.network, parameters, random.input, fixed);
        const count = run.tape.spikes.time.length;
        // A change may make or lose an event: a threshold may be as near as that.
        fc.pre(simulated.tape.spikes.time.length === count);
        compared++;
        for (let record = 0; record < count; record++) {
          const [time, expected] = [replayed, simulated].map((other) => other.tape.spikes.time.data[record]!);
          expect(Math.abs(time! - expected!)).toBeLessThan(1e-11);
        }
        run.sampleTables.forEach((_, t) => {
          replayed.sampleTables[t]!.values.forEach((value, k) => {
            expect(Math.abs(value - simulated.sampleTables[t]!.values[k]!)).toBeLessThan(1e-11);
          });
        });
      }),
      { numRuns: 40 },
    );
    expect(compared).toBe(40);
  });

  it("goes on smoothly where an arrival moves before the start of its step", () => {
    const together = simulate(net, net.initialParameters(), { input: [[1], [1]] }, options);
    const variables = variablesOf(together);
    variables.spikeTimes[1]! -= 1e-3;
    const { lost, reversals, run } = replay(together, variables);
    expect(lost).toBeUndefined();
    expect(reversals).toBe(0);
    // Only currents jump, so the order of the arrivals does not matter but by the error of a step of −1e-3.
    const swapped = simulate(net, net.initialParameters(), { input: [[1], [1 - 1e-3]] }, options);
    expect(run.spikeTimes("output")[0]![0]).toBeCloseTo(swapped.spikeTimes("output")[0]![0]!, 6);
  });

  it("counts steps that turned round by more than the neuron ever stepped", () => {
    const run = simulate(net, net.initialParameters(), { input: [[1, 12], [20]] }, options);
    const variables = variablesOf(run);
    variables.spikeTimes[1] = 0;
    expect(replay(run, variables).reversals).toBeGreaterThan(0);
  });

  it("names the event that has no root any more", () => {
    const run = simulate(net, net.initialParameters(), input, options);
    const variables = variablesOf(run);
    variables.parameters[net.layout.row("output.vThreshold").offset] = 50;
    const { lost } = replay(run, variables);
    expect(lost).toMatchObject({ population: "output", neuron: 0, event: "spike" });
  });
});
