import optimizeLocales from "@react-aria/optimize-locales-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const api = "http://localhost:8000";

export default defineConfig({
  plugins: [react(), tailwindcss(), { ...optimizeLocales.vite({ locales: ["en-US", "es-ES"] }), enforce: "pre" }],
  build: {
    // The content security policy allows no data: scripts and the polyfill would only weigh more.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    // The portal, and the practice's console.
    rolldownOptions: { input: ["index.html", "staff.html"] },
  },
  server: { proxy: { "/api": api, "/fhir": api, "/staff/": { bypass: () => "/staff.html" } } },
  test: { environment: "node" },
});
