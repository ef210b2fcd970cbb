/** `saltus train yin-yang`, the task unless another is named. */
import { splitDataset } from "../data/dataset.ts";
import { yinYangTest, yinYangTrain, yinYangValidation } from "../data/yin-yang.ts";
import { checkValue } from "../options.ts";
import { firstSpikeAccuracy, firstToSpike, silentLabels } from "../train/metrics.ts";
import { counted } from "../values.ts";
import { type Preset, presets } from "./presets.ts";
import type { PreparedTask, Task, Texts, TrainSettings } from "./task.ts";
import { command, exitCodes, placesUsage, readSettings, settingsUsage } from "./task-options.ts";
import { yinYangNetwork } from "./yin-yang-network.ts";
import { yinYangPictures } from "./yin-yang-pictures.ts";

interface YinYangSettings extends TrainSettings {
  readonly neuron: string;
}

const columns: readonly (readonly [title: string, cell: (preset: Preset) => string])[] = [
  ["N", ({ size }) => `${size}`],
  ["epochs", ({ epochs }) => `${epochs}`],
  ["rate", ({ learningRate }) => `${learningRate}`],
  ["decay", ({ decay }) => `${decay}`],
  ["clip", ({ clip }) => (clip === undefined ? "none" : `${clip}`)],
  ["bump", ({ bump }) => `${bump}`],
  ["tolerance", ({ tolerance }) => `${tolerance}`],
  ["window", ({ window }) => `${window}`],
  ["until", ({ until }) => `${until}`],
];

const presetTable = [
  ["neuron", ...columns.map(([title]) => title)],
  ...Object.entries(presets).map(([name, preset]) => [name, ...columns.map(([, cell]) => cell(preset))]),
]
  .map(
    ([name, ...cells]) =>
      `  ${name!.padEnd(14)}${cells.map((cell, k) => cell.padStart(columns[k]![0].length + 3)).join("")}`,
  )
  .join("\n");

const name = "yin-yang";
const most = 5000;
const byNeuron = "by neuron";

const usage = `saltus train — train a spiking network on the Yin-Yang set

Trains 5–N–3 neurons by exact gradients of spike times on the 5000 official samples, and writes a
report, pictures and the trained network to a folder. After every epoch, and every ten seconds, all
that is needed to go on is saved to one file beside that folder; in the end it stands in the folder.
saltus train mnist trains digits: saltus train mnist --help has its options.

  --neuron NAME          one of those below (lif)
${settingsUsage({ hidden: byNeuron, epochs: byNeuron, batch: "32", samples: `${most}`, learningRate: byNeuron, decay: byNeuron, tolerance: byNeuron })}
${placesUsage(name)}

What each neuron begins with, beside its weights. CLIP is the largest norm of a batch's gradient, BUMP what
weights into silent neurons grow by; input spikes come before WINDOW, and a trial ends at UNTIL [ms].

${presetTable}

${exitCodes}`;

export const yinYang: Task = {
  name,
  usage,
  texts: ["neuron"],
  flags: [],
  changeable: [],
  plan: (texts) => {
    const settings = yinYangSettings(texts);
    return { task: name, settings, prepare: async () => prepared(settings) };
  },
};

function yinYangSettings(texts: Texts): YinYangSettings {
  const { neuron = "lif" } = texts;
  checkValue(command, "--neuron", neuron, Object.keys(presets));
  const { size, epochs, learningRate, decay, tolerance } = presets[neuron]!;
  const defaults = { hidden: size, epochs, samples: most, batch: 32, learningRate, decay, tolerance };
  return { neuron, ...readSettings(texts, defaults, most) };
}

function prepared({ neuron, hidden, epochs, samples, seed, tolerance }: YinYangSettings): PreparedTask {
  const own = yinYangNetwork(neuron, hidden, tolerance);
  const test = yinYangTest();
  const [training] = splitDataset(yinYangTrain(), [samples]);
  return {
    title: `Yin-Yang with ${neuron} neurons, 5–${hidden}–3, ${counted(epochs, "epoch")}, seed ${seed}, tolerance ${tolerance}`,
    network: own.network,
    objective: own.objective,
    data: own.samples(training!),
    validation: own.samples(yinYangValidation()),
    test: own.samples(test),
    testSet: `the ${test.count} official samples`,
    metrics: [firstSpikeAccuracy("output"), silentLabels("output")],
    clip: own.preset.clip,
    bump: own.preset.bump,
    answer: (run) => firstToSpike(run, "output"),
    findings: () => ({}),
    pictures: (outcome, progress) => yinYangPictures(own, outcome, test, progress),
  };
}
