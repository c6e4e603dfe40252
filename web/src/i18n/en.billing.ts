/** The English texts of the billing page; a part of `en.ts`. */
export const enBilling = {
  billing: { title: "Billing" },
};
