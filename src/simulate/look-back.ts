/** A run with what can be asked of it afterwards, and how JSON shows it. */
import type { Run } from "../compile/run.ts";
import { jsonOf } from "../values.ts";
import { approachesOf } from "./approaches.ts";
import { eventsOf } from "./event-facts.ts";
import type { Recorded } from "./recorded.ts";
import { traceOf } from "./trace.ts";

/** In JSON a run is its status, statistics, spikes and samples, without the tape. */
export function withLookBack(run: Recorded): Run {
  const { status, message, until, statistics, populations, sampleTables } = run;
  const whole: Run = {
    ...run,
    trace: (population, neuron, state, options) => traceOf(run, population, neuron, state, options),
    events: (population) => eventsOf(run, population),
    approaches: (population) => approachesOf(run, population),
  };
  return jsonOf(whole, () => ({
    status,
    message,
    until,
    statistics,
    spikes: Object.fromEntries(populations.map((name) => [name, run.spikes(name)])),
    samples: sampleTables,
  }));
}
