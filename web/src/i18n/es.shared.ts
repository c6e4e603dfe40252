import type { enShared } from "./en.shared";

export const esShared: typeof enShared = {
  shared: {
    title: "Un documento para usted",
  },
};
