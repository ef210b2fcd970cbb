import { describe, expect, it, vi } from "vitest";
import { defineNeuron, lif } from "../../src/index.ts";
import { asNeeded } from "../../src/neurons/as-needed.ts";

const definition = { name: "leak", state: { v: {} }, dynamics: "dv/dt = -v / 10" };

describe("asNeeded", () => {
  it("makes a model once, when something of it is read", () => {
    const make = vi.fn(() => defineNeuron(definition));
    const model = asNeeded(make);
    expect(make).not.toHaveBeenCalled();
    expect(model.name).toBe("leak");
    expect(model.states).toBe(model.states);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it("is the model for who copies, compares, prints or freezes it", () => {
    const [model, plain] = [asNeeded(() => defineNeuron(definition)), defineNeuron(definition)];
    expect({ ...model }).toEqual({ ...plain });
    expect(model).toEqual(plain);
    expect(Object.keys(model)).toEqual(Object.keys(plain));
    expect(String(model)).toBe(String(plain));
    expect(JSON.stringify(model)).toBe(JSON.stringify(plain));
    expect(Object.isFrozen(model)).toBe(true);
    expect(Object.isFrozen(lif)).toBe(true);
  });
});
