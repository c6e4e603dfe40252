import type { enStaffInbox } from "./en.staffInbox";

export const esStaffInbox: typeof enStaffInbox = {
  inbox: {
    title: "Mensajes",
  },
  received: {
    title: "Documentos de pacientes",
  },
};
