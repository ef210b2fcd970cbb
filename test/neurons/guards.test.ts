import { describe, expect, it } from "vitest";
import { lt, select, sub } from "../../src/expr/build.ts";
import { constant, symbol } from "../../src/expr/node.ts";
import { defineNeuron } from "../../src/neurons/define-neuron.ts";
import { guardedFunction } from "../../src/neurons/guards.ts";
import { lif } from "../../src/neurons/lif.ts";
import { conditionText } from "../../src/neurons/print-model.ts";
import { refractory } from "../../src/neurons/refractory.ts";
import { happening } from "../../src/neurons/timers.ts";

const [v, n] = [symbol("v"), symbol("n")];

describe("an event function with guards", () => {
  it("is told as what rises and what keeps it from that, the outermost first", () => {
    const rising = sub(v, 1);
    const inner = select(lt(n, 3), rising, constant(-2));
    const { guards, ...rest } = guardedFunction(select(lt(v, n), constant(-1), inner));
    expect(rest.rising).toBe(rising);
    expect(guards).toEqual([
      { condition: lt(v, n), holds: false },
      { condition: lt(n, 3), holds: true },
    ]);
  });

  it("keeps a choice between two functions", () => {
    const choice = select(lt(n, 3), v, sub(v, 1));
    expect(guardedFunction(choice)).toEqual({ rising: choice, guards: [] });
    const both = select(lt(n, 3), constant(-1), constant(-2));
    expect(guardedFunction(both).rising).toBe(both);
  });

  it("of a timer is its time, and only what else must hold", () => {
    const [spike, end] = refractory(lif, { period: 2 }).events;
    expect(happening(spike!)).toMatchObject({ due: undefined, guards: [{ holds: false }] });
    expect(happening(end!)).toMatchObject({ due: "due_endOfPeriod", guards: [] });
  });

  it("is printed in words", () => {
    const cell = defineNeuron({
      name: "counts",
      state: { v: {} },
      discrete: { n: {} },
      dynamics: "dv/dt = 1 - v",
      spike: { when: "v > 0.5 and n < 3", reset: { v: 0, n: "n + 1" } },
    });
    expect(conditionText(cell.events[0]!)).toBe("when v - 0.5 rises through 0, while n < 3");
  });
});
