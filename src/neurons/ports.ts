/** Input ports of a neuron from their definitions. */
import { ModelError } from "../errors.ts";
import { canonicalName, meaningOf } from "../expr/names.ts";
import { isRecord, shown } from "../values.ts";
import { unitScope } from "./check-units.ts";
import { checkKeys, checkNames, namesWithUnits } from "./definition-checks.ts";
import { jump, type Scope, symbolTable } from "./formulas.ts";
import type { InputDefinition, JumpDefinition, PortDefinition } from "./neuron-definition.ts";
import type { Port } from "./neuron-model.ts";
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
    const inside: Scope = {
      ...scope,
      known: new Map([...scope.known, ...symbolTable(channels)]),
      units: unitScope({ ...scope.units.units, ...Object.fromEntries(given) }),
    };
    const block = isSingle ? "input" : `input.${name}.map`;
    return Object.freeze({
      name,
      channels: Object.freeze(channels),
      units: Object.freeze(given.map(([, unit]) => unit)),
      map: Object.freeze(startTimers(inside, `input.${name}`, port.after, jump(inside, block, map))),
    });
  });
}
