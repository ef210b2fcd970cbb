/** Where in a definition belongs what other tools, or other parts of it, call by a key that is none here. */

const whole: ReadonlyMap<string, string> = table([
  ["threshold condition", 'It is spike: { when: "v > 1" }.'],
  ["reset", 'It is part of spike: { when: "v > 1", reset: { v: "0" } }.'],
  ["equations equation eqs model odes ode", "They are called dynamics here."],
  [
    "refractory tRef refractoriness",
    "Put refractory(model, { period: 5 }) around the model that is defined without it; docs/custom-neurons.md shows other ways.",
  ],
  ["params param constants namespace", "They are called parameters here."],
  ["states variables", "It is called state here."],
  ["inputs synapses on_pre onSpike ports", 'It is input: { g: "g + weight" }.'],
  ["currents stimulus external", 'They are called signals here: ["I"] or { I: { unit: "nA" } }.'],
  ["initial init", 'Each state has its own: state: { v: { initial: "EL" } }.'],
  ["units unit", 'Each state and parameter has its own: { unit: "mV" }.'],
]);
const event: ReadonlyMap<string, string> = table([
  ["threshold condition if on", "It is called when here."],
  ["set then effect action do update", "It is called reset here."],
]);
const state: ReadonlyMap<string, string> = table([
  ["v0 init value default start initialValue y0 x0", "It is called initial here."],
  ["units dimension", "It is called unit here."],
  ["std size typical", "It is called scale here."],
]);
const parameter: ReadonlyMap<string, string> = table([
  ["value initial init v0 val", "It is called default here."],
  ["units dimension", "It is called unit here."],
  ["range bounds min max", "It is domain: { min: 0, max: 1 }."],
]);

function table(rows: readonly (readonly [keys: string, answer: string])[]): ReadonlyMap<string, string> {
  return new Map(rows.flatMap(([keys, answer]) => keys.split(" ").map((key) => [key, answer] as const)));
}

/**
 * What to write for a key that is none; undefined if nothing is known about it.
 *
 * @param known  the keys that the part has, which tell it from the others
 */
export function answerToKey(key: string, known: readonly string[]): string | undefined {
  const answers = known.includes("dynamics")
    ? whole
    : known.includes("when")
      ? event
      : known.includes("initial")
        ? state
        : known.includes("default")
          ? parameter
          : undefined;
  return answers?.get(key);
}
