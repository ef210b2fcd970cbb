/** Saltus: differentiable, event-driven simulation of neurons given by ordinary differential equations. */
export { type AdjointAtOptions, type AdjointTrace, adjointAt } from "./adjoint/adjoint-at.ts";
export {
  discreteAdjoint,
  forwardSensitivity,
  type GivenSums,
  type GradientMethod,
  type GradientSums,
} from "./adjoint/gradient-method.ts";
export { type Gradient, pullback, zeroCotangents } from "./adjoint/pullback.ts";
export { type CheckGradientsOptions, checkGradients, type GradientCheck } from "./check/check-gradients.ts";
export type { GroupComparison, Verdict } from "./check/compare-derivatives.ts";
export type { RunsComparison } from "./check/runs-of-groups.ts";
export type { Execution } from "./codegen/execution.ts";
export type { GivenSpikes, Run } from "./compile/run.ts";
export type { Described } from "./described.ts";
export {
  ModelError,
  OptionError,
  type Problem,
  type SaltusError,
  ShapeError,
  SimulationError,
  type TextPlace,
  UnsupportedError,
  type Where,
  WorkerError,
} from "./errors.ts";
export type { Classification, EquationKind } from "./explain/classify.ts";
export { type ExplainOptions, explain } from "./explain/explain.ts";
export type {
  DefinitionExplanation,
  EquationExplanation,
  EventExplanation,
  Explanation,
  GeneratedCode,
  PortExplanation,
  SwitchExplanation,
} from "./explain/explanation.ts";
export type { OperationCounts, OperationKind } from "./explain/operation-counts.ts";
export {
  type FilteredNoiseOptions,
  filteredNoise,
  type NoiseOptions,
  type NoiseSignal,
  ornsteinUhlenbeck,
  type PerChannel,
  type PoissonSpikesOptions,
  poissonSpikes,
  type RateSteps,
  type RegularSpikesOptions,
  regularSpikes,
} from "./inputs/index.ts";
export {
  type CrossEntropyOptions,
  crossEntropy,
  type FirstSpikeCrossEntropyOptions,
  type FirstSpikeHingeOptions,
  firstSpikeCrossEntropy,
  firstSpikeHinge,
  type Loss,
  type LossOfAll,
  type LossOfEach,
  type LossResult,
  meanSquaredError,
  type PenaltyOptions,
  penaltyAbove,
  penaltyBelow,
  type SpikeTimeErrorOptions,
  spikeTimeError,
  type TracedLossOptions,
  tracedLoss,
  type VanRossumDistanceOptions,
  vanRossumDistance,
} from "./losses/index.ts";
export { type Connection, type ConnectOptions, connect, type WeightValues } from "./network/connect.ts";
export { type Convolution, type ConvolutionOptions, convolution } from "./network/convolution.ts";
export { constantly, type Initializer, normal, uniform } from "./network/initializers.ts";
export {
  type Network,
  type NetworkOptions,
  type NetworkPopulation,
  type NetworkProjection,
  network,
} from "./network/network.ts";
export type {
  ParameterDeclaration,
  ParameterKind,
  ParameterLayout,
  ParameterRow,
} from "./network/parameter-layout.ts";
export type { Parameters } from "./network/parameters.ts";
export {
  type NeuronPopulation,
  type NeuronValues,
  type Population,
  type PopulationOptions,
  population,
  type Source,
  source,
} from "./network/population.ts";
export type { DelayPer, SynapseList, Synapses } from "./network/synapses.ts";
export {
  allToAll,
  type DrawOptions,
  fixedInDegree,
  oneToOne,
  pairs,
  type Topology,
  withProbability,
} from "./network/topology.ts";
export * from "./neurons/catalogue.ts";
export {
  type AtMostOneSpikeOptions,
  alphaSynapse,
  atMostOneSpike,
  type DeltaSynapse,
  defineNeuron,
  deltaSynapse,
  exponentialSynapse,
  type IntegralOptions,
  type LastingSynapse,
  type NmdaSynapseOptions,
  nmdaSynapse,
  type RefractoryOptions,
  refractory,
  type ShortTermPlasticityOptions,
  type Synapse,
  type SynapseOptions,
  type WithSynapsesOptions,
  withGradedSpikes,
  withIntegral,
  withShortTermPlasticity,
  withSynapses,
} from "./neurons/index.ts";
export type { NeuronDefinition } from "./neurons/neuron-definition.ts";
export type { NeuronModel } from "./neurons/neuron-model.ts";
export type { RandomGenerator } from "./numeric/random.ts";
export { describeObjective } from "./objective/describe-objective.ts";
export type { ObjectiveOptions, Term } from "./objective/objective.ts";
export type {
  ObjectiveDescription,
  PlainNumber,
  TermDescription,
} from "./objective/objective-description.ts";
export { objectiveFromDescription } from "./objective/objective-from-description.ts";
export { type PredictOptions, predict } from "./objective/predict.ts";
export type { SampleList } from "./objective/sample-list.ts";
export type { TargetChoice } from "./objective/target-choice.ts";
export {
  type ValueAndGradient,
  type ValueAndGradientFunction,
  valueAndGradient,
} from "./objective/value-and-gradient.ts";
export {
  allSpikeTimes,
  filteredSpikeTrain,
  firstSpikeTimes,
  maximum,
  type Reading,
  type Readout,
  type ReadoutWithoutGradient,
  spikeCounts,
  spikeRates,
  spikeTimes,
  stateAtSpikes,
  stateAtTimes,
} from "./readouts/index.ts";
export {
  type Input,
  piecewiseConstant,
  piecewiseLinear,
  type Signal,
  type SpikeTimes,
} from "./simulate/given/input.ts";
export type { SampleRequest, SimulateOptions } from "./simulate/given/options.ts";
export type { ListedSpikes } from "./simulate/given/source-spikes.ts";
export type { RunProgress, StopSignal, WatchOptions } from "./simulate/given/watch.ts";
export { simulate } from "./simulate/simulate.ts";
export { simulateBatch } from "./simulate/simulate-batch.ts";
export { type ExactFlow, exactFlow } from "./solvers/exact-flow.ts";
export type { Method } from "./solvers/method.ts";
export { dormandPrince54 } from "./solvers/tableaus/dormand-prince-54.ts";
export { tsitouras54 } from "./solvers/tableaus/tsitouras-54.ts";
export type { Growing } from "./tape/growing.ts";
export type { Approach, EventFacts, SpikeList, StateTrace, TraceOptions } from "./tape/look-back.ts";
export type { Observation } from "./tape/observation.ts";
export type {
  Cotangents,
  Extreme,
  NeverArmed,
  SampleTable,
  Solution,
  SpikeTrains,
  Statistics,
} from "./tape/solution.ts";
export type { Status } from "./tape/status.ts";
export type { ArrivalRecords, SpikeRecords, Tape } from "./tape/tape.ts";
export { fit, type TrainedEpoch } from "./train/fit.ts";
export type { FitOptions } from "./train/fit-options.ts";
export type { EpochReport, TrainingState } from "./train/training-state.ts";
export {
  type StartWorkersOptions,
  startWorkers,
  type WorkerOptions,
  type WorkerPool,
} from "./workers/start-workers.ts";
export type { AnyWorker } from "./workers/thread.ts";
export type { WorkerLoss } from "./workers/work.ts";
