/** Compartments that are joined: a tree, and conductances between centres. */
import { knownHere, ModelError } from "../errors.ts";
import { type Cylinder, halfConductance } from "./geometry.ts";

/** The conductance between the centres of two compartments. */
export interface AxialConductance {
  readonly from: string;
  readonly to: string;
  /** [nS]. */
  readonly conductance: number;
}

/**
 * The conductances between all that meet in one point, which has no membrane of its own: with g_i that from a centre to the
 * point, g_i g_j/Σ_k g_k (star to mesh). Of two that is 1/(R_1/2 + R_2/2).
 *
 * @param resistivity  [Ω cm]
 * @throws ModelError for a compartment that there is not, for a ring, and for one that nothing joins to the first
 */
export function axialConductances(
  where: string,
  compartments: Readonly<Record<string, Cylinder>>,
  connections: readonly (readonly string[])[],
  resistivity: number,
): AxialConductance[] {
  const known = Object.keys(compartments);
  /** Those that are joined to each other so far, in one set. */
  const joined = new Map(known.map((name) => [name, new Set([name])]));
  const conductances = connections.flatMap((members, k) => {
    const at = `${where}, connections[${k}]`;
    if (members.length < 2) {
      throw new ModelError(
        at,
        `it has ${members.length} of two compartments or more`,
        'Give ["soma", "dendrite"].',
      );
    }
    for (const name of members) {
      if (!joined.has(name))
        throw new ModelError(at, `there is no compartment "${name}"`, knownHere(name, known));
    }
    for (const name of members.slice(1)) {
      const [one, other] = [joined.get(members[0]!)!, joined.get(name)!];
      if (one === other) {
        const what = `"${members[0]}" and "${name}" are joined already`;
        throw new ModelError(
          at,
          what,
          "Connections make a tree: what meets in one point stands in one connection.",
        );
      }
      for (const each of other) joined.set(each, one.add(each));
    }
    const halves = members.map((name) => halfConductance(compartments[name]!, resistivity));
    const sum = halves.reduce((a, b) => a + b);
    return members.flatMap((from, i) =>
      members
        .slice(i + 1)
        .map((to, j) => ({ from, to, conductance: (halves[i]! * halves[i + 1 + j]!) / sum })),
    );
  });
  const first = joined.get(known[0]!)!;
  const alone = known.find((name) => !first.has(name));
  if (alone !== undefined) {
    const hint = `Give connections: [["${known[0]}", "${alone}"]] or the like.`;
    throw new ModelError(where, `nothing joins "${alone}" to "${known[0]}"`, hint);
  }
  return conductances;
}
