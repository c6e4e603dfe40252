export interface TypedDate {
  month: string;
  day: string;
  year: string;
}

export const NO_DATE: TypedDate = { month: "", day: "", year: "" };
export type DatePart = keyof TypedDate;

export const PARTS: DatePart[] = ["month", "day", "year"];

export const isEmpty = (typed: TypedDate) => PARTS.every((part) => typed[part].trim() === "");

/** A date that is known (yyyy-mm-dd), to be changed. */
export function typedDate(iso: string | null): TypedDate {
  const [year = "", month = "", day = ""] = iso?.split("-") ?? [];
  return { month: String(Number(month) || ""), day: String(Number(day) || ""), year };
}

export interface WrongDate {
  iso: null;
  /** Nothing typed in these parts; these cannot be read; each can, but there is no such day. */
  why: "missing" | "unreadable" | "impossible";
  /** The parts to mark; the first one is where the summary's link goes. */
  parts: DatePart[];
}

/** Reads a date to yyyy-mm-dd, or says what is wrong: first what is missing, then impossible. */
export function readTypedDate(given: TypedDate): { iso: string } | WrongDate {
  const typed = wholeDate(given) ?? given;
  const wrong = (why: WrongDate["why"], parts: DatePart[]): WrongDate => ({ iso: null, why, parts });
  const missing = PARTS.filter((part) => typed[part].trim() === "");
  if (missing.length) return wrong("missing", missing);
  const month = readMonth(typed.month);
  const day = /^\d{1,2}$/.test(typed.day.trim()) ? Number(typed.day) : null;
  const year = /^\d{4}$/.test(typed.year.trim()) ? Number(typed.year) : null;
  const unreadable = PARTS.filter((part) => ({ month, day, year })[part] === null);
  if (month === null || day === null || year === null) return wrong("unreadable", unreadable);
  const date = new Date(year, month - 1, day);
  date.setFullYear(year);
  if (date.getMonth() !== month - 1 || date.getDate() !== day || year < 1850) return wrong("impossible", PARTS);
  const two = (part: number) => String(part).padStart(2, "0");
  return { iso: `${year}-${two(month)}-${two(day)}` };
}

/** Somebody who types or pastes the whole date into the first box is understood: mm-dd-yyyy, mm/dd/yyyy or yyyy-mm-dd. */
function wholeDate({ month: text, day, year }: TypedDate): TypedDate | null {
  if (day.trim() || year.trim()) return null;
  const american = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text.trim());
  if (american) return { month: american[1] ?? "", day: american[2] ?? "", year: american[3] ?? "" };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  return iso && { month: iso[2] ?? "", day: iso[3] ?? "", year: iso[1] ?? "" };
}

/** A month by number or by its name in English or Spanish, at least three letters of it. */
function readMonth(typed: string): number | null {
  const text = plain(typed.trim());
  if (/^\d{1,2}$/.test(text)) {
    const month = Number(text);
    return month >= 1 && month <= 12 ? month : null;
  }
  const letters = text.replace(/\.$/, "");
  if (letters.length < 3) return null;
  for (const locale of ["en", "es"]) {
    const name = new Intl.DateTimeFormat(locale, { month: "long" });
    for (let month = 0; month < 12; month++) {
      if (plain(name.format(new Date(2000, month, 1))).startsWith(letters)) return month + 1;
    }
  }
  return null;
}

const plain = (text: string) => text.toLowerCase().normalize("NFD").replace(/\p{Diacritic}/gu, "");
