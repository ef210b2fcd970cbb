/** Kernels whose programs are made when they are first asked for: most models need few of them. */
import { compileKernel, type Kernel } from "../codegen/kernel.ts";
import type { KernelMemory } from "../codegen/memory.ts";
import type { Program } from "../codegen/program.ts";
import { type ExprTable, within } from "../expr/node.ts";
import { once } from "../values.ts";

export interface LazyKernels {
  /** Does nothing where there is no program. */
  readonly lazy: (program: () => Program | undefined) => Kernel;
  /** Runs those programs that there are, one after the other. */
  readonly inTurn: (programs: () => readonly (Program | undefined)[]) => Kernel;
}

const nothing: Kernel = () => {};

/** @param table  of all expressions of the model and its programs */
export function lazyKernels(table: ExprTable, memory: KernelMemory): LazyKernels {
  return {
    lazy: (program) => {
      let kernel: Kernel | undefined;
      const compiled = (): Kernel => {
        const own = within(table, program);
        return own === undefined ? nothing : compileKernel(own, memory);
      };
      return (base) => {
        kernel ??= compiled();
        kernel(base);
      };
    },
    inTurn: (programs) => {
      const kernels = once(() =>
        within(table, programs).flatMap((own) => (own === undefined ? [] : [compileKernel(own, memory)])),
      );
      return (base) => {
        for (const kernel of kernels()) kernel(base);
      };
    },
  };
}
