import type { enDocuments } from "./en.documents";

export const esDocuments: typeof enDocuments = {
  documents: {
    title: "Documentos",
  },
};
