import type { enMessages } from "./en.messages";

export const esMessages: typeof enMessages = {
  messages: {
    title: "Mensajes",
  },
};
