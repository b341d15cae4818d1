import { defineConfig } from "vitest/config";

// Units run everywhere; the page's tests need an agent that was built, and Chromium.
export default defineConfig({
  test: {
    // A browser and an agent each: two keep two cores busy.
    maxWorkers: 2,
    projects: [
      { test: { name: "units", include: ["tests/unit/**/*.test.ts"] } },
      {
        test: {
          name: "page",
          include: ["tests/page/**/*.test.ts"],
          // No test measures time; these are for a machine on which much else goes on.
          testTimeout: 90_000,
          hookTimeout: 90_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
