import type { enBilling } from "./en.billing";

/** Los textos en español de la página de facturas; una parte de `es.ts`. */
export const esBilling: typeof enBilling = {
  billing: { title: "Facturas" },
};
