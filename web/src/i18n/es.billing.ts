import type { enBilling } from "./en.billing";

/** Los textos en español de la página de facturas; una parte de `es.ts`. */
export const esBilling: typeof enBilling = {
  billing: {
    title: "Facturas",
    intro: "Estas son las facturas de su consultorio y lo que dijo su seguro. Si algo no está claro, pregunte a su consultorio.",
    empty: "No hay facturas en el historial.",
    owed: "Lo que usted debe",
    owe: (amount) => `Usted debe ${amount}`,
    openCount: (n, more) => (n === 1 && !more ? "Falta pagar 1 factura." : `Falta pagar ${n}${more ? " facturas o más" : " facturas"}.`),
    nothingOpen: "No hay facturas por pagar.",
    notTold: "Su consultorio no envió facturas aquí, así que no podemos decir cuánto debe.",
    claimsDoNotCount: "Lo que según el seguro le toca pagar no se cuenta aquí. Su consultorio le envía una factura.",
    statement: "Facturas y reclamos",
    what: "Fecha y motivo",
    billed: "Facturado",
    insurance: "Pagó el seguro",
    paid: "Pagó usted",
    due: "Falta pagar",
    share: "Su parte",
    untitled: "Consulta o servicio",
    bill: "Factura",
    claim: "Reclamo al seguro",
    lines: "Lo facturado, línea por línea",
    line: "Por",
    details: "Detalles",
    detailsOf: (what) => `de ${what}`,
    by: "Facturado por",
    insurer: "Seguro",
    number: "Número",
    notes: "Notas",
    noLines: "No hay líneas separadas.",
    states: {
      issued: "Sin pagar", balanced: "Pagada", cancelled: "Cancelada", "claim-sent": "Enviado al seguro", "claim-queued": "En espera en el seguro",
      "claim-complete": "El seguro contestó", "claim-error": "El seguro no lo pudo usar", "claim-partial": "El seguro contestó en parte",
    },
  },
};
