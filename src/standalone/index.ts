/**
 * All of Saltus that runs in a page, for one file: what `saltus` exports, and the other entry points under
 * their names.
 */
export * as data from "../data/index.ts";
export * as expr from "../expr/index.ts";
export * from "../index.ts";
export * as io from "../io/index.ts";
export * as morphology from "../morphology/index.ts";
export * as plot from "../plot/index.ts";
export * as solvers from "../solvers/index.ts";
export * as train from "../train/index.ts";
