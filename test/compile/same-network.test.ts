import { expect, it } from "vitest";
import { networkDifference } from "../../src/compile/same-network.ts";
import { connect, defineNeuron, lif, network, pairs, population, source } from "../../src/index.ts";

const build = ({ size = 2, tau = "tau", delayPer = "projection", list = [[0, 1]], weight = 1 }) =>
  network({
    populations: {
      input: source(2),
      cell: population(
        defineNeuron({
          name: "cell",
          state: { v: {} },
          parameters: { tau: 5 },
          dynamics: `dv/dt = -v / ${tau}`,
          spike: { when: "v > 1", reset: { v: 0 } },
          input: { v: "v + weight" },
        }),
        size,
      ),
    },
    projections: [
      connect("input", "cell", {
        weight,
        delayPer: delayPer as "projection",
        topology: pairs(list as [number, number][]),
      }),
    ],
  });

it("finds none between networks that are made alike, whatever their values", () => {
  const one = build({});
  expect(networkDifference(one, one)).toBeUndefined();
  expect(networkDifference(one, build({ weight: 3 }))).toBeUndefined();
});

it.each([
  [{ size: 3 }, "populations.cell.size"],
  [{ tau: "(2 * tau)" }, "populations.cell.model"],
  [{ delayPer: "axon" }, "projections.input→cell.delayPer"],
  [{ list: [[1, 1]] }, "projections.input→cell.topology"],
])("says where %o differs", (other, path) => {
  expect(networkDifference(build({}), build(other))!.path).toContain(path);
});

it("tells other populations", () => {
  const plain = network({ populations: { cell: population(lif, 2) } });
  expect(networkDifference(build({}), plain)).toBeDefined();
});
