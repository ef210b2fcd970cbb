import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@saltus/source"] },
  ssr: { resolve: { conditions: ["@saltus/source"] } },
  test: { setupFiles: ["test/setup.ts"], include: ["test/**/*.test.ts"], testTimeout: 60_000, maxWorkers: 2 },
});
