import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import type { SavedNetwork } from "../../src/io/network-bytes.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { loadNetwork, saveNetwork } from "../../src/node/network-file.ts";
import { saveSnapshot } from "../../src/node/snapshot-file.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import type { TrainingState } from "../../src/train/training-state.ts";

describe("saveNetwork", () => {
  it("gives back a network that runs with the same bits", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "saltus-network-")), "network.saltus");
    const net = network({
      populations: { input: source(2), cell: population(lif, 3) },
      projections: [connect("input", "cell", { weight: normal(6, 1), delay: 1 })],
    });
    const parameters = net.initialParameters({ seed: 4 });
    await saveNetwork(path, { network: net, parameters });
    const loaded = await loadNetwork(path);
    const input = { input: [[1, 2], [3]] };
    const run = simulate(loaded.network, loaded.parameters!, input, { until: 30 });
    expect(run.spikeTimes("cell")).toEqual(
      simulate(net, parameters, input, { until: 30 }).spikeTimes("cell"),
    );
    expect(run.tape.spikes.time.length).toBeGreaterThan(3);
  });

  it("names the file in what it says", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "saltus-network-")), "network.saltus");
    await saveNetwork(path, { network: network({ populations: { cell: population(lif, 1) } }) });
    writeFileSync(path, readFileSync(path).subarray(0, 500));
    await expect(loadNetwork(path)).rejects.toThrow(`loadNetwork("${path}"): it is truncated`);
    await expect(loadNetwork(`${path}x`)).rejects.toThrow(`loadNetwork("${path}x"): the file cannot be read`);
  });

  it("takes file: URLs", async () => {
    const url = pathToFileURL(join(mkdtempSync(join(tmpdir(), "saltus-network-")), "a b.saltus"));
    await saveNetwork(url, { network: network({ populations: { cell: population(lif, 1) } }) });
    expect((await loadNetwork(url)).network.neurons).toBe(1);
    await expect(loadNetwork(undefined as unknown as string)).rejects.toThrow(
      "loadNetwork: the path is undefined",
    );
  });

  it("leaves a file as it is when what is to be saved is refused", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "saltus-network-")), "network.saltus");
    const net = network({ populations: { cell: population(lif, 1) } });
    await saveNetwork(path, { network: net });
    const before = readFileSync(path);
    const parameters = net.initialParameters();
    parameters.view("cell.tauMem")[0] = -1;
    for (const wrong of [undefined, {}, { network: net, parameters }]) {
      await expect(saveNetwork(path, wrong as SavedNetwork)).rejects.toThrow(OptionError);
    }
    for (const wrong of [undefined, {}, 5]) {
      await expect(saveSnapshot(pathToFileURL(path), wrong as unknown as TrainingState)).rejects.toThrow(
        `saveSnapshot("${path}"): `,
      );
    }
    expect(readFileSync(path)).toEqual(before);
  });
});
