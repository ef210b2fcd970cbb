/** The page of a neuron of many compartments: spikes that travel up and down a dendrite. */
import type { Run } from "../../compile/run.ts";
import {
  compartmentModel,
  hodgkinHuxleyChannels,
  leak,
  readSwc,
  reduceMorphology,
} from "../../morphology/index.ts";
import { type Picture, tracePicture, treePicture } from "../../plot/index.ts";
import { stateAtTimes } from "../../readouts/state-at-times.ts";
import type { Exhibit } from "./exhibit.ts";
import { equationsOf } from "./labels.ts";
import type { Step } from "./protocol.ts";
import { runUnderStep } from "./protocol-run.ts";
import { thinned } from "./thinned.ts";

/** Made up, nobody's neuron: a soma, an apical trunk of 380 µm with two oblique branches, a tuft (type 5), and basal dendrites. */
const swc = `
   1 1    0    0 0 10  -1
   2 4    0   10 0 2.5  1
   3 4    0  110 0 2.2  2
   4 4   60  150 0 0.8  3
   5 4    0  220 0 2    3
   6 4  -60  260 0 0.8  5
   7 4    0  380 0 1.7  5
   8 5  -50  450 0 1    7
   9 5 -110  500 0 0.7  8
  10 5  -30  530 0 0.7  8
  11 5   50  450 0 1    7
  12 5   30  530 0 0.7 11
  13 5  110  500 0 0.7 11
  14 3   -9   -5 0 1    1
  15 3  -50  -40 0 1   14
  16 3 -110  -60 0 0.7 15
  17 3  -80 -110 0 0.7 15
  18 3    9   -5 0 1    1
  19 3   50  -40 0 1   18
  20 3  110  -60 0 0.7 19
  21 3   80 -110 0 0.7 19
  22 3    0  -10 0 1    1
  23 3    0 -120 0 0.6 22
`;

const weak = [hodgkinHuxleyChannels({ sodium: 4, potassium: 2 })];
const strong = [hodgkinHuxleyChannels({ sodium: 28, potassium: 8 })];
const reduced = reduceMorphology(readSwc(swc), {
  maxLength: 100,
  mechanisms: { soma: [hodgkinHuxleyChannels()], dendrite: weak, apical: weak, other: strong },
});
const until = 12;
const precision = { rtol: 1e-5, atol: 1e-5 };

interface Story {
  readonly file: string;
  readonly title: string;
  readonly caption: string;
  /** Where the current goes. */
  readonly site: string;
  /** [pA]. */
  readonly current: number;
  /** Of the tree [ms]. */
  readonly times: readonly number[];
}

const stories: readonly Story[] = [
  {
    file: "pyramidal-up",
    title: "A back-propagating action potential",
    caption:
      "1.5 nA for 2 ms into the soma: its spike goes up the trunk, where it gets smaller, and grows again in the tuft.",
    site: "soma",
    current: 1500,
    times: [1, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 8],
  },
  {
    file: "pyramidal-down",
    title: "A dendritic action potential",
    caption:
      "0.4 nA for 2 ms into a branch of the tuft: a spike begins in the tuft, goes down the trunk, and makes the soma spike.",
    site: "other6",
    current: 400,
    times: [1, 3, 4, 5, 5.5, 6, 6.5, 7, 8, 10],
  },
];

export function pyramidalExhibit(): Exhibit {
  const model = compartmentModel({
    name: "pyramidal",
    ...reduced,
    mechanisms: [leak({ conductance: 0.1, reversal: -65 })],
    spike: { compartment: "soma", threshold: 0 },
  });
  const figures = stories.flatMap(({ file, title, caption, site, current, times }) => {
    const parameter = `current_${site}`;
    const step: Step = { kind: "step", parameter, rest: 0, value: current, from: 1, to: 3 };
    const run = runUnderStep({ model, until }, step, {
      ...precision,
      samples: [{ population: "cell", times }],
    });
    return [
      { file, picture: treeOf(run, title, times), caption },
      {
        file: `${file}-trace`,
        picture: traceOf(run, title),
        caption: "The same over time, at three places.",
      },
    ];
  });
  return {
    title: "A pyramidal neuron of many compartments",
    notes: [
      "A made-up morphology, reduced to compartments of 100 µm or less. All have the channels of Hodgkin and Huxley: the soma those of the squid axon, dendrites few, the tuft more.",
    ],
    figures,
    equations: equationsOf(model),
    source:
      "Stuart & Sakmann (1994), Nature 367, 69–72, and Larkum, Zhu & Sakmann (1999), Nature 398, 338–341, for what such spikes do",
  };
}

function treeOf(run: Run, title: string, times: readonly number[]): Picture {
  const { compartments, connections } = reduced;
  const voltages = Object.keys(compartments).map(
    (name) => [name, stateAtTimes("cell", `v_${name}`, times).read(run)] as const,
  );
  const snapshots = times.map((time, k) => ({
    name: `${time} ms`,
    values: Object.fromEntries(voltages.map(([name, values]) => [name, values[k]!])),
  }));
  return treePicture({ compartments, connections, snapshots, label: "v [mV]" }, { title });
}

function traceOf(run: Run, title: string): Picture {
  const places = { soma: "soma", "trunk, at the tuft": "apical5_2", tuft: "other6" };
  const series = Object.entries(places).map(([name, compartment]) => ({
    name,
    ...thinned(run.trace("cell", 0, `v_${compartment}`), until / 600),
  }));
  return tracePicture({ series, panels: [{ label: "v [mV]" }], time: [0, until] }, { title });
}
