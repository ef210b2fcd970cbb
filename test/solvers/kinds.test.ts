import { describe, expect, it } from "vitest";
import * as library from "../../src/solvers/index.ts";
import { exportedName } from "../../src/solvers/kinds.ts";
import { isMethod, type Method } from "../../src/solvers/method.ts";

describe("the name of a method", () => {
  it("is the one that it is exported as", () => {
    const methods = Object.entries(library).filter(([, value]) => isMethod(value));
    expect(methods).toHaveLength(12);
    for (const [name, method] of methods) expect(exportedName(method as Method)).toBe(name);
  });

  it("is its own for a method that only looks like one of the library's", () => {
    expect(exportedName({ ...library.heun, name: "rk4" })).toBe("rk4");
    expect(exportedName({ ...library.heun, name: "ralston" })).toBe("ralston");
  });
});
