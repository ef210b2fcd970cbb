/** What the membrane and the inside of a cylinder amount to; lengths in µm. */
import { pow } from "../numeric/power.ts";

/** A piece of a neuron as a cylinder. */
export interface Cylinder {
  /** [µm], positive. */
  readonly length: number;
  /** [µm], positive. */
  readonly diameter: number;
}

/** π d L [µm²]: the ends have no membrane. */
export function areaOf({ length, diameter }: Cylinder): number {
  return Math.PI * diameter * length;
}

/**
 * What a density amounts to over an area [µm²]: pF from µF/cm², and nS from mS/cm².
 */
export function overArea(density: number, area: number): number {
  return 0.01 * density * area;
}

/**
 * The conductance from the centre of a cylinder to one of its ends [nS], π d²/(4 R_a) over L/2.
 *
 * @param resistivity  R_a [Ω cm]
 */
export function halfConductance({ length, diameter }: Cylinder, resistivity: number): number {
  return (5e4 * Math.PI * diameter * diameter) / (resistivity * length);
}

/** The cylinder with an area [µm²] and with the axial resistance of `slenderness` = ∫ 4/(π d²) ds [1/µm]. */
export function cylinderOf(area: number, slenderness: number): Cylinder {
  const diameter = pow((4 * area) / (Math.PI * Math.PI * slenderness), 1 / 3);
  return { length: area / (Math.PI * diameter), diameter };
}
