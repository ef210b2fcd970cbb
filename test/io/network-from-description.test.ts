import { describe, expect, it } from "vitest";
import { OptionError } from "../../src/errors.ts";
import { describeNetwork } from "../../src/io/describe-network.ts";
import type { NetworkDescription } from "../../src/io/network-description.ts";
import { networkFromDescription } from "../../src/io/network-from-description.ts";
import { connect } from "../../src/network/connect.ts";
import { normal } from "../../src/network/initializers.ts";
import { network } from "../../src/network/network.ts";
import { population, source } from "../../src/network/population.ts";
import { lif } from "../../src/neurons/lif.ts";

const good = describeNetwork(
  network({
    populations: { input: source(2), cell: population(lif, 2, { parameters: { tauMem: [10, 12] } }) },
    projections: [connect("input", "cell", { weight: normal(1, 0.5), delay: 1 })],
  }),
);

/** The description with one entry replaced. */
function attempt(path: string, value: unknown): () => unknown {
  const copy = JSON.parse(JSON.stringify(good)) as Record<string, unknown>;
  const steps = path.split("/");
  const last = steps.pop()!;
  let at = copy;
  for (const step of steps) at = at[step] as Record<string, unknown>;
  Object.defineProperty(at, last, { value, enumerable: true, configurable: true, writable: true });
  return () => networkFromDescription(copy as unknown as NetworkDescription, "file.saltus");
}

describe("networkFromDescription", () => {
  it("takes plain JSON", () => {
    expect(attempt("trainable", [])).not.toThrow();
  });

  it.each<[string, unknown, RegExp]>([
    ["models", {}, /^file\.saltus: models is an object\n {2}Give an array/],
    ["models/0/dynamics", "dv/dt = process.exit(1)\ndi/dt = 0", /a property/],
    ["models/0/dynamics", "dv/dt = constructor('return 1')()\ndi/dt = 0", /defineNeuron\("lif"\)/],
    ["models/0/dynamics", `dv/dt = ${"(".repeat(500)}v${")".repeat(500)}\ndi/dt = 0`, /nesting deeper/],
    ["models/0/dynamics", `dv/dt = ${"v + ".repeat(9999)}v\ndi/dt = 0`, /characters/],
    [
      "models/0/events/spike/when",
      "import('fs')",
      /file\.saltus: models\[0\]\.events\.spike\.when: .*a prime/,
    ],
    ["models/0/events/spike/when", "x = 1; v", /a separator|an assignment/],
    ["models/0/events/spike/reset", { x: "1" }, /returns "x", which is not expected/],
    ["models/0/events/spike/emits", 1, /events\.spike\.emits is 1\n {2}Give true or false/],
    ["models/0/state/v/scale", Number.NaN, /state\.v\.scale is NaN\n {2}Give a finite number/],
    ["models/0/state/__proto__", { unit: "", scale: 1, initial: 0 }, /no derivative of "__proto__"/],
    ["models/0/parameters/tauMem/default", -1, /default is -1/],
    ["models/0/parameters/tauMem/domain", "any", /domain is "any"/],
    ["models/0/run", "1", /models\[0\]: unknown entry "run"/],
    ["populations/cell/size", 1e300, /populations\.cell\.size is 1e\+300\n {2}Give a whole number/],
    ["populations/cell/model", 1, /model is 1\n {2}There is one, and its index is 0/],
    ["populations/cell/kind", "worker", /kind is "worker"\n {2}Give "source" or "neurons"/],
    ["populations/cell/parameters/tauMem", [1], /tauMem has 1 value for 2 neurons/],
    [
      "populations/cell/parameters/tauMem",
      { kind: "evil", values: [1] },
      /kind is "evil"\n {2}Give "normal" or/,
    ],
    ["populations/cell/parameters/__proto__", 3, /unknown parameter "__proto__"/],
    ["projections/0/pre", "toString", /pre is "toString"\n {2}Give "input" or "cell"/],
    [
      "projections/0/weights/weight",
      [1, 2, 3],
      /weight is one list of 3 numbers, for 2 presynaptic neurons × 2 postsynaptic neurons/,
    ],
    ["projections/0/weights/weight", { kind: "normal", values: [1] }, /it has 1 entry for 2/],
    ["projections/0/delay", -1, /delay is -1/],
    ["trainable", ["cell.x"], /there is no parameter "cell\.x"/],
    ["tie", [["cell.tauMem", "cell.tauSyn"]], /cannot be tied/],
  ])("refuses %s = %j", (path, value, message) => {
    expect(attempt(path, value)).toThrow(message);
  });

  it("refuses a size that no memory holds, before it is asked for", () => {
    expect(attempt("populations/input/size", 2 ** 40)).toThrow(/134217728 \(2²⁷\) are possible/);
    expect(attempt("populations/input/size", 2 ** 27)).toThrow(/134217728 \(2²⁷\) are possible/);
    // With parameters that all neurons share, there are few of them.
    const shared = { ...good, projections: [], trainable: [] } as unknown as NetworkDescription;
    for (const size of [2 ** 40, 2 ** 27]) {
      const cell = { ...good.populations["cell"], size, parameters: {} };
      const populations = { ...good.populations, cell } as NetworkDescription["populations"];
      expect(() => networkFromDescription({ ...shared, populations })).toThrow(OptionError);
    }
  });

  it("says of a network, also one out of JSON, how to describe it", () => {
    const net = networkFromDescription(good);
    for (const one of [net, JSON.parse(JSON.stringify(net))]) {
      expect(() => networkFromDescription(one)).toThrow(
        "networkFromDescription: this is a network, not what describes one\n  Give describeNetwork(network).",
      );
    }
  });

  it("takes thousands of populations", () => {
    const many = Array.from({ length: 5000 }, (_, k) => [`s${k}`, { kind: "source", size: 1 }] as const);
    const populations = { ...Object.fromEntries(many), ...good.populations };
    const net = networkFromDescription({ ...good, populations });
    const again = describeNetwork(net);
    expect(Object.keys(again.populations)).toHaveLength(5002);
  });
});
