import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { connect } from "../../src/network/connect.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { leakyIntegrator } from "../../src/neurons/leaky-integrator.ts";
import { lif } from "../../src/neurons/lif.ts";
import { type SilentNeuronPolicy, silentNeurons } from "../../src/train/silent-neurons.ts";

const make = (trainable: readonly string[] = ["weight"]) =>
  network({
    populations: { input: source(2), hidden: population(lif, 2), readout: population(leakyIntegrator, 1) },
    projections: [
      connect("input", "hidden", { weight: 1 }),
      connect("input", "hidden", { weight: 2, name: "second" }),
      connect("hidden", "readout", { weight: 3 }),
    ],
    trainable,
  });
// Neurons of the network: inputs 0 and 1, hidden 2 and 3, readout 4.

describe("silentNeurons", () => {
  it("adds the bump to all trainable weights into a silent neuron, and to no others", () => {
    const net = make();
    const parameters = net.initialParameters();
    expect(silentNeurons(net, { bump: 0.5 }).apply(Uint8Array.of(1, 1, 0, 1, 0), parameters)).toBe(1);
    expect([...parameters.view("input→hidden.weight")]).toEqual([1, 1.5, 1, 1.5]);
    expect([...parameters.view("second.weight")]).toEqual([2, 2.5, 2, 2.5]);
    expect([...parameters.view("hidden→readout.weight")]).toEqual([3, 3]);
  });

  it("leaves weights alone that are not trained", () => {
    const net = make(["second.weight"]);
    const parameters = net.initialParameters();
    expect(silentNeurons(net, { bump: 1 }).apply(Uint8Array.of(0, 0, 1, 1, 1), parameters)).toBe(2);
    expect([...parameters.view("input→hidden.weight")]).toEqual([1, 1, 1, 1]);
    expect([...parameters.view("second.weight")]).toEqual([3, 3, 3, 3]);
  });

  it("does not raise the weights into a readout that never fires by design, batch after batch", () => {
    const net = make();
    const parameters = net.initialParameters();
    expect(silentNeurons(net, { bump: 1 }).apply(Uint8Array.of(0, 0, 0, 0, 1), parameters)).toBe(0);
    expect([...parameters.view("hidden→readout.weight")]).toEqual([3, 3]);
  });

  it("does nothing when told so", () => {
    const net = make();
    const parameters = net.initialParameters();
    const before = parameters.values.slice();
    const policy = silentNeurons(net, "none");
    expect([policy.apply(Uint8Array.of(1, 1, 1, 1, 1), parameters), policy.leaveOutMissing]).toEqual([
      0,
      false,
    ]);
    expect(parameters.values).toEqual(before);
  });

  it.each([0, -1, Number.NaN, Infinity])("refuses the bump %s", (bump) => {
    expect(() => silentNeurons(make(), { bump } satisfies SilentNeuronPolicy)).toThrow(
      new OptionError("fit", `silent: { bump: ${bump} }`, 'Give a positive number, or "none".'),
    );
  });
});
