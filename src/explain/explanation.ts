/** What Saltus makes of a model, as data. */
import type { Classification } from "./classify.ts";
import type { OperationCounts } from "./operation-counts.ts";

/** The equation of one continuous state. */
export interface EquationExplanation extends Classification {
  readonly state: string;
  /** `dv/dt = …`, with the names of definitions. */
  readonly text: string;
  readonly latex: string;
}

/** A part that equations share. */
export interface DefinitionExplanation {
  readonly name: string;
  readonly text: string;
  readonly latex: string;
}

/** What happens at one event of a model. */
export interface EventExplanation {
  readonly name: string;
  /** In words: what rises through 0 or when a timer is due, and the guards. */
  readonly condition: string;
  /** The states that change, each `v ← vReset`. */
  readonly changes: readonly string[];
  /** Whether it is sent along the projections, and what it carries; empty if that is 1. */
  readonly sent: boolean;
  readonly carries: string;
  /** Whether its time is known beforehand. */
  readonly isTimer: boolean;
  /** Whether its function is affine in states, time and signals. */
  readonly affine: boolean;
}

/** What an arrival at one port does. */
export interface PortExplanation {
  readonly name: string;
  readonly channels: readonly { readonly name: string; readonly unit: string }[];
  /** The states that change, each `i ← i + weight`. */
  readonly changes: readonly string[];
}

/** A comparison in the equations that ends steps where it changes. */
export interface SwitchExplanation {
  /** What crosses zero there. */
  readonly text: string;
  /** Whether something jumps, as in a choice, or only bends, as in `max`. */
  readonly jumps: boolean;
}

/** Programs of a step and of its pullback: sources of functions, or modules. */
export type GeneratedCode =
  | { readonly language: "javascript"; readonly step: string; readonly pullback: string }
  | { readonly language: "webassembly"; readonly step: Uint8Array; readonly pullback: Uint8Array };

/** What Saltus makes of a model; as a text and in a console for people, and in fields as data. */
export interface Explanation {
  readonly name: string;
  readonly states: readonly {
    readonly name: string;
    /** Empty if not declared. */
    readonly unit: string;
    /** At the start, a number or a formula. */
    readonly initial: string;
    /** Whether only events change it. */
    readonly discrete: boolean;
  }[];
  readonly parameters: readonly { readonly name: string; readonly unit: string; readonly default: number }[];
  readonly signals: readonly string[];
  /** Of parts that the equations share, in the order in which they need each other. */
  readonly definitions: readonly DefinitionExplanation[];
  readonly equations: readonly EquationExplanation[];
  readonly events: readonly EventExplanation[];
  readonly ports: readonly PortExplanation[];
  readonly switches: readonly SwitchExplanation[];
  /** Of the equations together: that of the first of those that are least simple. */
  readonly classification: Classification;
  /** How a linear model could be solved exactly; undefined for one that is not linear. */
  readonly exactFlow: "closed form" | "series" | undefined;
  /** What its steps are made by: the method that was given, else the one that the model has by itself. */
  readonly method: {
    /** As it is exported, `"exactFlow"`, `"taylor8"` or `"tsitouras54"`. */
    readonly name: string;
    readonly reason: string;
    /** Evaluations of the equations in a step of a Runge–Kutta method; 0 of others. */
    readonly stages: number;
  };
  /** Of one step with its error and what is told of events in it. */
  readonly step: OperationCounts;
  /** Of the pullback of a step whose size is frozen, to the state, the time and all parameters. */
  readonly pullback: OperationCounts;
  /** Numbers that a neuron keeps while it is simulated. */
  readonly frame: number;
  /** Equations, events and arrivals for a paper, in two `align*` of the package amsmath. */
  readonly latex: string;
  /** If it was asked for. */
  readonly code: GeneratedCode | undefined;
  /** All of it as a text. */
  readonly toString: () => string;
}
