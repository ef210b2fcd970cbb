import { describe, expect, it } from "vitest";
import { describeValues, valuesOfDescription } from "../../src/io/values-description.ts";
import { constantly, type Initializer, normal, uniform } from "../../src/network/initializers.ts";
import { randomGenerator } from "../../src/numeric/random.ts";

const at = { document: "file.saltus", path: "weight" };

describe("describeValues", () => {
  it.each([normal(1.5, 0.78), uniform(-1, 2), constantly(-0)])("gives back $name", (initializer) => {
    const described = describeValues(initializer);
    expect(JSON.parse(JSON.stringify(described))).toMatchObject({ kind: initializer.name.split("(")[0] });
    const read = valuesOfDescription(described, at) as Initializer;
    const draw = ({ draw: one }: Initializer) => [1, 2, 3].map((seed) => one(randomGenerator(seed)));
    expect(read.name).toBe(initializer.name);
    expect(draw(read)).toEqual(draw(initializer));
  });

  it("gives back numbers", () => {
    expect(valuesOfDescription(describeValues(0.1), at)).toBe(0.1);
    expect(valuesOfDescription(describeValues(Float64Array.of(1, -0)), at)).toEqual([1, -0]);
  });
});

describe("valuesOfDescription", () => {
  it.each([
    ["3", /^file\.saltus: weight is "3"\n {2}Give an object/],
    [[1, "2"], /weight\[1\] is "2"\n {2}Give a finite number/],
    [{ kind: "normal", values: [1, -1] }, /standardDeviation is -1/],
    [{ kind: "__proto__", values: [] }, /kind is "__proto__"\n {2}Give "normal" or/],
    [{ kind: "normal", values: [1, 1], draw: "x" }, /unknown entry "draw"/],
  ])("refuses %j", (value, message) => {
    expect(() => valuesOfDescription(value, at)).toThrow(message);
  });
});
