/** What a run has computed, with all that can be asked of it. */
import type { NetworkProgram } from "../compile/network-program.ts";
import type { Run } from "../compile/run.ts";
import { unfold } from "../compile/unfold.ts";
import type { Settings } from "./given/options.ts";
import { approachesOf } from "./look-back/approaches.ts";
import { eventsOf } from "./look-back/event-facts.ts";
import { maximaOf } from "./look-back/maxima.ts";
import { kept, questions } from "./look-back/observe.ts";
import { resultsOf } from "./look-back/results.ts";
import { readableRun } from "./look-back/run-in-json.ts";
import { stateAtEventsOf } from "./look-back/state-at-events.ts";
import { traceOf } from "./look-back/trace.ts";
import { trainsByName } from "./schedule/spike-trains.ts";

/** The numbers that a run has left, and nothing else: it may have been made elsewhere. Statistics are read when they are asked for. */
export type Computed = Pick<
  Run,
  "status" | "message" | "statistics" | "tape" | "sampleTables" | "given" | "left" | "lists"
>;

/** What a run was made with. */
export type Bound = Pick<Run, "parameters" | "holder" | "signals">;

export function runOf(
  program: NetworkProgram,
  settings: Pick<Settings, "from" | "until" | "rtol" | "atol">,
  bound: Bound,
  left: Computed,
  observations?: Run["observations"],
): Run {
  return renewableRun(program, settings, bound, left, observations).run;
}

/** A run that may be that of another input, on the same tape and with the same parameters. */
export interface RenewableRun {
  readonly run: Run;
  /** What was asked of it before is forgotten. */
  readonly renew: (holder: object, status: Run["status"], message: string) => void;
}

export function renewableRun(
  program: NetworkProgram,
  settings: Pick<Settings, "from" | "until" | "rtol" | "atol">,
  { parameters, holder, signals }: Bound,
  left: Computed,
  observations: Run["observations"] = new Map(),
): RenewableRun {
  const { tape, sampleTables } = left;
  const trains = trainsByName(tape, program);
  const results = resultsOf(tape.spikes.time, trains.of, sampleTables, settings.until);
  // One literal: put together from parts, an object of so many keys takes as long as a short run.
  const run: { -readonly [Key in keyof Run]: Run[Key] } = {
    status: left.status,
    message: left.message,
    from: settings.from,
    until: settings.until,
    methods: program.methods,
    get statistics() {
      return left.statistics;
    },
    tape,
    populations: program.network.populations.map((population) => population.name),
    spikeTrains: results.spikeTrains,
    spikeTimes: results.spikeTimes,
    spikes: results.spikes,
    samples: results.samples,
    program,
    parameters,
    holder,
    rtol: settings.rtol,
    atol: settings.atol,
    signals,
    sampleTables,
    observations,
    given: left.given,
    left: left.left,
    lists: left.lists,
    trace: (population, neuron, state, options) =>
      traceOf(unfold(run, population), { population, neuron, state }, options),
    events: (population) => eventsOf(unfold(run, population), population),
    approaches: (population) => approachesOf(unfold(run, population), population),
    maxima: (population, state) =>
      kept(run.observations, questions.maxima(population, state), () => maximaOf(run, population, state)),
    stateAtEvents: (population, state, side, event) =>
      kept(run.observations, questions.events(population, state, side, event), () =>
        stateAtEventsOf(unfold(run, population), { population, state, side, event }),
      ),
  };
  return {
    run: readableRun(run),
    renew: (holder, status, message) => {
      run.status = status;
      run.message = message;
      run.holder = holder;
      // Not cleared: an engine keeps what a map was, and with it all that it has been since, until its whole heap is collected.
      if (run.observations.size > 0) run.observations = new Map();
      trains.forget();
    },
  };
}
