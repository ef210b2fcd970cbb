/**
 * The names that each entry point of the package exports. They are listed here so that a change of
 * what users can rely on shows as a change of this file.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../", import.meta.url);
const { exports: entries } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
  exports: Record<string, string | Record<string, string>>;
};

const names: Record<string, readonly string[]> = {
  ".": [
    "ModelError",
    "OptionError",
    "ShapeError",
    "SimulationError",
    "UnsupportedError",
    "allSpikeTimes",
    "allToAll",
    "checkGradients",
    "connect",
    "constantly",
    "convolution",
    "crossEntropy",
    "defineNeuron",
    "dormandPrince54",
    "eif",
    "firstSpikeCrossEntropy",
    "firstSpikeHinge",
    "firstSpikeTimes",
    "fit",
    "fixedInDegree",
    "izhikevich",
    "leakyIntegrator",
    "lif",
    "meanSquaredError",
    "network",
    "normal",
    "oneToOne",
    "pairs",
    "piecewiseConstant",
    "piecewiseLinear",
    "population",
    "predict",
    "pullback",
    "qif",
    "simulate",
    "simulateBatch",
    "source",
    "spikeTimes",
    "stateAtTimes",
    "tsitouras54",
    "uniform",
    "valueAndGradient",
    "withProbability",
    "zeroCotangents",
  ],
  "./expr": [
    "abs",
    "add",
    "atan",
    "ceil",
    "clip",
    "constant",
    "cos",
    "cosh",
    "div",
    "eq",
    "evaluate",
    "exp",
    "expm1",
    "exprAlgebra",
    "exprel",
    "floor",
    "ge",
    "gt",
    "heaviside",
    "int",
    "jvp",
    "le",
    "log",
    "log10",
    "log1p",
    "lt",
    "max",
    "min",
    "mul",
    "neg",
    "parseAssignments",
    "parseEquations",
    "parseExpression",
    "pow",
    "printEquations",
    "printExpression",
    "quantity",
    "select",
    "sigmoid",
    "sign",
    "sin",
    "sinh",
    "sqrt",
    "sub",
    "substitute",
    "symbol",
    "symbolsOf",
    "tan",
    "tanh",
    "traceRecord",
    "vjp",
  ],
  "./solvers": [
    "bernsteinFromMonomial",
    "bogackiShampine32",
    "defineTableau",
    "denseCoefficients",
    "dormandPrince54",
    "dormandPrince853",
    "euler",
    "evaluateDense",
    "explicitRungeKuttaStep",
    "fixedStep",
    "heun",
    "midpoint",
    "numberAlgebra",
    "pidController",
    "rk4",
    "tsitouras54",
  ],
  "./neurons": ["defineNeuron", "eif", "izhikevich", "leakyIntegrator", "lif", "qif"],
  "./readouts": ["allSpikeTimes", "firstSpikeTimes", "spikeTimes", "stateAtTimes"],
  "./losses": ["crossEntropy", "firstSpikeCrossEntropy", "firstSpikeHinge", "meanSquaredError"],
  "./train": [
    "adam",
    "constantRate",
    "cosineDecay",
    "decodeSnapshot",
    "earliestIndex",
    "encodeSnapshot",
    "exponentialDecay",
    "firstSpikeAccuracy",
    "firstToSpike",
    "fit",
    "measureSamples",
    "predict",
    "sgd",
    "silentLabels",
    "stepDecay",
  ],
  "./data": [
    "batches",
    "dataset",
    "latencyEncoding",
    "mersenneTwister",
    "randomGenerator",
    "sampleAt",
    "sampleOrder",
    "splitDataset",
    "yinYang",
    "yinYangClasses",
    "yinYangLabel",
    "yinYangTest",
    "yinYangTrain",
    "yinYangValidation",
  ],
  "./io": ["decodeNetwork", "describeNetwork", "encodeNetwork", "networkFromDescription"],
  "./node": ["loadNetwork", "loadSnapshot", "renderPng", "saveNetwork", "saveSnapshot"],
  "./plot": [
    "axisHeight",
    "axisMarks",
    "decisionMapPicture",
    "extent",
    "gridCentres",
    "integerTicks",
    "learningCurvePicture",
    "leftMargin",
    "linePicture",
    "linearTicks",
    "logarithmicTicks",
    "paperSizes",
    "rasterPicture",
    "renderSvg",
    "roundDomain",
    "tracePicture",
  ],
  "./tfjs": ["SpikingLayer", "spikingLayer", "spikingOp"],
};

names["./standalone"] = [...names["."]!, "data", "expr", "io", "plot", "solvers", "train"].sort();

describe("entry points", () => {
  const modules = Object.entries(entries).flatMap(([entry, target]) =>
    typeof target === "string" ? [] : [[entry, target] as const],
  );

  it("are these", () => {
    expect(modules.map(([entry]) => entry).sort()).toEqual(Object.keys(names).sort());
  });

  it.each(modules)("%s has its sources, types and code where it says", (entry, target) => {
    const folder = entry === "." ? "" : `${entry.slice(2)}/`;
    expect(target).toEqual({
      "@saltus/source": `./src/${folder}index.ts`,
      types: `./dist/${folder}index.d.ts`,
      default: entry === "./standalone" ? "./dist/saltus.js" : `./dist/${folder}index.js`,
    });
  });

  it.each(modules)("%s exports this and nothing else", async (entry, target) => {
    const module = (await import(new URL(target["@saltus/source"]!, root).href)) as object;
    expect(Object.keys(module).sort()).toEqual(names[entry]);
  });
});
