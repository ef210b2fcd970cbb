import { describe, expect, it } from "vitest";
import type { Objective } from "../../src/objective/objective.ts";
import { sumsOf } from "../../src/train/measurement.ts";

type Sums = ReturnType<typeof sumsOf>;

// Of an objective, sums read the names of the terms alone.
const objective = { terms: [{ name: "a" }, { name: "b" }] } as unknown as Objective;
const sums = (): Sums =>
  sumsOf(objective, [{ name: "twice", measure: (_, target) => 2 * (target as number) }]);
const evaluation = (value: number, losses: readonly number[]) =>
  ({ value, losses: Float64Array.from(losses) }) as unknown as Parameters<Sums["add"]>[0];

describe("sumsOf", () => {
  it("gives means of losses, terms and metrics", () => {
    const own = sums();
    own.add(evaluation(3, [1, 2]), 5);
    own.add(evaluation(5, [3, Infinity]), 6);
    expect(own.mean()).toEqual({ loss: 4, terms: { a: 2, b: Infinity }, metrics: { twice: 11 } });
  });

  it("has all it remembers in its values", () => {
    const [one, other] = [sums(), sums()];
    one.add(evaluation(0.1, [0.2, 0.3]), 1);
    other.values.set(one.values);
    for (const own of [one, other]) own.add(evaluation(0.7, [0.1, 1e-17]), 2);
    expect(other.mean()).toEqual(one.mean());
  });
});
