import type { Messages } from "../../i18n/en";

/** Where the person finds the code: in an e-mail, a text message, their authenticator app, or on their own paper. */
export type CodeSource = "email" | "sms" | "app" | "recovery";

type Read = { code: string; error: null } | { code: null; error: string };

/** The code in what was typed, or the words for what is wrong with it. */
export function readCode(typed: string, source: CodeSource, t: Messages): Read {
  const code = typed.replace(/[\s\-–.]/g, "");
  const { missing, short, long } = t.code.sources[source];
  const length = source === "recovery" ? 12 : 6;
  const wrong = (error: string): Read => ({ code: null, error });
  if (code === "") return wrong(missing);
  if (source !== "recovery" && !/^\d+$/.test(code)) return wrong(t.code.letters);
  if (code.length < length) return wrong(short);
  if (code.length > length) return wrong(long);
  return { code, error: null };
}
