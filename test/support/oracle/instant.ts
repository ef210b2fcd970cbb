/**
 * Everything that happens at one time, in rounds: arrivals, then timers, then own events by (neuron, declaration), of
 * which those that have a root there wait for those that a jump causes. What a round sends without delay arrives in the
 * next one.
 */
import type { OracleEvent, OracleNetwork, OracleSpike, OracleTimer } from "./model.ts";
import { type Flip, readModes, Stop, settleModes, signAhead } from "./modes.ts";
import { type Alarm, type Arrival, type Cell, eventValue, roundingOf } from "./state.ts";

/** A run: everything that changes. */
export interface Run {
  readonly network: OracleNetwork;
  readonly cells: readonly Cell[];
  readonly until: number;
  readonly maxRounds: number;
  readonly maxSpikes: number;
  arrivals: Arrival[];
  alarms: Alarm[];
  ignoredArrivals: number;
  readonly spikes: OracleSpike[];
}

/** What a step has found at its end. */
export interface Found {
  /** Events whose function has its root there, as "neuron event". */
  readonly roots: ReadonlySet<string>;
  readonly flips: readonly Flip[];
}

export function instant(run: Run, t: number, { roots: found, flips }: Found): void {
  const roots = new Set(found);
  const touched = new Set<Cell>();
  for (const cell of run.cells) cell.count.fill(0);
  let round = 1;
  const goThroughRounds = (): void => {
    for (; makeRound(run, t, round, roots, touched); round++) {
      if (round > run.maxRounds) throw storm(run, t, `${round} rounds`);
    }
  };
  goThroughRounds();
  // A mode may carry an event function over zero, and that event whatever follows from it.
  for (const { cell, index, to } of flips) cell.log.push(`switch ${index} ${to}`);
  for (const cell of run.cells) {
    settleModes(
      cell,
      flips.filter((flip) => !touched.has(flip.cell)),
    );
    arm(cell);
  }
  if (flips.length > 0 || touched.size > 0) goThroughRounds();
  for (const cell of touched) settleModes(cell, []);
  for (const cell of run.cells) {
    cell.model.events.forEach((_, e) => {
      if (eventValue(cell, e, cell.here) >= 0) cell.armed[e] = false;
    });
  }
}

/** Whether anything has happened in it. */
function makeRound(run: Run, t: number, round: number, roots: Set<string>, touched: Set<Cell>): boolean {
  const arrivals = run.arrivals.filter(({ time }) => time <= t);
  const alarms = run.alarms.filter(({ time }) => time <= t);
  run.arrivals = run.arrivals.filter(({ time }) => time > t);
  run.alarms = run.alarms.filter(({ time }) => time > t);
  let happened = arrivals.length + alarms.length > 0;

  arrivals.sort((a, b) => a.to - b.to || a.projection - b.projection || a.from - b.from || a.index - b.index);
  for (const { to, projection, from, index, port: number, weights, payload } of arrivals) {
    const cell = cellAt(run, to);
    const port = cell.model.ports[number]!;
    if (port.accepts?.(cell.here) === false) continue;
    cell.log.push(`arrival ${projection} ${from} ${index}`);
    const after = port.arrive(cell.here, weights, payload);
    start(run, cell, `port ${number}`, port.timers ?? [], t);
    cell.here.y.set(after);
    readModes(cell);
    // Between two of them lies a segment without length: what is below zero there is armed.
    arm(cell);
    touched.add(cell);
  }

  alarms.sort((a, b) => a.neuron - b.neuron || (a.declaration < b.declaration ? -1 : 1));
  for (const { neuron, event } of alarms) {
    const cell = cellAt(run, neuron);
    if (cell.model.events[event]!.guard?.(cell.here) === false) continue;
    fire(run, cell, event, t, round, "timer");
    touched.add(cell);
  }

  for (const cell of run.cells) {
    const isDue = (e: number): boolean => cell.armed[e]! && eventValue(cell, e, cell.here) >= 0;
    const key = (e: number): string => `${cell.id} ${e}`;
    // One that a jump takes below zero has lost its root.
    cell.model.events.forEach((_, e) => {
      if (eventValue(cell, e, cell.here) < 0) roots.delete(key(e));
    });
    // What a jump causes belongs to it; a root at the same time comes after all of that, in whatever round.
    const hasJumped = cell.model.events.some((_, e) => isDue(e) && !roots.has(key(e)));
    cell.model.events.forEach((_, e) => {
      if (!isDue(e) || (hasJumped && roots.has(key(e)))) return;
      const cause = roots.delete(key(e)) ? "root" : "jump";
      fire(run, cell, e, t, round, cause);
      touched.add(cell);
      happened = true;
    });
  }
  return happened;
}

function fire(
  run: Run,
  cell: Cell,
  index: number,
  t: number,
  round: number,
  cause: OracleSpike["cause"],
): void {
  const event = cell.model.events[index]!;
  const { here } = cell;
  const after = event.reset(here);
  const payload = event.payload?.(here) ?? 1;
  start(run, cell, `event ${index}`, event.timers ?? [], t);
  here.y.set(after);
  readModes(cell);
  run.spikes.push({ time: t, neuron: cell.id, event: event.name, emits: event.emits, cause, round });
  cell.log.push(`${cause} ${index}`);
  cell.count[index]!++;
  cell.total++;
  if (cell.total > run.maxSpikes) throw storm(run, t, `${cell.total} events of neuron ${cell.id}`);
  if (event.emits) send(run, cell.id, cell.sent++, t, payload);
  cell.armed[index] = mayRepeat(cell, event, index);
  arm(cell);
}

/** What is still ≥ 0 happens again if its own reset could have changed that; at exactly 0, unless it falls. */
function mayRepeat(cell: Cell, { repeats }: OracleEvent, index: number): boolean {
  const value = eventValue(cell, index, cell.here);
  return repeats && (value > 0 || (value === 0 && signAhead(cell, (h) => eventValue(cell, index, h)) >= 0));
}

/** Re-arms every event whose function is below zero. Where rounding hides its sign, the next step tells. */
export function arm(cell: Cell): void {
  cell.model.events.forEach((_, e) => {
    const value = (here: Cell["here"]): number => eventValue(cell, e, here);
    if (!cell.armed[e] && value(cell.here) < -roundingOf(cell, value, cell.here)) cell.armed[e] = true;
  });
}

/** Puts a spike on its way to all targets. */
export function send(run: Run, from: number, index: number, t: number, payload: number): void {
  run.network.projections.forEach(({ pre, post, port, weights }, projection) => {
    pre.forEach((unit, i) => {
      if (unit !== from) return;
      post.forEach((to, j) => {
        const own = weights(i, j);
        if (own === undefined) return;
        const time = t + checkLag(run.network.delay(projection, i, j), `delay ${projection} ${i} ${j}`);
        if (time > run.until) run.ignoredArrivals++;
        else run.arrivals.push({ time, projection, from, index, to, port, weights: own, payload });
      });
    });
  });
}

function start(run: Run, cell: Cell, place: string, timers: readonly OracleTimer[], t: number): void {
  timers.forEach(({ event, period, every }, k) => {
    const declaration = `${place} ${k}`;
    const isOld = (alarm: Alarm): boolean => alarm.neuron === cell.id && alarm.declaration === declaration;
    if (every !== true) run.alarms = run.alarms.filter((alarm) => !isOld(alarm));
    const time = t + checkLag(period(cell.here), `${place} of neuron ${cell.id}`);
    run.alarms.push({ time, neuron: cell.id, event, declaration });
  });
}

function checkLag(lag: number, what: string): number {
  if (lag >= 0) return lag;
  throw new Stop("negative-lag", `${what} takes ${lag} ms`);
}

function cellAt(run: Run, id: number): Cell {
  return run.cells.find((cell) => cell.id === id)!;
}

function storm(run: Run, t: number, what: string): Stop {
  const busy = new Set(run.spikes.filter(({ time }) => time === t).map(({ neuron }) => neuron));
  return new Stop("event-storm", `${what} at t = ${t}, neurons ${[...busy].join(", ")}`);
}
