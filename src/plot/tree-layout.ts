/** Joined cylinders, laid out in a plane with their lengths, so that none crosses another. */
import { OptionError, type Where } from "../errors.ts";
import { isRecord } from "../values.ts";

/** A cylinder [µm]. */
export interface TreePiece {
  readonly length: number;
  readonly diameter: number;
}

/** A cylinder as a line; a disc, the body of a neuron, where both ends are one point. */
export interface PlacedPiece {
  readonly name: string;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly diameter: number;
}

interface Branch {
  readonly name: string;
  readonly leaves: number;
  readonly children: readonly Branch[];
}

/** What a sector has beside a body that is long, and in its whole: of the way round. */
const [besideStem, around] = [0.7, 1];

/**
 * The first piece is at (0, 0): a disc unless it is longer than twice its diameter. Every other one begins where the one
 * before it ends, and points to the middle of a sector that has a share of that one's as large as its share of the ends; the
 * largest branch of the first piece points up. Lines in nested sectors cannot cross.
 *
 * @returns in the units of lengths, y upwards; parents before children
 * @throws OptionError for connections that are no tree of all pieces
 *
 * Source: Felsenstein (2004), Inferring Phylogenies, ch. 34, the equal-angle layout.
 */
export function layOutTree(
  where: Where,
  pieces: Readonly<Record<string, TreePiece>>,
  connections: readonly (readonly string[])[],
): PlacedPiece[] {
  const root = rootedTree(where, pieces, connections);
  const placed: PlacedPiece[] = [];
  const { length, diameter } = pieces[root.name]!;
  const isBody = length <= 2 * diameter;
  const place = (
    { name, children, leaves }: Branch,
    from: readonly [number, number],
    sector: Sector,
    isDisc: boolean,
    forks: number,
  ): void => {
    const own = pieces[name]!;
    const to = isDisc ? from : moved(from, middle(sector), own.length);
    placed.push({ name, from, to, diameter: own.diameter });
    // Small branches leave a trunk on both sides by turns.
    const ordered = [...children].sort((a, b) => (forks % 2 === 0 ? 1 : -1) * (a.leaves - b.leaves));
    const forksOfChildren = children.length > 1 ? forks + 1 : forks;
    let low = sector.low;
    for (const child of ordered) {
      const width = (sector.width * child.leaves) / leaves;
      const next = { low, width };
      const start = isDisc ? moved(from, middle(next), own.diameter / 2) : to;
      place(child, start, next, false, forksOfChildren);
      low += width;
    }
  };
  place(root, [0, 0], firstSector(root, isBody), isBody, 0);
  return placed;
}

/** Angles, as shares of the way round from the right upwards. */
interface Sector {
  readonly low: number;
  readonly width: number;
}

const up = 0.25;

function middle({ low, width }: Sector): number {
  return low + width / 2;
}

/** A body's largest branch, which comes last, has the middle of its sector upwards. */
function firstSector({ children, leaves }: Branch, isBody: boolean): Sector {
  if (!isBody || children.length === 0) return { low: up - besideStem / 2, width: besideStem };
  const largest = Math.max(...children.map((child) => child.leaves)) / leaves;
  return { low: up + largest / 2 - around, width: around };
}

function moved([x, y]: readonly [number, number], angle: number, length: number): [number, number] {
  return [x + length * Math.cos(2 * Math.PI * angle), y + length * Math.sin(2 * Math.PI * angle)];
}

function rootedTree(
  where: Where,
  pieces: Readonly<Record<string, TreePiece>>,
  connections: readonly (readonly string[])[],
): Branch {
  const found = new Set<string>();
  const rootedAt = (name: string, by: readonly string[] | undefined): Branch => {
    if (found.has(name) || !isRecord(pieces[name])) {
      const what = found.has(name) ? `"${name}" is joined twice` : `there is no compartment "${name}"`;
      throw new OptionError(where, what, "Give compartments and connections as compartmentModel takes them.");
    }
    found.add(name);
    const children = connections
      .filter((members) => members !== by && members.includes(name))
      .flatMap((members) => members.filter((one) => one !== name).map((one) => rootedAt(one, members)));
    return {
      name,
      children,
      leaves: Math.max(
        1,
        children.reduce((sum, { leaves }) => sum + leaves, 0),
      ),
    };
  };
  const names = Object.keys(pieces);
  const root = rootedAt(names[0]!, undefined);
  const alone = names.find((name) => !found.has(name));
  if (alone !== undefined) {
    throw new OptionError(where, `nothing joins "${alone}" to "${names[0]}"`, "Give connections.");
  }
  return root;
}
