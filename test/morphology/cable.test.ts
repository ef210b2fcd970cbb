/** Cables of compartments against the closed solutions of the cable equation. */
import { describe, expect, it } from "vitest";
import { exactFlow, network, population, simulate, tsitouras54 } from "../../src/index.ts";
import { type Compartment, compartmentModel, leak, mechanism } from "../../src/morphology/index.ts";
import type { NeuronModel } from "../../src/neurons/neuron-model.ts";
import type { Method } from "../../src/solvers/method.ts";

const axialResistivity = 150;
const rest = -70;
const conductance = 0.05; // mS/cm²: 20,000 Ω cm²
const tau = 1 / conductance; // ms, with 1 µF/cm²
const membrane = [leak({ conductance, reversal: rest })];
const diameter = 2;

/** λ = √(R_m d/(4 R_a)) [µm]. */
const lambdaOf = (d: number): number =>
  1e4 * Math.sqrt(((1e3 / conductance) * d * 1e-4) / (4 * axialResistivity));
/** R_∞ = 4 R_a λ/(π d²) [MΩ]; 1e-6 MΩ/Ω, 1e4 µm/cm. */
const infinite = (d: number): number => (1e-2 * 4 * axialResistivity * lambdaOf(d)) / (Math.PI * d ** 2);
const lambda = lambdaOf(diameter);

const chain = (pieces: readonly Compartment[]) => ({
  compartments: Object.fromEntries(pieces.map((piece, k) => [`c${k}`, piece])),
  connections: pieces.slice(1).map((_, k) => [`c${k}`, `c${k + 1}`]),
});
const cylinder = (length: number, n: number) =>
  chain(Array.from({ length: n }, () => ({ length: length / n, diameter })));
const cable = (length: number, n: number): NeuronModel =>
  compartmentModel({
    name: "cable",
    ...cylinder(length, n),
    mechanisms: membrane,
    initial: rest,
    axialResistivity,
  });

/** Voltages above the rest at these times, a list of all compartments each. */
function voltages(
  model: NeuronModel,
  times: readonly number[],
  { parameters = {}, initial = {}, method = exactFlow as Method } = {},
): number[][] {
  const net = network({ populations: { cell: population(model, 1, { parameters, initial }) } });
  const run = simulate(
    net,
    net.initialParameters(),
    {},
    {
      until: Math.max(...times),
      rtol: 1e-10,
      atol: 1e-10,
      method,
      samples: [{ population: "cell", times: [...times] }],
    },
  );
  const count = model.states.length;
  return times.map((_, k) =>
    Array.from(run.samples("cell").values.subarray(k * count, k * count + count), (v) => v - rest),
  );
}

/** dV/dI at the end of a cable [MΩ], where the electrode is half a compartment away from the centre. */
function inputResistance(model: NeuronModel, halfAxial: number): number {
  // After 30 τ e^(−30) = 1e-13 is missing.
  const [[v = 0] = []] = voltages(model, [30 * tau], { parameters: { current_c0: 1 } });
  return 1e3 * v + halfAxial;
}

/** R_a (L/2)/(π d²/4) [MΩ]. */
const halfAxial = (length: number): number =>
  (1e-2 * 4 * axialResistivity * (length / 2)) / (Math.PI * diameter ** 2);

describe("a sealed cable", () => {
  it("has the input resistance R∞ coth(l/λ), up to 1/n²", () => {
    const length = 1.2 * lambda;
    const exact = infinite(diameter) / Math.tanh(1.2);
    const errors = [4, 8, 16].map((n) =>
      Math.abs(inputResistance(cable(length, n), halfAxial(length / n)) / exact - 1),
    );
    // With δ = l/(nλ) it is δ² (1/8 + x/(24 sinh x cosh x)), x = l/λ, and 1/24 at most in the second part.
    expect(errors[2]).toBeLessThan((1.2 / 16) ** 2 / 6);
    // Order 2: a quarter each time, up to terms of order 4.
    expect(errors[0]! / errors[1]!).toBeCloseTo(4, 1);
    expect(errors[1]! / errors[2]!).toBeCloseTo(4, 1);
  });

  it("has the input resistance of its difference equation, whose λ is 1/arcosh(1 + g/(2 g_axial))", () => {
    const n = 7;
    const length = 0.9 * lambda;
    const model = cable(length, n);
    const defaultOf = (name: string): number => model.parameters.find((own) => own.name === name)!.default;
    const axial = defaultOf("gAxial_c0_c1");
    const kappa = Math.acosh(1 + defaultOf("gLeak_c0") / (2 * axial));
    const exact = 1e3 / (2 * axial * Math.tanh(kappa / 2) * Math.tanh(kappa * n));
    expect(inputResistance(model, halfAxial(length / n)) / exact).toBeCloseTo(1, 10);
  });

  it("evens out by modes cos(kπx/l) with τ/(1 + (kπλ/l)²), up to 1/n²", () => {
    const length = 1.5 * lambda;
    for (const mode of [0, 1, 2]) {
      const exact = tau / (1 + ((mode * Math.PI) / 1.5) ** 2);
      const errors = [10, 20].map((n) => {
        const shape = Array.from({ length: n }, (_, k) => Math.cos((mode * Math.PI * (k + 0.5)) / n));
        const initial = Object.fromEntries(shape.map((value, k) => [`v_c${k}`, rest + 10 * value]));
        const [values = []] = voltages(cable(length, n), [exact], { initial });
        const left = values[0]! / (10 * shape[0]!);
        // The mode keeps its shape.
        for (const [k, value] of values.entries()) expect(value).toBeCloseTo(10 * left * shape[k]!, 9);
        return Math.abs(exact / -Math.log(left) / exact - 1);
      });
      if (mode === 0) expect(errors[0]).toBeLessThan(1e-12);
      else expect(Math.abs(errors[0]! / errors[1]! - 4)).toBeLessThan(0.1);
    }
  });

  it("has the AC input resistance R∞ coth(q l/λ)/q, q = √(1 + iωτ), up to 1/n²", () => {
    const length = 1.1 * lambda;
    const omega = (2 * Math.PI) / 10; // 100 Hz; ωτ = 12.6
    const electrode = mechanism({
      name: "electrode",
      parameters: { amplitude: { unit: "pA", default: 0 }, omega: { unit: "1/ms", default: omega } },
      current: "amplitude * sin(omega * t)",
    });
    const exact = impedance(length / lambda, omega);
    const errors = [5, 10].map((n) => {
      const { compartments, connections } = cylinder(length, n);
      const model = compartmentModel({
        name: "driven",
        compartments: { ...compartments, c0: { ...compartments["c0"]!, mechanisms: [electrode] } },
        connections,
        mechanisms: membrane,
        initial: rest,
        axialResistivity,
      });
      // A whole number of periods after 20 τ, where e^(−20) = 2e-9 is left, and a quarter later.
      const times = [20 * tau, 20 * tau + 2.5];
      const amplitude = 100;
      const [[cosine = 0] = [], [sine = 0] = []] = voltages(model, times, {
        parameters: { amplitude_c0: amplitude },
        method: tsitouras54,
      });
      const [re, im] = [(1e3 * sine) / amplitude + halfAxial(length / n), (1e3 * cosine) / amplitude];
      return Math.hypot(re - exact[0], im - exact[1]) / Math.hypot(...exact);
    });
    expect(errors[1]).toBeLessThan(0.02);
    expect(errors[0]! / errors[1]!).toBeCloseTo(4, 0);
  });
});

/** R∞ coth(q X)/q as [real, imaginary], MΩ. */
function impedance(electrotonic: number, omega: number): [number, number] {
  const size = Math.hypot(1, omega * tau);
  const [a, b] = [Math.sqrt((size + 1) / 2), Math.sqrt((size - 1) / 2)]; // q = a + ib
  const [c, d] = [2 * electrotonic * a, 2 * electrotonic * b];
  // coth(x + iy) = (sinh 2x − i sin 2y)/(cosh 2x − cos 2y)
  const below = Math.cosh(c) - Math.cos(d);
  const [re, im] = [Math.sinh(c) / below, -Math.sin(d) / below];
  const r = infinite(diameter) / (a * a + b * b);
  return [r * (re * a + im * b), r * (im * a - re * b)];
}

describe("a branching tree", () => {
  it("whose diameters keep Σ d^(3/2) has the input resistance of Rall's equivalent cylinder", () => {
    const daughter = diameter / 2 ** (2 / 3);
    const [stem, branch] = [0.5, 0.7];
    const stemPieces = 5;
    const branchPieces = 7;
    const step = (d: number, electrotonic: number, pieces: number) => ({
      length: (electrotonic / pieces) * lambdaOf(d),
      diameter: d,
    });
    const names = (of: string, pieces: number) => Array.from({ length: pieces }, (_, k) => `${of}${k}`);
    const [trunk, left, right] = [
      names("c", stemPieces),
      names("left", branchPieces),
      names("right", branchPieces),
    ];
    const pairs = (list: readonly string[]) => list.slice(1).map((name, k) => [list[k]!, name]);
    const tree = compartmentModel({
      name: "tree",
      compartments: Object.fromEntries([
        ...trunk.map((name) => [name, step(diameter, stem, stemPieces)]),
        ...[...left, ...right].map((name) => [name, step(daughter, branch, branchPieces)]),
      ]),
      connections: [...pairs(trunk), [trunk.at(-1)!, left[0]!, right[0]!], ...pairs(left), ...pairs(right)],
      mechanisms: membrane,
      initial: rest,
      axialResistivity,
    });
    const whole = cable((stem + branch) * lambda, stemPieces + branchPieces);
    const half = halfAxial(step(diameter, stem, stemPieces).length);
    // Cut at equal electrotonic lengths the two are one system of equations.
    expect(inputResistance(tree, half) / inputResistance(whole, half)).toBeCloseTo(1, 10);
    expect(inputResistance(tree, half) / (infinite(diameter) / Math.tanh(stem + branch))).toBeCloseTo(1, 2);
  });
});
