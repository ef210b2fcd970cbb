import { expect, it } from "vitest";
import { ModelError } from "../../src/errors.ts";
import { lif } from "../../src/neurons/lif.ts";
import { checkFree, checkModel, nameOf } from "../../src/neurons/wrapped-model.ts";

it("a model has a name, and what is none is told", () => {
  expect(nameOf(lif)).toBe("lif");
  expect(nameOf(undefined as never)).toBe("…");
  expect(() => checkModel("here", lif)).not.toThrow();
  expect(() => checkModel("here", { name: "lif" } as never)).toThrow(ModelError);
});

it("names of states, parameters, channels and events are taken", () => {
  expect(() => checkFree("here", lif, ["area"], ["release"])).not.toThrow();
  for (const name of ["v", "tauMem", "weight"]) {
    expect(() => checkFree("here", lif, ["area", name])).toThrow(`here: the model has "${name}" already`);
  }
  expect(() => checkFree("here", lif, [], ["spike"])).toThrow('the model has "spike" already');
});
