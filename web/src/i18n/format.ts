import type { Language } from "./language";

export const LOCALES: Record<Language, string> = { en: "en-US", es: "es-US" };

/** Dates and numbers in one language. FHIR dates come as text (`2026`, `2026-06`, `2026-06-03` or an instant). */
export function makeFormat(language: Language) {
  const locale = LOCALES[language];
  const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const day = make({ year: "numeric", month: "long", day: "numeric" });
  const shortDay = make({ year: "numeric", month: "short", day: "numeric" });
  const weekday = make({ weekday: "long", year: "numeric", month: "long", day: "numeric" });
  const month = make({ year: "numeric", month: "long" });
  const shortMonth = make({ year: "numeric", month: "short" });
  const time = make({ hour: "numeric", minute: "2-digit" });
  const zoned = make({ timeZoneName: "short" });
  const moment = make({ year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
  const numbers = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4, useGrouping: true });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return {
    locale,
    /** A FHIR date or instant as a day; a partial date keeps its own precision. Null when it is not a date. */
    fhirDay(value: string | undefined, short = false): string | null {
      const date = parseFhirDate(value);
      if (!date || !value) return null;
      if (value.length === 4) return value;
      if (value.length === 7) return (short ? shortMonth : month).format(date);
      return (short ? shortDay : day).format(date);
    },
    weekday: (date: Date) => weekday.format(date),
    shortMonth: (date: Date) => shortMonth.format(date),
    shortDay: (date: Date) => shortDay.format(date),
    time: (date: Date) => time.format(date),
    /** The short name of the browser's time zone on that day, such as EST. */
    zone: (date: Date) => zoned.formatToParts(date).find((part) => part.type === "timeZoneName")?.value ?? "",
    moment: (date: Date) => moment.format(date),
    /** A measured value: four significant digits, whole numbers in full. */
    number: (value: number) => (Math.abs(value) >= 1000 ? whole.format(value) : numbers.format(value)),
    /** A number in E.164, as people write it where it is a North American one. */
    phone: (number: string) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3"),
    /** A name inside a sentence: "month and day". */
    list: (parts: string[]) => new Intl.ListFormat(locale, { type: "conjunction" }).format(parts),
  };
}

export type Format = ReturnType<typeof makeFormat>;

/** A person's whole name, as we write it everywhere. */
export const nameOf = ({ given, family }: { given: string; family: string }) => `${given} ${family}`.trim();

/** Reads a FHIR date as the local day it names; an instant as that instant. */
export function parseFhirDate(value: string | undefined): Date | null {
  if (!value) return null;
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value);
  const date = parts ? new Date(Number(parts[1]), Number(parts[2] ?? 1) - 1, Number(parts[3] ?? 1)) : new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
