import { defineConfig } from "vitest/config";
import { testLimit } from "./test/support/time-limits.ts";

/** Tests that make expressions outside of models, which are found again, as they were written first, by whoever comes later. */
const writing = ["expr", "neurons", "io", "compile", "codegen"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  resolve: { conditions: ["@saltus/source"] },
  ssr: { resolve: { conditions: ["@saltus/source"] } },
  test: {
    setupFiles: ["test/setup.ts"],
    testTimeout: testLimit,
    hookTimeout: testLimit,
    maxWorkers: 2,
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
