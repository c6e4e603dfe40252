/** The English texts for links to documents; a part of `en.ts`. */
export const enShared = {
  shared: {
    title: "A document for you",
  },
};
