/** The English texts of the forms that a practice asks for; a part of `en.ts`. */
export const enForms = {
  forms: { title: "Forms" },
};
