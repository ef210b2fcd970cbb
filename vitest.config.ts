import { defineConfig } from "vitest/config";
import { testLimit } from "./test/support/time-limits.ts";

export default defineConfig({
  resolve: { conditions: ["@saltus/source"] },
  ssr: { resolve: { conditions: ["@saltus/source"] } },
  test: {
    setupFiles: ["test/setup.ts"],
    include: ["test/**/*.test.ts"],
    testTimeout: testLimit,
    hookTimeout: testLimit,
    maxWorkers: 2,
    // Files share what they import, which takes longer than most of them: none changes what others see.
    isolate: false,
  },
});
