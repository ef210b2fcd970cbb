/** A run that is watched: what it says, when it ends, and that neither changes a bit of it. */
import { describe, expect, it } from "vitest";
import { pullback, zeroCotangents } from "../../../src/adjoint/pullback.ts";
import { OptionError } from "../../../src/errors.ts";
import { meanSquaredError } from "../../../src/losses/mean-squared-error.ts";
import { connect } from "../../../src/network/connect.ts";
import { network } from "../../../src/network/network.ts";
import { population, source } from "../../../src/network/population.ts";
import { lif } from "../../../src/neurons/lif.ts";
import { valueAndGradient } from "../../../src/objective/value-and-gradient.ts";
import { firstSpikeTimes } from "../../../src/readouts/spike-times.ts";
import type { RunProgress } from "../../../src/simulate/given/watch.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { simulateBatch } from "../../../src/simulate/simulate-batch.ts";
import { tsitouras54 } from "../../../src/solvers/tableaus/tsitouras-54.ts";
import { fit } from "../../../src/train/fit.ts";

const net = network({
  populations: {
    input: source(1),
    first: population(lif, 2, { parameters: { bias: 1.2 } }),
    second: population(lif, 3, { parameters: { bias: 1.1 } }),
  },
  projections: [connect("input", "first", { weight: 1 }), connect("first", "second", { weight: 0.1 })],
});
const parameters = net.initialParameters();
const input = { input: [[3]] };
/** Long enough for several looks at each neuron, whose steps are many. */
const until = 12_000;
const long = { until, method: tsitouras54 };

describe("onProgress", () => {
  it("is told where the run is, every 4096 steps that it tries", () => {
    const seen: RunProgress[] = [];
    const run = simulate(net, parameters, input, { ...long, onProgress: (progress) => seen.push(progress) });
    const { acceptedSteps, rejectedSteps } = run.statistics;
    expect(seen.length).toBeGreaterThanOrEqual(Math.floor((acceptedSteps + rejectedSteps) / 4096));
    expect(seen.map(({ steps }) => steps)).toEqual(seen.map((_, k) => 4096 * (k + 1)));
    const places = seen.map(({ population, neuron }) => `${population} ${neuron}`);
    expect([...new Set(places)]).toEqual(["first 0", "first 1", "second 0", "second 1", "second 2"]);
    seen.forEach(({ time, until: end }, k) => {
      expect([time > 0, time < until, end]).toEqual([true, true, until]);
      if (places[k] === places[k - 1]) expect(time).toBeGreaterThan(seen[k - 1]!.time);
    });
  });

  it("changes no bit", () => {
    const plain = simulate(net, parameters, input, long);
    const { signal } = new AbortController();
    const watched = simulate(net, parameters, input, { ...long, signal, onProgress: () => {} });
    expect(watched.tape).toEqual(plain.tape);
    expect(watched.statistics).toEqual(plain.statistics);
  });

  it("may run another network, but not the one whose frames are in use", () => {
    const other = network({ populations: { cell: population(lif, 1, { parameters: { bias: 2 } }) } });
    const alone = simulate(other, other.initialParameters(), {}, { until: 30 });
    const plain = simulate(net, parameters, input, long);
    const earlier = simulate(net, parameters, input, { until: 20, method: tsitouras54 });
    const attempts: Readonly<Record<string, () => unknown>> = {
      simulate: () => simulate(net, parameters, input, { until: 1, method: tsitouras54 }),
      pullback: () => pullback(earlier, zeroCotangents(earlier)),
    };
    let looks = 0;
    const watched = simulate(net, parameters, input, {
      ...long,
      onProgress: () => {
        const inside = simulate(other, other.initialParameters(), {}, { until: 30 });
        expect(inside.spikeTimes("cell")).toEqual(alone.spikeTimes("cell"));
        for (const attempt of Object.values(attempts)) {
          expect(attempt).toThrow(OptionError);
          expect(attempt).toThrow(/^onProgress: it uses the network whose run it is called from/);
        }
        looks++;
      },
    });
    expect(looks).toBeGreaterThan(5);
    expect(watched.tape).toEqual(plain.tape);
    for (const attempt of Object.values(attempts)) expect(attempt).not.toThrow();
  });

  it("that throws ends the run with what it throws, and the next one is well", () => {
    const failing = (): void => {
      throw new RangeError("enough");
    };
    const attempt = (): unknown =>
      simulate(net, parameters, input, { ...long, onProgress: failing, throwOnFailure: false });
    expect(attempt).toThrow(new RangeError("enough"));
    const runs = [1, 2].map(() => simulate(net, parameters, input, { until: 100 }));
    expect(runs[0]!.tape).toEqual(runs[1]!.tape);
  });
});

describe("a signal", () => {
  it("ends a run with its reason, from within onProgress", () => {
    for (const throwOnFailure of [true, false]) {
      const controller = new AbortController();
      const reason = new Error("seen enough");
      let looks = 0;
      const onProgress = (): void => {
        if (++looks === 3) controller.abort(reason);
      };
      const options = { ...long, signal: controller.signal, onProgress, throwOnFailure };
      expect(() => simulate(net, parameters, input, options)).toThrow(reason);
      expect(looks).toBe(3);
    }
  });

  it("that is aborted already lets no run begin", () => {
    const options = { until: 5, signal: AbortSignal.abort() };
    for (const attempt of [
      () => simulate(net, parameters, input, options),
      () => simulateBatch(net, parameters, [input], options),
    ]) {
      expect(attempt).toThrow(expect.objectContaining({ name: "AbortError" }));
    }
    expect(simulateBatch(net, parameters, [], options)).toEqual([]);
  });

  it("ends a gradient and a training, whose batch is undone", async () => {
    const controller = new AbortController();
    const terms = [{ readout: firstSpikeTimes("second", { silentTime: 30 }), loss: meanSquaredError() }];
    const objective = { terms, until: 30, signal: controller.signal };
    const gradient = valueAndGradient(net, objective);
    expect(gradient(parameters, input, [20, 20, 20]).value).toBeGreaterThan(0);
    const data = {
      inputs: [input, input],
      targets: [
        [20, 20, 20],
        [20, 20, 20],
      ],
    };
    const training = fit(net, { objective, data, epochs: 3 });
    const { value: first } = await training.next();
    const trained = first!.parameters.values.slice();
    controller.abort();
    await expect(training.next()).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(first!.parameters.values).toEqual(trained);
    expect(() => gradient(parameters, input, [20, 20, 20])).toThrow("aborted");
  });
});

it("rest is no error, however long", () => {
  const resting = network({ populations: { cell: population(lif, 1) } });
  const run = simulate(resting, resting.initialParameters(), {}, { until: 2e6, method: tsitouras54 });
  expect(run.status).toBe("completed");
  expect(run.statistics.acceptedSteps).toBeGreaterThan(1e6);
});
