import type { enForms } from "./en.forms";

/** Los textos en español de los formularios; una parte de `es.ts`. */
export const esForms: typeof enForms = {
  forms: { title: "Formularios" },
};
