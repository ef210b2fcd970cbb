/** All kernels of one model under one method, compiled when they are first asked for. */
import type { Frame } from "../codegen/frame.ts";
import { compileKernel, type Kernel } from "../codegen/kernel.ts";
import type { KernelMemory } from "../codegen/memory.ts";
import type { Program } from "../codegen/program.ts";
import { type ExprTable, tableOf, within } from "../expr/node.ts";
import { expressionsOf, type NeuronModel } from "../neurons/neuron-model.ts";
import { type Automatic, type Method, standardProposal } from "../solvers/method.ts";
import { once } from "../values.ts";
import { countCarried, stepsInARow } from "./chained-step.ts";
import { endChecks } from "./end-check.ts";
import { eventRatesProgram, switchValuesProgram } from "./event-rates-program.ts";
import { splitFarStep } from "./far-step.ts";
import {
  effectsOf,
  eventValuesProgram,
  initialJump,
  inputJump,
  type Jump,
  type JumpEffects,
  jumpProgram,
  jumpPullbackProgram,
  jumpTangentProgram,
  modedEventValuesProgram,
  resetJump,
} from "./jump-programs.ts";
import { lazyKernels } from "./lazy-kernels.ts";
import { longestWay } from "./plateaus.ts";
import { advanceRoutine, isPlain } from "./routines/advance-routine.ts";
import type { RoutineColumns } from "./routines/routine-columns.ts";
import { sweepRoutine } from "./routines/sweep-routine.ts";
import { sharedSlots } from "./shared-slots.ts";
import * as slots from "./slots.ts";
import { capVaries, stepCapProgram } from "./step-cap-program.ts";
import type { StepMap } from "./step-map.ts";
import { type ChosenStepMap, stepMap } from "./step-maps.ts";
import {
  courseProgram,
  crossingProgram,
  eventPullbackProgram,
  initialStepProgram,
  locateProgram,
  proposalPrograms,
  shapeProgram,
  spanProgram,
  stepProgram,
  stepPullbackProgram,
  stepTangentProgram,
  summitProgram,
} from "./step-programs.ts";
import { type SwitchedModel, switchedModel } from "./switches.ts";
import { timeShifts } from "./time-shifts.ts";

/** Kernels of the reverse sweep; what each reads and leaves is said at its program. */
export interface PullbackKernels {
  readonly initial: Kernel;
  readonly reset: readonly Kernel[];
  readonly input: readonly Kernel[];
  /** A step whose size is frozen. */
  readonly step: Kernel;
  /** A step whose size is a difference of times: leaves h̄ too. */
  readonly target: Kernel;
  /** A step that ends at the root of an event. */
  readonly event: readonly Kernel[];
  /** What times are pulled back by, see `timeShifts`; without them along every step. */
  readonly shifts: { readonly inputs: readonly Kernel[]; readonly resets: readonly Kernel[] } | undefined;
  /** All of them, see `sweepRoutine`; undefined where there is none. */
  readonly sweep: () => Kernel | undefined;
}

export interface TangentKernels {
  readonly initial: Kernel;
  readonly reset: readonly Kernel[];
  readonly input: readonly Kernel[];
  readonly step: Kernel;
  readonly event: readonly Kernel[];
}

export interface NeuronPrograms {
  readonly model: SwitchedModel;
  readonly method: Method;
  /** Why it is that one. */
  readonly reason: string;
  readonly frame: Frame;
  /** Parameters with a slot: the model's own, then the initial values that are numbers. */
  readonly parameters: readonly string[];
  readonly channels: readonly string[];
  /** Whether the longest step changes along the solution. */
  readonly capVaries: boolean;
  /** Number of Bernstein coefficients of each event function over a step, and whether `step` leaves them. */
  readonly bernstein: readonly number[];
  readonly stepHasShape: boolean;
  /** See `StepMap.turnsOnce`. */
  readonly turnsOnce: StepMap["turnsOnce"];
  /** What the reset of every event does to the events, and an arrival at every port. */
  readonly resets: readonly JumpEffects[];
  readonly inputs: readonly JumpEffects[];
  /** Of a step, as `bind` compiles it; and of its pullback at a frozen size, to all parameters. */
  readonly step: () => Program;
  readonly pullback: () => Program;
  /** @param columns  of the memory, for routines; without them there are none */
  bind(memory: KernelMemory, columns?: RoutineColumns): NeuronKernels;
}

export interface NeuronKernels {
  readonly initial: Kernel;
  readonly eventValues: Kernel;
  readonly modedEventValues: Kernel;
  readonly eventRates: Kernel;
  readonly switchValues: Kernel;
  readonly initialStep: Kernel;
  readonly stepCap: Kernel;
  readonly endCheck: Kernel;
  readonly step: Kernel;
  /** By event: the polynomial of its function, where `step` does not leave it. */
  readonly shape: readonly Kernel[];
  /** By event: its largest value in the step, where that can be told. */
  readonly summit: readonly (Kernel | undefined)[];
  readonly locate: readonly Kernel[];
  /** By state: its value and rate at the end of a step. */
  readonly course: readonly Kernel[];
  /** By state: bounds on it along a step, where there are any. */
  readonly span: readonly Kernel[] | undefined;
  readonly reset: readonly Kernel[];
  readonly input: readonly Kernel[];
  /** See `advanceRoutine`; undefined where there is none. */
  readonly advance: () => Kernel | undefined;
  /** Whether that may leave folded records. */
  readonly mayFold: () => boolean;
  /** @param wanted  parameters whose cotangents are wanted, a subset of `parameters` */
  pullbacks(wanted: readonly string[]): PullbackKernels;
  tangents(): TangentKernels;
}

/**
 * @param where  whose model it is, for messages
 * @throws UnsupportedError if the method has no steps for the model
 */
export function neuronPrograms(
  definition: NeuronModel,
  method: Method | Automatic,
  where: string = definition.name,
): NeuronPrograms {
  const model = switchedModel(definition);
  const switched = model.switches.flatMap(({ value, written }) => [value, written]);
  const table = tableOf([...expressionsOf(model), ...model.written, ...switched]);
  return within(table, () => programsOf(stepMap(definition, method, where), table));
}

/** @param table  of all expressions of the model and its programs */
function programsOf({ map, reason }: ChosenStepMap, table: ExprTable): NeuronPrograms {
  const { method, graph, bernstein, shape, summit, span } = map;
  const { model } = graph;
  const frame = slots.neuronFrame(
    model,
    bernstein,
    model.switches.map(({ mode }) => mode),
    countCarried(map),
  );
  const parameters = [...model.parameters.map((parameter) => parameter.name), ...slots.initialNames(model)];
  const initial = initialJump(model);
  const resets = model.events.map((_, e) => resetJump(model, e));
  const inputs = model.ports.map((_, port) => inputJump(model, port));
  const effects = inputs.map((jump) => effectsOf(model, jump));
  const resetEffects = resets.map((jump) => effectsOf(model, jump));
  const summits = model.events.map((_, e) => summit(e));
  const proposal = standardProposal(method);
  const varies = capVaries(map);
  const step = (): Program => within(table, () => stepProgram(map, frame));
  const shared = sharedSlots(frame, parameters);
  const arrivalsTouch = effects.some(({ touches }) => touches.includes(true));
  const farSplit = once(() => (arrivalsTouch ? undefined : splitFarStep(map, model, frame, shared, inputs)));
  const shiftsOfTimes = once(() =>
    arrivalsTouch ? undefined : within(table, () => timeShifts(map, model, frame, { inputs, resets })),
  );
  const bind = (memory: KernelMemory, columns?: RoutineColumns): NeuronKernels => {
    const lazy = lazyKernels(table, memory);
    const each = (programs: readonly Program[]): Kernel[] => programs.map((own) => lazy(() => own));
    /** Made when it is asked for; nothing where there are no routines. */
    const routine = (make: (columns: RoutineColumns) => Kernel | undefined): (() => Kernel | undefined) =>
      once(() => {
        if (columns === undefined || memory.host === undefined || !isPlain(model)) return undefined;
        return within(table, () => make(columns));
      });
    const checks = once(() => endChecks(map, frame));
    const [rates, way, leap] = [
      lazy(() => checks().rates),
      lazy(() => checks().way),
      lazy(() => checks().leap),
    ];
    const wayAt = frame.slot(slots.waySlot);
    const pullbacks = new Map<string, PullbackKernels>();
    const pullbackKernels = (wanted: readonly string[]): PullbackKernels => {
      const shifts = shiftsOfTimes();
      const back = (jump: Jump) => (): Program => jumpPullbackProgram(model, frame, jump, wanted);
      const along = (moving: boolean) => (): Program => stepPullbackProgram(graph, frame, wanted, moving);
      const toEvent = (e: number) => (): Program => eventPullbackProgram(graph, frame, wanted, e);
      return {
        initial: lazy(back(initial)),
        reset: resets.map((jump) => lazy(back(jump))),
        input: inputs.map((jump) => lazy(back(jump))),
        step: lazy(along(false)),
        target: lazy(along(true)),
        event: model.events.map((_, e) => lazy(toEvent(e))),
        shifts: shifts && { inputs: each(shifts.inputs), resets: each(shifts.resets) },
        sweep: routine((own) => {
          const step = along(false)();
          const target = shifts === undefined ? along(true)() : step;
          const far = farSplit();
          const received = inputs.map((jump) => back(jump)());
          const moving = [...model.states.map(({ name }) => name), slots.timeSlot, slots.restSlot];
          const isStateless = [step, ...received].every((one) => !shared.reads(one, moving));
          const parts = {
            model,
            frame,
            initial: back(initial)(),
            resets: resets.map((jump) => back(jump)()),
            inputs: received,
            step,
            split: far && shared.split(target),
            far,
            arrivals: inputs.map((jump) => jumpProgram(model, frame, jump)),
            stateless: isStateless ? shared.split(step) : undefined,
            target,
            shifts,
            events: model.events.map((_, e) => toEvent(e)()),
          };
          return sweepRoutine(parts, own, memory);
        }),
      };
    };
    return {
      initial: lazy(() => jumpProgram(model, frame, initial)),
      eventValues: lazy(() => eventValuesProgram(model, frame)),
      modedEventValues: lazy(() => modedEventValuesProgram(model, frame)),
      eventRates: lazy(() => eventRatesProgram(graph, frame)),
      switchValues: lazy(() => switchValuesProgram(graph, frame)),
      initialStep: lazy(() => initialStepProgram(map, frame)),
      stepCap: lazy(() => stepCapProgram(map, frame)),
      endCheck: (base) => {
        rates(base);
        way(base);
        if (memory.doubles[base + wayAt]! > longestWay) leap(base);
      },
      step: compileKernel(step(), memory),
      shape: model.events.map((_, e) => lazy(() => shape && shapeProgram(shape(e), frame))),
      summit: summits.map((outputs) => outputs && lazy(() => summitProgram(outputs(), frame))),
      locate: model.events.map((_, e) => lazy(() => locateProgram(map, frame, e))),
      course: model.states.map((_, i) => lazy(() => courseProgram(graph, frame, i))),
      span: span && model.states.map((_, i) => lazy(() => spanProgram(span(i), frame))),
      reset: resets.map((jump) => lazy(() => jumpProgram(model, frame, jump))),
      input: inputs.map((jump) => lazy(() => jumpProgram(model, frame, jump))),
      advance: routine((own) => {
        const steps = stepsInARow(map, frame);
        const parts = {
          model,
          frame,
          initial: jumpProgram(model, frame, initial),
          ...steps,
          split: shared.split(steps.step),
          far: farSplit(),
          summits: summits.map((outputs) => outputs && summitProgram(outputs(), frame)),
          initialStep: initialStepProgram(map, frame),
          stepCap: stepCapProgram(map, frame),
          capVaries: varies,
          controller: proposal,
          hasShape: shape === undefined,
          bernstein,
          ...proposalPrograms(proposal, frame),
          eventValues: eventValuesProgram(model, frame),
          inputs: inputs.map((jump) => jumpProgram(model, frame, jump)),
          inputEffects: effects,
          crossing: model.events.map((_, e) => crossingProgram(map, frame, e)),
          locate: model.events.map((_, e) => locateProgram(map, frame, e)),
          resets: resets.map((jump) => jumpProgram(model, frame, jump)),
          resetEffects,
        };
        return advanceRoutine(parts, own, memory);
      }),
      mayFold: () => farSplit() !== undefined,
      pullbacks: (wanted) => {
        const key = wanted.join(" ");
        let kernels = pullbacks.get(key);
        if (kernels === undefined) {
          kernels = pullbackKernels(wanted);
          pullbacks.set(key, kernels);
        }
        return kernels;
      },
      tangents: once(() => ({
        initial: lazy(() => jumpTangentProgram(model, frame, initial, parameters)),
        reset: resets.map((jump) => lazy(() => jumpTangentProgram(model, frame, jump, parameters))),
        input: inputs.map((jump) => lazy(() => jumpTangentProgram(model, frame, jump, parameters))),
        step: lazy(() => stepTangentProgram(graph, frame, parameters)),
        event: model.events.map((_, e) => lazy(() => stepTangentProgram(graph, frame, parameters, e))),
      })),
    };
  };
  return {
    model,
    method,
    reason,
    frame,
    step,
    pullback: () => within(table, () => stepPullbackProgram(graph, frame, parameters, false)),
    parameters,
    channels: slots.channelsOf(model),
    capVaries: varies,
    bernstein,
    stepHasShape: shape === undefined,
    turnsOnce: map.turnsOnce,
    resets: resetEffects,
    inputs: effects,
    bind,
  };
}
