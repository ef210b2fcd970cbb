/**
 * What to write in equations for what other tools and languages call by a name that is none here. Such a name
 * is never answered by the nearest in letters, which would be another function of mathematics.
 */

const noise = "Equations are deterministic: give noise as a signal, drawn in advance.";
const noStep = "Equations have no time step; the time is t.";
const conditional = "Write c ? a : b for a choice.";
const remainder = "Write x - y * floor(x / y) for a remainder.";

function table(rows: readonly (readonly [names: string, answer: string])[]): ReadonlyMap<string, string> {
  return new Map(rows.flatMap(([names, answer]) => names.split(" ").map((name) => [name, answer] as const)));
}

/** By the name of the function. */
const functionAnswers = table([
  ["rand randn random uniform normal gauss poisson binomial random_normal random_uniform", noise],
  ["timestep steps resolution", noStep],
  ["if ifelse ite where piecewise", conditional],
  ["convolve", 'Write what an arriving spike does as an input: { g: "g + weight" }.'],
  ["power", "Write a ^ b."],
  ["logistic expit", "It is called sigmoid here."],
  ["heav Heaviside H step Step unit_step ustep stepfun heavyside Θ θ theta", "It is called heaviside here."],
  ["sgn signum", "It is called sign here."],
  ["clamp constrain", "It is called clip here: clip(x, low, high)."],
  ["maximum fmax amax", "It is called max here."],
  ["minimum fmin amin", "It is called min here."],
  ["relu ReLU rect rectify ramp pos", "Write max(0, x)."],
  ["softplus", "Write log1p(exp(x))."],
  [
    "δ delta dirac Dirac",
    'An impulse is what an arriving spike does: write an input such as { v: "v + weight" }.',
  ],
  ["exprelr", "Write 1 / exprel(x)."],
  ["trunc", "It is called int here."],
  ["round rint", "Write floor(x + 0.5)."],
  ["mod fmod rem", remainder],
  ["log2", "Write log(x) / log(2)."],
  ["asin arcsin", "Write atan(x / sqrt(1 - x^2))."],
  ["acos arccos", "Write pi / 2 - atan(x / sqrt(1 - x^2))."],
  ["asinh arcsinh", "Write log(x + sqrt(x^2 + 1))."],
  ["acosh arccosh", "Write log(x + sqrt(x^2 - 1))."],
  ["atanh arctanh", "Write log((1 + x) / (1 - x)) / 2."],
  ["sinc", "Write sin(x) / x."],
  ["cot", "Write 1 / tan(x)."],
  ["sec", "Write 1 / cos(x)."],
  ["csc", "Write 1 / sin(x)."],
  ["coth", "Write 1 / tanh(x)."],
  ["sech", "Write 1 / cosh(x)."],
  ["csch", "Write 1 / sinh(x)."],
  ["atan2 arctan2 erf erfc gamma factorial", "There is none that takes its place."],
]);

/** By a name that nothing is called. */
const symbolAnswers = table([
  ["xi noise", noise],
  ["dt", noStep],
  ["not_refractory", "Multiply by a discrete variable that the spike sets to 0 and an event to 1."],
  ["lastspike", 'Keep the time in a discrete variable: spike.reset { tSpike: "t" }.'],
  ["e", "Euler's number is exp(1)."],
  ["Pi PI", "It is called pi here."],
  ["inf Infinity nan NaN", "Constants in equations are finite."],
  ["true True", "Write 1."],
  ["false False", "Write 0."],
  ["if else then", conditional],
]);

/** By a word where an operator has to be. */
const wordAnswers = table([
  ["if else then elif", conditional],
  ["AND OR NOT And Or Not xor", "Write and, or or not with conditions."],
  ["mod rem", remainder],
  ["for when where otherwise", conditional],
]);

/** What to write for a function that equations do not have; undefined if nothing is known about it. */
export function answerToFunction(name: string): string | undefined {
  return functionAnswers.get(name);
}

/** What to write for a name that nothing is called; undefined if nothing is known about it. */
export function answerToSymbol(name: string): string | undefined {
  return symbolAnswers.get(name) ?? (name.startsWith("xi_") ? noise : undefined);
}

/** What to write for a word that stands where an operator has to be; undefined for other words. */
export function answerToWord(word: string): string | undefined {
  return wordAnswers.get(word);
}
