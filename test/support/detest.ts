/**
 * Non-stiff problems of the DETEST collection with their solution at t = 20.
 *
 * Source: Hull, Enright, Fellen & Sedgwick (1972), SIAM J. Numer. Anal. 9(4), 603–637. End values: Taylor
 *   series of order 36 in arithmetic of 32 to 45 digits.
 */
export interface InitialValueProblem {
  readonly name: string;
  readonly vectorField: (t: number, y: readonly number[]) => readonly number[];
  readonly y0: readonly number[];
  readonly y1: readonly number[];
  /**
   * An upper bound of the maximum norm of ∂y(20)/∂y(t) for all t: what a unit error made at t has become
   * at the end. From differences of SciPy's DOP853 at rtol 1e-10, rounded up.
   */
  readonly growth: number;
}

/** The end of every problem. */
export const detestEnd = 20;

export const detest: readonly InitialValueProblem[] = [
  { name: "A1", vectorField: (_, [y]) => [-y!], y0: [1], y1: [2.061153622438558e-9], growth: 1 },
  { name: "A2", vectorField: (_, [y]) => [-(y! ** 3) / 2], y0: [1], y1: [0.2182178902359924], growth: 1 },
  {
    name: "A3",
    vectorField: (t, [y]) => [y! * Math.cos(t)],
    y0: [1],
    y1: [2.4916502718504145],
    growth: 7,
  },
  {
    name: "A4",
    vectorField: (_, [y]) => [(y! / 4) * (1 - y! / 20)],
    y0: [1],
    y1: [17.73016648131484],
    growth: 3,
  },
  {
    name: "A5",
    vectorField: (t, [y]) => [(y! - t) / (y! + t)],
    y0: [4],
    y1: [-0.7887826688964015],
    growth: 6,
  },
  {
    name: "B1",
    vectorField: (_, [y1, y2]) => [2 * (y1! - y1! * y2!), -(y2! - y1! * y2!)],
    y0: [1, 3],
    y1: [0.6761876008576606, 0.18608160996400297],
    growth: 50,
  },
  {
    name: "B2",
    vectorField: (_, [y1, y2, y3]) => [-y1! + y2!, y1! - 2 * y2! + y3!, y2! - y3!],
    y0: [2, 0, 1],
    y1: [1.0000000010305767, 1, 0.9999999989694232],
    growth: 1,
  },
  {
    name: "B3",
    vectorField: (_, [y1, y2]) => [-y1!, y1! - y2! * y2!, y2! * y2!],
    y0: [1, 0, 0],
    y1: [2.061153622438558e-9, 0.05257228022048512, 0.9474277177183612],
    growth: 4,
  },
  {
    name: "B5",
    vectorField: (_, [y1, y2, y3]) => [y2! * y3!, -y1! * y3!, -0.51 * y1! * y2!],
    y0: [0, 1, 1],
    y1: [-0.9396570798729204, -0.34211777540007493, 0.7414126596199953],
    growth: 40,
  },
  {
    name: "E2",
    vectorField: (_, [y1, y2]) => [y2!, (1 - y1! * y1!) * y2! - y1!],
    y0: [2, 0],
    y1: [2.0081497621749484, -0.04250887527320215],
    growth: 10,
  },
];
