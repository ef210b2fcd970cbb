/** Saltus: differentiable, event-driven simulation of neurons given by ordinary differential equations. */
export { type Gradient, pullback, zeroCotangents } from "./adjoint/pullback.ts";
export { type CheckGradientsOptions, checkGradients, type GradientCheck } from "./check/check-gradients.ts";
export type { Execution } from "./codegen/execution.ts";
export type { Run } from "./compile/run.ts";
export { ModelError, OptionError, ShapeError, SimulationError, UnsupportedError } from "./errors.ts";
export {
  type CrossEntropyOptions,
  crossEntropy,
  type FirstSpikeCrossEntropyOptions,
  type FirstSpikeHingeOptions,
  firstSpikeCrossEntropy,
  firstSpikeHinge,
  type Loss,
  type LossResult,
  meanSquaredError,
} from "./losses/index.ts";
export { type Connection, type ConnectOptions, connect, type WeightValues } from "./network/connect.ts";
export { constantly, type Initializer, normal, uniform } from "./network/initializers.ts";
export { type Network, type NetworkOptions, network } from "./network/network.ts";
export type { ParameterLayout, ParameterRow } from "./network/parameter-layout.ts";
export type { Parameters } from "./network/parameters.ts";
export { type NeuronValues, type PopulationOptions, population, source } from "./network/population.ts";
export { defineNeuron, eif, izhikevich, leakyIntegrator, lif, qif } from "./neurons/index.ts";
export type { NeuronDefinition } from "./neurons/neuron-definition.ts";
export type { NeuronModel } from "./neurons/neuron-model.ts";
export type { ObjectiveOptions, Term } from "./objective/objective.ts";
export {
  type ValueAndGradient,
  type ValueAndGradientFunction,
  valueAndGradient,
} from "./objective/value-and-gradient.ts";
export { firstSpikeTimes, type Readout, spikeTimes, stateAtTimes } from "./readouts/index.ts";
export {
  type Input,
  piecewiseConstant,
  piecewiseLinear,
  type Signal,
  type SpikeTimes,
} from "./simulate/input.ts";
export type { SampleRequest, SimulateOptions } from "./simulate/options.ts";
export { simulate, simulateBatch } from "./simulate/simulate.ts";
export { dormandPrince54 } from "./solvers/tableaus/dormand-prince-54.ts";
export { tsitouras54 } from "./solvers/tableaus/tsitouras-54.ts";
export type { Cotangents, SampleTable, Solution, SpikeTrains, Statistics } from "./tape/solution.ts";
export type { Status } from "./tape/status.ts";
export { fit, type TrainedEpoch } from "./train/fit.ts";
export type { FitOptions } from "./train/fit-options.ts";
export type { EpochReport, TrainingState } from "./train/training-state.ts";
