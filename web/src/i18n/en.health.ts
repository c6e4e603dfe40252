/** The English texts of the health record pages; a part of `en.ts`. */
export const enHealth = {
  health: { title: "Health record" },
};
