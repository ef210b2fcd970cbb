/** What a worker does of `simulateBatch`. */
import type { NetworkDescription } from "../io/network-description.ts";
import type { Network } from "../network/network.ts";
import { parametersOf } from "../network/parameters.ts";
import { columnsOf, createTape, trimTape } from "../tape/tape.ts";
import type { Answer, TaskAtWork } from "../workers/messages.ts";
import { type PackedInputs, unpackInputs } from "./given/packed-input.ts";
import { type PostedSettings, settingsOfPost } from "./given/posted-settings.ts";
import type { Computed } from "./run-of.ts";
import { runOnce } from "./run-once.ts";

export interface RunsSubject {
  readonly network: NetworkDescription;
  readonly settings: PostedSettings;
}

export interface RunsJob {
  readonly inputs: PackedInputs;
  /** Of each run. */
  readonly parameters: readonly Float64Array[];
}

export function runsTask(network: Network, posted: PostedSettings): TaskAtWork {
  const settings = settingsOfPost(posted);
  return ({ inputs, parameters }: RunsJob): Answer => {
    const transfer: ArrayBufferLike[] = [];
    const answer = unpackInputs(network, inputs).map((input, i): Computed => {
      const given = { parameters: parametersOf(network.layout, parameters[i]!), input };
      const run = runOnce(network, given, settings, createTape());
      trimTape(run.tape);
      for (const { data } of columnsOf(run.tape)) transfer.push(data.buffer);
      const { status, message, statistics, tape, sampleTables, given: spikes, left, lists } = run;
      return { status, message, statistics, tape, sampleTables, given: spikes, left, lists };
    });
    return { answer, transfer };
  };
}
