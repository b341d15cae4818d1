import { defineConfig } from "vitest/config";

// Rows of bench/run that need the browser: what they find they write as JSON to BENCH_FOUND. They assert nothing.
export default defineConfig({
  test: { include: ["tests/bench/**/*.test.ts"], fileParallelism: false, testTimeout: 600_000, hookTimeout: 90_000 },
});
