/** Input ports of a neuron from their definitions. */
import { ModelError } from "../errors.ts";
import { canonicalName, meaningOf } from "../expr/names.ts";
import { symbolsOf } from "../expr/node.ts";
import { isRecord, shown } from "../values.ts";
import { unitScope } from "./check-units.ts";
import { checkKeys, checkNames, namesWithUnits } from "./definition-checks.ts";
import { jump, type Scope, symbolTable } from "./formulas.ts";
import type { InputDefinition, JumpDefinition, PortDefinition } from "./neuron-definition.ts";
import { type Port, payloadName } from "./neuron-model.ts";
import { startTimers } from "./start-timers.ts";

export function portsOf(scope: Scope, input: InputDefinition): Port[] {
  if (typeof input !== "function" && !isRecord(input)) {
    const hint = 'Give { i: "i + weight" } or { port: { weights, map } }.';
    throw new ModelError(scope.where, `input is ${shown(input)}`, hint);
  }
  const isSingle =
    typeof input === "function" || Object.values(input).some((value) => typeof value !== "object");
  const ports: Readonly<Record<string, PortDefinition>> = isSingle
    ? { input: { map: input as JumpDefinition } }
    : (input as Readonly<Record<string, PortDefinition>>);
  return Object.entries(ports).map(([name, port]) => {
    const where = `${scope.where}, input.${name}`;
    checkKeys(where, "it", port, ["weights", "map", "after"]);
    const { weights = ["weight"], map } = port;
    const given = namesWithUnits(where, "weight channel", weights);
    const channels = given.map(([channel]) => channel);
    checkNames(where, channels);
    const taken = channels.find((channel) => meaningOf(scope.known, canonicalName(channel)) !== undefined);
    if (taken !== undefined) {
      throw new ModelError(
        where,
        `weight channel "${taken}" is also a name of the model`,
        "Choose another name.",
      );
    }
    if (map === undefined) throw new ModelError(where, "there is no map", 'Give map: { i: "i + weight" }.');
    // A name of the model means what it says there.
    const isFree = meaningOf(scope.known, payloadName) === undefined && !channels.includes(payloadName);
    const inside: Scope = {
      ...scope,
      known: new Map([...scope.known, ...symbolTable(isFree ? [...channels, payloadName] : channels)]),
      units: unitScope({
        ...scope.units.units,
        ...Object.fromEntries(given),
        ...(isFree ? { [payloadName]: "" } : {}),
      }),
    };
    const block = isSingle ? "input" : `input.${name}.map`;
    const after = startTimers(inside, `input.${name}`, port.after, jump(inside, block, map));
    return Object.freeze({
      name,
      channels: Object.freeze(channels),
      units: Object.freeze(given.map(([, unit]) => unit)),
      map: Object.freeze(after),
      graded: isFree && symbolsOf(after).has(payloadName),
    });
  });
}
