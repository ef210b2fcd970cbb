/** Loss and gradient of an objective: simulate → read → loss → gradient method, in one visible composition. */
import { closeSums, openSums } from "../adjoint/open-sums.ts";
import { type Gradient, gradientOf, inputTimes, signalValues } from "../adjoint/pullback.ts";
import { zeroVariables } from "../compile/run-variables.ts";
import { OptionError, ShapeError } from "../errors.ts";
import type { Network } from "../network/network.ts";
import { checkParameters, type Parameters, parametersOf } from "../network/parameters.ts";
import { checkValue } from "../options.ts";
import { checkInput, type Input } from "../simulate/given/input.ts";
import { counted } from "../values.ts";
import { createDesk, type Desk, evaluateSample } from "./evaluate.ts";
import { type Objective, type ObjectiveOptions, objectiveOf } from "./objective.ts";

/** An objective at one point, and its gradient there. */
export interface ValueAndGradient {
  /** Weighted sum of the terms; for a batch its mean over the samples. */
  readonly value: number;
  /** Unweighted losses by name of the term; for a batch likewise their means. */
  readonly terms: Readonly<Record<string, number>>;
  /** With respect to all parameters; for one sample also to its input times and signals. */
  readonly gradient: Gradient;
}

/**
 * Loss and gradient at `parameters`, for one sample or for arrays of them.
 *
 * @param input   of one sample, or one for each sample of a batch
 * @param target  what the losses, or the terms' `target`, take; for a batch an array of them
 * @throws OptionError for wrong input, an empty batch, parameters of another network or outside their domains;
 *   ShapeError for what does not fit; SimulationError for a run that does not complete
 */
export type ValueAndGradientFunction = (
  parameters: Parameters,
  input: Input | readonly Input[],
  target: unknown,
) => ValueAndGradient;

/**
 * The function that gives loss and gradient of an objective. Given arrays of inputs and targets it
 * gives the mean over them, summed in their order.
 *
 *   value = Σ_terms weight · loss(readout(run), target)
 *
 * The value is Infinity where a loss is, as for a silent label; the gradient is then that of the other spikes.
 *
 * @returns a function that keeps the tape of its last run, to be overwritten
 * @throws OptionError for wrong options; OptionError, ShapeError or SimulationError when the function is called
 */
export function valueAndGradient(network: Network, options: ObjectiveOptions): ValueAndGradientFunction {
  const objective = objectiveOf(network, options);
  let free: Desk | undefined = createDesk(objective);
  return (parameters, input, target) => {
    // A loss of the user's own may call it while it is at work.
    const desk = free ?? createDesk(objective);
    free = undefined;
    try {
      return meanOver(objective, desk, parameters, input, target);
    } finally {
      free = desk;
    }
  };
}

function meanOver(
  objective: Objective,
  desk: Desk,
  parameters: Parameters,
  input: Input | readonly Input[],
  target: unknown,
): ValueAndGradient {
  const { network } = objective;
  const where = "valueAndGradient";
  checkParameters(where, network, parameters);
  const isBatch = Array.isArray(input);
  const inputs = isBatch ? (input as readonly Input[]) : [input as Input];
  const targets = isBatch ? (target as readonly unknown[]) : [target];
  if (isBatch) checkValue(where, "inputs", inputs, "array");
  if (inputs.length === 0) throw new OptionError(where, "the batch is empty", "Give at least one input.");
  if (!Array.isArray(targets) || targets.length !== inputs.length) {
    const what = `${counted(targets?.length, "target")} for ${counted(inputs.length, "input")}`;
    throw new ShapeError(where, what, "Give one target per input.");
  }
  checkValue(where, "targets", targets, "array");
  const scale = 1 / inputs.length;
  const gradient = parametersOf(network.layout);
  const losses = new Float64Array(objective.terms.length);
  let value = 0;
  const holder = {};
  const batch = openSums({ parameters: gradient.values, wanted: () => true, given: undefined });
  let given: Pick<Gradient, "inputTimes" | "signals"> = { inputTimes: {}, signals: {} };
  inputs.forEach((one, i) => {
    const checked = checkInput(network, one, `${where}: ${isBatch ? `inputs[${i}]` : "input"}`);
    const sample = evaluateSample(objective, { parameters, input: checked, holder }, targets[i], scale, desk);
    const { run, cotangents } = sample;
    const into = isBatch ? undefined : zeroVariables(run);
    objective.gradientMethod.gradient(
      run,
      cotangents,
      into === undefined ? batch : { ...batch, given: into },
    );
    value += scale * sample.value;
    sample.losses.forEach((loss, k) => {
      losses[k]! += scale * loss;
    });
    if (into !== undefined) given = { inputTimes: inputTimes(run, into), signals: signalValues(run, into) };
  });
  closeSums(batch);
  const terms = Object.fromEntries(objective.terms.map(({ name }, k) => [name, losses[k]!]));
  return { value, terms, gradient: gradientOf(gradient, given) };
}
