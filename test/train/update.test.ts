import { describe, expect, it } from "vitest";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { parametersOf } from "../../src/network/parameters.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { adam } from "../../src/train/optimizers/adam.ts";
import type { Optimizer } from "../../src/train/optimizers/optimizer.ts";
import { sgd } from "../../src/train/optimizers/sgd.ts";
import { updateOf } from "../../src/train/update.ts";

// In the layout: a time constant that is positive, a threshold, weights, a delay that is not trained, weights.
const { layout, initialParameters } = network({
  populations: { input: source(2), hidden: population(lif, 2), output: population(lif, 1) },
  projections: [
    connect("input", "hidden", { weight: 3, delay: 0.5 }),
    connect("hidden", "output", { weight: 2 }),
  ],
  trainable: ["hidden.tauMem", "hidden.bias", "weight"],
});
const gradient = Float64Array.from({ length: layout.size }, (_, k) => Math.sin(k + 1));

/** Parameters and moments after three steps. */
function moved(optimizer: Optimizer): unknown {
  const { coordinates, stretches, move } = updateOf(layout, optimizer);
  const into = initialParameters({ seed: 1 });
  let [from, to] = [optimizer.init(coordinates.count), optimizer.init(coordinates.count)];
  for (let step = 0; step < 3; step++) {
    const before = { ...from, moments: structuredClone(from.moments) };
    const start = parametersOf(layout, into.values.slice());
    move(stretches(start, gradient), 0.1, { from, to }, into);
    // It can be taken back.
    expect(from).toEqual(before);
    expect(start.values).not.toEqual(into.values);
    [from, to] = [to, from];
  }
  expect(from.steps).toBe(3);
  return [into.values, from.moments];
}

describe("updateOf", () => {
  it.each([adam(), adam({ weightDecay: 0.1 }), sgd({ momentum: 0.9 })])(
    "moves parts of the parameters to where $name moves all of them in one go",
    (optimizer) => {
      // A copy may have an update of its own, and gets all free coordinates at once.
      let lengths = 0;
      const update: Optimizer["update"] = (state, slopes, rate, values) => {
        lengths += values.length;
        optimizer.update(state, slopes, rate, values);
      };
      expect(moved(optimizer)).toEqual(moved({ ...optimizer, update }));
      expect(lengths).toBe(3 * (1 + 1 + 4 + 2));
    },
  );

  it("leaves what is not trained as it is, and needs no copy of what lies side by side", () => {
    const { stretches } = updateOf(layout, sgd());
    const start = initialParameters({ seed: 1 });
    const own = stretches(start, gradient);
    expect(own.map(({ first, values }) => [first, values.length])).toEqual([
      [0, 1],
      [1, 1],
      [2, 4],
      [6, 2],
    ]);
    expect(own.map(({ values }) => values.buffer === start.values.buffer)).toEqual([false, true, true, true]);
    expect(own[0]!.values[0]).toBeCloseTo(Math.log(start.view("hidden.tauMem")[0]!), 14);
    const [values] = moved(sgd()) as [Float64Array];
    const delay = layout.row("input→hidden.delay").offset;
    expect(values[delay]).toBe(0.5);
  });
});
