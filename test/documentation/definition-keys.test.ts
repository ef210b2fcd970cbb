/** The tables of docs/custom-neurons.md have the keys that a definition may have, in the order in which messages tell them. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import type { NeuronDefinition } from "../../src/neurons/neuron-definition.ts";

const page = readFileSync(new URL("../../docs/custom-neurons.md", import.meta.url), "utf8");
const plain = { name: "cell", state: { v: {} }, dynamics: "dv/dt = 1" };

it.each([
  ["of the neuron", { unheardOf: 1 }],
  ["of an event", { spike: { when: "v - 1", unheardOf: 1 } }],
])("the table %s", (title, more) => {
  const [, table = ""] = page.split(new RegExp(`^\\| ${title} .*\\n.*\\n`, "m"));
  const named = table
    .split("\n\n")[0]!
    .match(/^\| `\w+`/gm)!
    .map((row) => row.slice(3, -1));
  expect(() => defineNeuron({ ...plain, ...more } as NeuronDefinition)).toThrow(
    `Known here: ${named.join(", ")}.`,
  );
});
