import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";
import { loadNetwork, saveNetwork } from "../../src/node/network-file.ts";
import { simulate } from "../../src/simulate/simulate.ts";

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
});
