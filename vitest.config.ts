import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { testLimit } from "./test/support/time-limits.ts";

/** Tests that make expressions outside of models, which are found again, as they were written first, by whoever comes later. */
const writing = ["expr", "neurons", "io", "compile", "codegen"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** Short files that take long: others begin by size, and one of these would end alone. */
const long =
  /documentation|neuron-gradients|gradients\.test|executions|presets|gallery|snapshot-file|reference\.test|engines/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const turn = ({ project, moduleId }: TestSpecification): number =>
      project.name === "alone" ? 0 : long.test(moduleId) ? 1 : 2;
    return (await super.sort(files)).toSorted((a, b) => turn(a) - turn(b));
  }
}

export default defineConfig({
  resolve: { conditions: ["@saltus/source"] },
  ssr: { resolve: { conditions: ["@saltus/source"] } },
  test: {
    setupFiles: ["test/setup.ts"],
    testTimeout: testLimit,
    hookTimeout: testLimit,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: "alone", include: writing } },
      // These share what they import, which takes longer than most of them: none changes what others see.
      {
        extends: true,
        test: { name: "together", include: ["test/**/*.test.ts"], exclude: writing, isolate: false },
      },
    ],
  },
});
