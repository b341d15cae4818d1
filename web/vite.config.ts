import { defineConfig } from "vite";

// Addresses are relative, so that the page works behind a proxy that serves it below a path of its own.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../artifacts/web",
    emptyOutDir: true,
    target: "es2022",
    // A polyfill would be a script of its own, and no browser that knows Trusted Types needs it.
    modulePreload: { polyfill: false },
    // An address of data is a second place where content lives; all of it is in files.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
