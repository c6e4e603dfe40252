import type { enDownloads } from "./en.downloads";

/** Los textos en español de la página para descargar un historial; una parte de `es.ts`. */
export const esDownloads: typeof enDownloads = {
  downloads: { title: "Descargar el historial" },
};
