/** The English texts of the pages of messages; a part of `en.ts`. */
export const enMessages = {
  messages: {
    title: "Messages",
  },
};
