/** An explanation as text for people. */
import type { NeuronModel } from "../neurons/neuron-model.ts";
import { type Entry, headed, inColumns, modelEntries } from "../neurons/print-model.ts";
import { counted } from "../values.ts";
import type { Classification } from "./classify.ts";
import type { Explanation, GeneratedCode } from "./explanation.ts";
import { countsText } from "./operation-counts.ts";

/** Longer formulas are cut: their fields have all of them. */
const longestFormula = 2000;

export function explanationText(model: NeuronModel, explanation: Explanation): string {
  const { method, step, pullback, frame, code, switches } = explanation;
  const stages = method.stages === 0 ? "" : `, ${counted(method.stages, "stage")}`;
  const text = inColumns(model.name, [
    ...modelEntries(model, longestFormula),
    ...headed("equations", kindsText(explanation)),
    ...headed(
      "switches",
      switches.map(({ text: q, jumps }) => `at ${q} = 0${jumps ? "" : ", without a jump"}`),
    ),
    ["method", `${method.name}${stages}: ${method.reason}`],
    ["step", countsText(step)],
    ["pullback", countsText(pullback)],
    ["frame", `${frame} numbers a neuron`],
    ...(code === undefined ? [] : sizes(code)),
  ]);
  if (code?.language !== "javascript") return text;
  return `${text}\n\nstep\n\n${code.step}\n\npullback\n\n${code.pullback}`;
}

/** One line if all are of one kind. */
function kindsText({ equations, events, exactFlow }: Explanation): string[] {
  const bent = events
    .filter(({ affine }) => !affine)
    .map(({ name }) => `the function of ${name} is not linear`);
  const own = equations.map((equation) => `d${equation.state}/dt is ${kindText(equation)}`);
  const exact = exactFlow === "series" ? "a series" : "closed form";
  return [...(exactFlow === undefined ? own : [`linear, with an exact flow in ${exact}`]), ...bent];
}

function kindText({ kind, degree, because }: Classification): string {
  if (kind === "linear") return "linear";
  return kind === "polynomial" ? `polynomial, of degree ${degree}: ${because}` : `general: ${because}`;
}

function sizes({ language, step, pullback }: GeneratedCode): Entry[] {
  const unit = language === "javascript" ? "characters" : "bytes";
  return [[language, `step ${step.length} ${unit}, pullback ${pullback.length} ${unit}`]];
}
