/** The learning curves of a training as a picture. */
import { learningCurvePicture, type Picture } from "../plot/index.ts";
import type { EpochReport } from "../train/training-state.ts";

/** Silent labels are drawn where they were measured. */
export function learningCurves(history: readonly EpochReport[], title: string): Picture {
  const metric = (name: string): number[] => history.map(({ train }) => train.metrics[name]!);
  const countsSilence = history.every(({ train }) => "silentLabels" in train.metrics);
  return learningCurvePicture(
    {
      trainLoss: history.map(({ train }) => train.loss),
      validationLoss: history.map(({ validation }) => validation!.loss),
      trainAccuracy: metric("accuracy"),
      validationAccuracy: history.map(({ validation }) => validation!.metrics["accuracy"]!),
      ...(countsSilence && { silentLabels: metric("silentLabels") }),
    },
    { title },
  );
}
