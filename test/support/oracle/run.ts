/**
 * A slow, global simulation, to hold the scheduler against: one time for the whole network, one step at a time, which
 * ends at whatever happens next anywhere. Written from the specification of what should happen alone.
 */
import { type Crossing, firstCrossing, scanned, staysAbove } from "./crossings.ts";
import { type Found, instant, type Run, send } from "./instant.ts";
import {
  isNeuron,
  type OracleNetwork,
  type OracleOptions,
  type OracleSolution,
  type OracleStatus,
} from "./model.ts";
import { type Flip, Stop, settleModes, signOfRate } from "./modes.ts";
import { type Arc, at, solve } from "./segment.ts";
import { type Cell, cellOf, eventValue, nextBreakpoint, setPieces } from "./state.ts";

/** So many instants without the clock moving are a sequence of events with a limit. */
const mostAtOneTime = 100;

export function simulateSlowly(network: OracleNetwork, options: OracleOptions): OracleSolution {
  const { until, samples = [], side = "after", maxRounds = 1000, maxSpikesPerUnitTime = 1000 } = options;
  const { maxStep = until / 8 } = options;
  const cells = network.units.flatMap((unit, id) => (isNeuron(unit) ? [cellOf(id, unit)] : []));
  const maxSpikes = 1000 + maxSpikesPerUnitTime * until;
  const run: Run = {
    network,
    cells,
    until,
    maxRounds,
    maxSpikes,
    arrivals: [],
    alarms: [],
    ignoredArrivals: 0,
    spikes: [],
  };
  const nowhere = (): Float64Array[] =>
    network.units.map((unit) => new Float64Array(isNeuron(unit) ? unit.model.states.length : 0));
  const taken = samples.map(() => nowhere().map((values) => values.fill(Number.NaN)));
  let [t, before, proposal, steps, still] = [0, 0, maxStep, 0, 0];
  let [smallestRate, closestApproach] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let smallestGap = Number.POSITIVE_INFINITY;

  const sample = (k: number, arcs: readonly Arc[]): void => {
    for (const arc of arcs) {
      const theta = arc.h > 0 ? Math.min(1, Math.max(0, (samples[k]! - arc.t) / arc.h)) : 0;
      taken[k]![arc.cell.id]!.set(at(arc, theta, arc.cell.scratch).y);
    }
  };
  const sampleHere = (isDue: (time: number) => boolean): void => {
    samples.forEach((time, k) => {
      if (isDue(time)) for (const { id, here } of cells) taken[k]![id]!.set(here.y);
    });
  };

  const go = (): void => {
    network.units.forEach((unit, id) => {
      if (isNeuron(unit)) return;
      Array.from(unit.times).forEach((time, k) => {
        if (time < Number.POSITIVE_INFINITY) send(run, id, k, time, 1);
      });
    });
    if (side === "before") sampleHere((time) => time === 0);
    for (const cell of cells) {
      settleModes(cell, []);
      cell.model.events.forEach(({ fireAtStart }, e) => {
        cell.armed[e] = fireAtStart || eventValue(cell, e, cell.here) < 0;
      });
    }
    instant(run, 0, { roots: new Set(), flips: [] });
    while (t < until) {
      const due = nextDue(run, t);
      const lands = due - t <= proposal;
      const h = lands ? due - t : proposal;
      const arcs = solve(cells, t, h);
      if (arcs === undefined) {
        proposal = h / 2;
        if (proposal > 1e-13 * Math.max(1, t)) continue;
        throw new Stop("step-size-underflow", `no step at t = ${t}`);
      }
      steps++;
      const end = lands ? due : t + h;
      const found = firstOfAll(arcs, end);
      smallestRate = Math.min(smallestRate, found.rate);
      closestApproach = Math.min(closestApproach, found.closest);
      if (found.theta === 1 && !lands) proposal = Math.min(1.5 * proposal, maxStep);
      still = found.time === t ? still + 1 : 0;
      if (still > mostAtOneTime) throw new Stop("event-accumulation", accumulation(run, t));
      samples.forEach((time, k) => {
        const isIn = side === "before" ? time > t && time <= found.time : time >= t && time < found.time;
        if (isIn) sample(k, arcs);
      });
      for (const arc of arcs) move(arc, found.theta, found.time);
      t = found.time;
      if (found.theta < 1 || found.happens || lands) {
        if (t > before) smallestGap = Math.min(smallestGap, t - before);
        before = t;
        instant(run, t, found);
      } else for (const cell of cells) cell.count.fill(0);
    }
    if (side === "after") sampleHere((time) => time === until);
  };

  let [status, message]: [OracleStatus, string] = ["completed", ""];
  try {
    go();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    [status, message] = [error.status, error.message];
  }
  const final = nowhere();
  for (const { id, here } of cells) final[id]!.set(here.y);
  const { spikes, ignoredArrivals } = run;
  const logs = network.units.map((_, id) => cells.find((cell) => cell.id === id)?.log ?? []);
  const counts = { ignoredArrivals, smallestRate, closestApproach, smallestGap, steps, logs };
  return { status, message, time: t, spikes, final, samples: taken, ...counts };
}

/** The next time at which something is known to happen, the end included. */
function nextDue(run: Run, t: number): number {
  const times = [
    ...run.arrivals.map(({ time }) => time),
    ...run.alarms.map(({ time }) => time),
    ...run.cells.map((cell) => nextBreakpoint(cell, t)),
  ];
  return times.reduce((first, time) => Math.min(first, time), run.until);
}

interface First extends Found {
  readonly theta: number;
  readonly time: number;
  readonly happens: boolean;
  readonly rate: number;
  readonly closest: number;
}

/** The first crossings in a step, all at one time, or its end. Arms what falls below zero before. */
function firstOfAll(solved: readonly Arc[], end: number): First {
  const arcs = solved.map(scanned);
  const { t, h } = arcs[0] ?? { t: end, h: 0 };
  const timeOf = (theta: number): number => (theta < 1 ? Math.min(end, t + theta * h) : end);
  const events = arcs.flatMap((arc) =>
    arc.cell.model.events.map((_, e) => {
      const value = (here: Cell["here"]): number => eventValue(arc.cell, e, here);
      const crossing = firstCrossing(arc, value, arc.cell.armed[e]!);
      // What has just happened and falls has to be below zero before it rises again.
      const hasJust = arc.cell.count[e]! > 0 && staysAbove(arc, value, crossing);
      if (hasJust && signOfRate(arc.cell, value) < 0) {
        throw new Stop("event-accumulation", `event ${e} of neuron ${arc.cell.id} at t = ${t}`);
      }
      return { cell: arc.cell, e, crossing };
    }),
  );
  const flips = arcs.flatMap((arc) =>
    arc.cell.model.switches.flatMap((_, index) =>
      watches(arc.cell, index).map(({ to, value }) => ({
        cell: arc.cell,
        index,
        to,
        crossing: firstCrossing(arc, value, false),
      })),
    ),
  );
  const all: readonly Crossing[] = [...events, ...flips].map(({ crossing }) => crossing);
  const first = all.reduce((min, { theta }) => Math.min(min, theta), Number.POSITIVE_INFINITY);
  const time = first <= 1 ? timeOf(first) : end;
  const isNow = ({ crossing }: { readonly crossing: Crossing }): boolean =>
    crossing.theta <= 1 && timeOf(crossing.theta) === time;
  const now = [...events, ...flips].filter(isNow);
  // At one time, where the last of them has happened too.
  const theta = now.reduce((max, { crossing }) => Math.max(max, crossing.theta), time === end ? 1 : 0);
  for (const { cell, e, crossing } of events) {
    if (crossing.armedFrom <= theta) cell.armed[e] = true;
  }
  const fired = events.filter(isNow);
  return {
    theta,
    time,
    happens: now.length > 0,
    roots: new Set(fired.map(({ cell, e }) => `${cell.id} ${e}`)),
    flips: flips.filter(isNow) as readonly Flip[],
    rate: fired.reduce((min, { crossing }) => Math.min(min, crossing.rate), Number.POSITIVE_INFINITY),
    closest: events.reduce((min, { crossing }) => Math.min(min, crossing.closest), Number.POSITIVE_INFINITY),
  };
}

/** What would end the mode of a switch, rising through zero, and the mode after it. */
function watches(cell: Cell, k: number): { to: number; value: (here: Cell["here"]) => number }[] {
  const { kind, q } = cell.model.switches[k]!;
  const mode = cell.here.m[k]!;
  if (kind === "floor") {
    return [
      { to: mode + 1, value: (here) => q(here) - (mode + 1) },
      { to: mode - 1, value: (here) => mode - q(here) },
    ];
  }
  if (mode !== 0) return [{ to: -mode, value: (here) => -mode * q(here) }];
  // It rests at zero: what leaves it by more than rounding has a side again.
  return [1, -1].map((to) => ({ to, value: (here) => to * q(here) - 1e-12 }));
}

/** Lets the neuron be where its arc is at θ. */
function move(arc: Arc, theta: number, time: number): void {
  const { here, scratch } = arc.cell;
  here.y.set(at(arc, theta, scratch).y);
  setPieces(arc.cell, time);
}

function accumulation(run: Run, t: number): string {
  const busy = new Set(run.spikes.filter(({ time }) => time === t).map(({ neuron }) => neuron));
  return `events of neurons ${[...busy].join(", ")} follow one another faster than t = ${t} can tell`;
}
