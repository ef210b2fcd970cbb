/** What JSON and a console show of a run. */
import type { Run } from "../../compile/run.ts";
import { jsonOf } from "../../values.ts";

/** The run, of which JSON and a console show what it tells without being asked, and not its tape. */
export function readableRun(run: Run): Run {
  return jsonOf(
    run,
    () => runInJson(run),
    () => briefly(run),
  );
}

/** How it ended, by which methods, how many spikes there are, and the statistics. */
function briefly({
  status,
  message,
  from,
  until,
  methods,
  statistics,
  populations,
  sampleTables,
  spikeTrains,
}: Run): object {
  const spikes = Object.fromEntries(populations.map((name) => [name, spikeTrains(name).records.length]));
  const samples = sampleTables.map(
    ({ population, side, times }) => `${population}, ${side}: ${times.length}`,
  );
  const [failed, sampled] = [message === "" ? {} : { message }, samples.length === 0 ? {} : { samples }];
  // As texts, which a console shows in the depth of a list.
  const neverArmed = statistics.neverArmed.map(
    ({ population, event, neurons, first }) =>
      `"${event}" of ${neurons === 1 ? `neuron ${first}` : `${neurons} neurons`} of "${population}"`,
  );
  const begun = { status, ...failed, ...(from > 0 && { from }), until, methods, spikes, ...sampled };
  return { ...begun, statistics: { ...statistics, neverArmed } };
}

/** Its status, methods, statistics, spikes and samples, without the tape. */
function runInJson(run: Run): object {
  const { status, message, from, until, methods, statistics, populations, sampleTables } = run;
  const spikes = Object.fromEntries(populations.map((name) => [name, run.spikes(name)]));
  return {
    status,
    message,
    ...(from > 0 && { from }),
    until,
    methods,
    statistics,
    spikes,
    samples: sampleTables,
  };
}
