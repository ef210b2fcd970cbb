/** Kernels whose programs are made when they are first asked for: most models need few of them. */
import { compileKernel, type Kernel } from "../codegen/kernel.ts";
import type { KernelMemory } from "../codegen/memory.ts";
import type { Program } from "../codegen/program.ts";
import { type ExprTable, within } from "../expr/node.ts";

/** The kernel of a program that comes; does nothing where there is none. */
export type LazyKernel = (program: () => Program | undefined) => Kernel;

const nothing: Kernel = () => {};

/** @param table  of all expressions of the model and its programs */
export function lazyKernels(table: ExprTable, memory: KernelMemory): LazyKernel {
  return (program) => {
    let kernel: Kernel | undefined;
    const compiled = (): Kernel => {
      const own = within(table, program);
      return own === undefined ? nothing : compileKernel(own, memory);
    };
    return (base) => {
      kernel ??= compiled();
      kernel(base);
    };
  };
}
