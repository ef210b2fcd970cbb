/** `locateEvent` of the event loop in a routine: Newton's method inside a bracket, with as much of a step as it reads. */
import type { Jump, Variable } from "../../codegen/wasm-statements.ts";
import * as w from "../../codegen/wasm-statements.ts";
import {
  add,
  apply,
  div,
  i32,
  isAtMost,
  isLess,
  isSame,
  mul,
  sub,
  type Term,
} from "../../codegen/wasm-terms.ts";
import { mostIterations } from "../event-decisions.ts";
import * as slots from "../slots.ts";
import type { Advancing } from "./advance-parts.ts";

/** Where to look for a root. */
export interface Search {
  readonly guess: Term;
  readonly limit: Term;
  /** Counts the steps that are repeated. */
  readonly tries: Variable;
  /** Where to go if there is none. */
  readonly stop: Jump;
}

/** Leaves the step to the root in the frame, and its size in the variable for it. */
export function locateRoot(own: Advancing, event: number, search: Search): void {
  const { s, run, size: h, model, frame } = own;
  const { tries, stop } = search;
  const { name } = model.events[event]!;
  const [g, slope, bound] = Array.from({ length: 3 }, () => s.variable("f64")) as [
    Variable,
    Variable,
    Variable,
  ];
  const places = new Map([
    [frame.slot(slots.stepSizeSlot), h],
    [frame.slot(slots.eventEndSlot(name)), g],
    [frame.slot(slots.crossingRateSlot(name)), slope],
    [frame.slot(slots.eventRoundingSlot(name)), bound],
  ]);
  const [low, high, limit, next] = Array.from({ length: 4 }, () => s.variable("f64"));
  const hasHigh = (): Term => isLess(high!, Number.POSITIVE_INFINITY);
  low!.set(0);
  high!.set(Number.POSITIVE_INFINITY);
  limit!.set(search.limit);
  h.set(apply([search.guess, limit!], "f64.min"));
  tries.set(i32(0));
  s.block((found) => {
    s.loop((again) => {
      stop(w.equals(tries, mostIterations));
      run(own.crossing[event]!, places);
      stop(apply([g, g], "f64.ne"));
      s.when(
        apply([g, 0], "f64.ge"),
        () => {
          s.when(w.both(isAtMost(g, bound), isLess(0, slope)), () => {
            tries.set(w.plus(tries, 1));
            found();
          });
          high!.set(h);
        },
        () => {
          stop(w.both(isSame(h, limit!), w.not(hasHigh())));
          low!.set(h);
        },
      );
      next!.set(sub(h, div(sub(g, mul(0.5, bound)), slope)));
      s.when(isSame(next!, h), () => {
        s.when(
          isLess(g, 0),
          () => next!.set(add(h, apply([div(bound, slope), mul(h, Number.EPSILON)], "f64.max"))),
          () => next!.set(sub(h, mul(h, Number.EPSILON))),
        );
      });
      s.when(
        hasHigh(),
        () => {
          const isInside = w.both(isLess(low!, next!), isLess(next!, high!));
          const isLate = w.either(
            w.equals(apply([tries, i32(7)], "i32.and"), 7),
            apply([tries, i32(24)], "i32.gt_s"),
          );
          s.when(w.either(w.not(isInside), isLate), () => {
            next!.set(add(low!, mul(0.5, sub(high!, low!))));
            s.when(w.either(isSame(next!, low!), isSame(next!, high!)), () => {
              s.when(isSame(h, high!), () => {
                tries.set(w.plus(tries, 1));
                found();
              });
              next!.set(high!);
            });
          });
        },
        () => {
          s.when(
            isLess(low!, next!),
            () => next!.set(apply([next!, limit!], "f64.min")),
            () => next!.set(limit!),
          );
        },
      );
      h.set(next!);
      tries.set(w.plus(tries, 1));
      again();
    });
  });
  s.keepSlot(slots.stepSizeSlot, h);
  run(own.locate[event]!);
}
