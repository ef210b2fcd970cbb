/** What Saltus makes of a model: its equations, what kind they are, and how its steps are computed. */
import { emitJavaScript } from "../codegen/javascript.ts";
import type { Program } from "../codegen/program.ts";
import { emitWebAssembly } from "../codegen/webassembly.ts";
import { isAffineIn } from "../compile/linear-model.ts";
import { neuronPrograms } from "../compile/neuron-kernels.ts";
import { exactStepMapOf } from "../compile/step-maps.ts";
import { switchedModel, switchText } from "../compile/switches.ts";
import { UnsupportedError } from "../errors.ts";
import { tableOf, within } from "../expr/node.ts";
import { nameParts } from "../expr/print-equations.ts";
import { expressionsOf, movingNames, type NeuronModel } from "../neurons/neuron-model.ts";
import { changes, conditionText, dynamicsOf, namesOf, printFormula } from "../neurons/print-model.ts";
import { happening } from "../neurons/timers.ts";
import { checkModel } from "../neurons/wrapped-model.ts";
import { checkOptions } from "../options.ts";
import { exportedName } from "../solvers/kinds.ts";
import { automatic, type Method } from "../solvers/method.ts";
import { isOneMethod } from "../solvers/method-names.ts";
import { listsInJson, shownAs } from "../values.ts";
import { classifyEquations, leastSimple } from "./classify.ts";
import type { EquationExplanation, EventExplanation, Explanation, GeneratedCode } from "./explanation.ts";
import { explanationText } from "./explanation-text.ts";
import { latexDynamics, modelLatex } from "./model-latex.ts";
import { countOperations } from "./operation-counts.ts";

/** What else is wanted of an explanation. */
export interface ExplainOptions {
  /** Instead of the one that the model has by itself. */
  readonly method?: Method;
  /** The programs of a step and its pullback, as they are run. */
  readonly code?: "javascript" | "webassembly";
}

const where = "explain";

/**
 * What Saltus makes of a model: equations, events and units as a paper prints them, also in LaTeX; what kind of
 * equations they are and which term makes them so; the method that steps are made by, and why; how many operations a step
 * and its pullback take.
 *
 * @returns a value that a console and `String` show as text, with all of it as data in its fields
 * @throws ModelError for what is no model, OptionError for a wrong option; UnsupportedError for a method that has no
 *   steps for the model, and for a formula or a program too large to be written
 * @example
 * console.log(explain(lif));
 * console.log(explain(lif).latex);
 */
export function explain(model: NeuronModel, options: ExplainOptions = {}): Explanation {
  checkModel(where, model);
  checkOptions<ExplainOptions>(where, options, { method: isOneMethod, code: ["javascript", "webassembly"] });
  // What is derived goes with the model.
  return within(tableOf(expressionsOf(model)), () => explanationOf(model, options));
}

function explanationOf(model: NeuronModel, { method, code }: ExplainOptions): Explanation {
  const programs = neuronPrograms(model, method ?? automatic(), model.name);
  const [step, pullback] = [programs.step(), programs.pullback()];
  const latex = latexDynamics(model);
  const dynamics = dynamicsOf(model);
  const { parts, texts } = nameParts(dynamics, namesOf(model));
  const states = [...dynamics.keys()];
  const kinds = classifyEquations(model).filter((kind) => kind !== undefined);
  const equations = states.map(
    (state, k): EquationExplanation => ({
      state,
      text: `d${state}/dt = ${texts[k]!}`,
      latex: `${latex.equations[k]!.left} = ${latex.equations[k]!.right}`,
      ...kinds[k]!,
    }),
  );
  const explanation: Explanation = {
    name: model.name,
    states: model.states.map(({ name, unit, initial, discrete }) => {
      return { name, unit, initial: printFormula(initial), discrete };
    }),
    parameters: model.parameters.map(({ name, unit, default: value }) => ({ name, unit, default: value })),
    signals: model.signals,
    definitions: parts.map(({ name, text }, k) => {
      const { left, right } = latex.definitions[k]!;
      return { name, text: `${name} = ${text}`, latex: `${left} = ${right}` };
    }),
    equations,
    events: eventsOf(model),
    ports: model.ports.map(({ name, channels, units, map }) => ({
      name,
      channels: channels.map((channel, k) => ({ name: channel, unit: units[k]! })),
      changes: changes(model, map),
    })),
    switches: programs.model.switches.map((one) => ({ text: switchText(one), jumps: !one.continuous })),
    classification: leastSimple(kinds),
    exactFlow: exactFlowOf(model),
    method: {
      name: exportedName(programs.method),
      reason: programs.reason,
      stages: "stages" in programs.method ? programs.method.stages : 0,
    },
    step: countOperations(step),
    pullback: countOperations(pullback),
    frame: programs.frame.size,
    latex: modelLatex(model, latex),
    code: code && generated(code, step, pullback),
    toString: () => text(),
  };
  const text = (): string => explanationText(model, explanation);
  return Object.freeze(listsInJson(shownAs(explanation, text)));
}

function eventsOf(model: NeuronModel): EventExplanation[] {
  const moving = movingNames(model);
  const { events } = switchedModel(model);
  return model.events.map((event, e) => ({
    name: event.name,
    condition: conditionText(event),
    changes: changes(model, event.reset),
    sent: event.emits,
    carries: event.payload === undefined ? "" : printFormula(event.payload),
    isTimer: happening(event).due !== undefined,
    affine: isAffineIn(moving, events[e]!.when),
  }));
}

function exactFlowOf(model: NeuronModel): Explanation["exactFlow"] {
  const map = exactStepMapOf(model, model.name);
  return map && (map.longest === undefined ? "closed form" : "series");
}

function generated(language: GeneratedCode["language"], step: Program, pullback: Program): GeneratedCode {
  if (language === "javascript")
    return { language, step: emitJavaScript(step), pullback: emitJavaScript(pullback) };
  const [first, second] = [step, pullback].map((program) => {
    const bytes = emitWebAssembly(program);
    if (bytes !== undefined) return bytes;
    throw new UnsupportedError(
      where,
      `the ${program.name} is too long for WebAssembly`,
      "It is interpreted.",
    );
  });
  return { language, step: first!, pullback: second! };
}
