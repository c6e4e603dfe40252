/** The English texts of the pages of documents; a part of `en.ts`. */
export const enDocuments = {
  documents: {
    title: "Documents",
  },
};
