/** Events by the names that they were declared with: one that happens in either direction is two of a model. */
import { fallingSuffix } from "../neurons/events.ts";

/** The name that an event of a model was declared with. */
export function declaredName(event: string): string {
  return event.endsWith(fallingSuffix) ? event.slice(0, -fallingSuffix.length) : event;
}

/** Index of the same event in the other direction, −1 if there is none. */
export function twinOf(event: number, names: readonly string[]): number {
  const declared = declaredName(names[event]!);
  return names.findIndex((name, other) => other !== event && declaredName(name) === declared);
}
