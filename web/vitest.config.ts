import { defineConfig } from "vitest/config";

// Units run everywhere; the page's tests need an agent that was built, and Chromium.
export default defineConfig({
  test: {
    projects: [
      { test: { name: "units", include: ["tests/unit/**/*.test.ts"] } },
      { test: { name: "page", include: ["tests/page/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 60_000, fileParallelism: false } },
    ],
  },
});
