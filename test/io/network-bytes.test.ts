import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import { encodeDocument } from "../../src/io/file-format.ts";
import { decodeNetwork, encodeNetwork, type SavedNetwork } from "../../src/io/network-bytes.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";

const make = () =>
  network({
    populations: { input: source(2), cell: population(lif, 3) },
    projections: [connect("input", "cell", { weight: normal(1, 0.5), delay: 1 })],
  });

describe("encodeNetwork", () => {
  it("keeps the parameters, bit for bit", async () => {
    const net = make();
    const parameters = net.initialParameters({ seed: 4 });
    const saved = await decodeNetwork(await encodeNetwork({ network: net, parameters }));
    expect(saved.parameters!.values).toEqual(parameters.values);
    expect(saved.parameters!.layout).toBe(saved.network.layout);
    expect(describeNetwork(saved.network)).toEqual(describeNetwork(net));
  });

  it("needs no parameters", async () => {
    expect(await decodeNetwork(await encodeNetwork({ network: make() }))).not.toHaveProperty("parameters");
  });

  it("refuses parameters of another network", async () => {
    const [net, other] = [make(), make()];
    const parameters = other.initialParameters();
    await expect(encodeNetwork({ network: net, parameters })).rejects.toThrow(
      "encodeNetwork: these parameters belong to another network",
    );
  });
});

describe("encodeNetwork refuses what decodeNetwork would refuse", () => {
  it.each<[string, number, RegExp]>([
    ["cell.tauMem", -1, /^save: cell\.tauMem is -1\n {2}Give a number > 0/],
    ["cell.tauMem", Number.NaN, /^save: cell\.tauMem is NaN/],
    ["input→cell.weight", Infinity, /^save: entry 0 of input→cell\.weight, .* is Infinity/],
    ["input→cell.delay", -0.5, /^save: input→cell\.delay is -0\.5/],
  ])("%s = %s", async (id, value, message) => {
    const net = make();
    const parameters = net.initialParameters();
    parameters.view(id)[0] = value;
    await expect(encodeNetwork({ network: net, parameters }, "save")).rejects.toThrow(OptionError);
    await expect(encodeNetwork({ network: net, parameters }, "save")).rejects.toThrow(message);
  });

  it.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /^encodeNetwork: the options are missing\n {2}Give an object with network/],
    ["no network", {}, /^encodeNetwork: what it is given is no network/],
    ["a network itself", make(), /^encodeNetwork: unknown option "populations"/],
    ["null for parameters", { network: make(), parameters: null }, /are no parameters/],
  ])("%s", async (_, saved, message) => {
    await expect(encodeNetwork(saved as SavedNetwork)).rejects.toThrow(message);
  });
});

describe("decodeNetwork", () => {
  it.each(["x", undefined, null, 5, {}, new ArrayBuffer(8)])("refuses %s, no bytes", async (given) => {
    await expect(decodeNetwork(given as Uint8Array)).rejects.toThrow(OptionError);
    await expect(decodeNetwork(given as Uint8Array)).rejects.toThrow(/^decodeNetwork: what it is given is /);
  });

  const document = (parameters: unknown) =>
    encodeDocument("network", { network: describeNetwork(make()), parameters }, "here");

  it.each([
    ["too few", new Float64Array(3), /^decodeNetwork: parameters: it has 3 doubles for/],
    ["no doubles", [1, 2], /^decodeNetwork: parameters is an array of 2\n {2}Give a Float64Array/],
    ["values outside the domain", new Float64Array(15).fill(Number.NaN), /cell\.tauMem is NaN/],
  ])("refuses parameters that are %s", async (_, parameters, message) => {
    const size = make().layout.size;
    const given =
      parameters instanceof Float64Array && Number.isNaN(parameters[0])
        ? new Float64Array(size).fill(Number.NaN)
        : parameters;
    await expect(decodeNetwork(await document(given))).rejects.toThrow(message);
  });
});
