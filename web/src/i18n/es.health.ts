import type { enHealth } from "./en.health";

/** Los textos en español de las páginas del historial de salud; una parte de `es.ts`. */
export const esHealth: typeof enHealth = {
  health: { title: "Historial de salud" },
};
