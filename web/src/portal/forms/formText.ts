import type { Messages } from "../../i18n/en";
import type { Format } from "../../i18n/format";

const DAY_MS = 86_400_000;

/** Days from today to the day (yyyy-mm-dd), on this person's clock; negative when it is over. */
export function daysUntil(day: string, now: Date): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.round((new Date(year, month - 1, date).getTime() - today.getTime()) / DAY_MS);
}

/** "Due in 3 days, on May 4, 2026"; null without a day. */
export function dueText(due: string | null, now: Date, t: Messages, format: Format): string | null {
  if (due === null) return null;
  const days = daysUntil(due, now);
  return days < 0 ? t.forms.overdue(-days) : t.forms.dueIn(days, format.fhirDay(due) ?? due);
}

/** "5 minutes ago": whole minutes up to an hour, hours up to a day, then days. */
export function agoText(moment: Date, now: Date, locale: string): string {
  const seconds = Math.max(0, (now.getTime() - moment.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (seconds < 3600) return words.format(-Math.round(seconds / 60), "minute");
  return seconds < 86_400 ? words.format(-Math.round(seconds / 3600), "hour") : words.format(-Math.round(seconds / 86_400), "day");
}

/** What a person can read out on the telephone, and staff see beside the form. */
export const referenceOf = (formId: string) => (formId.split(".")[0] ?? "").slice(-8).toUpperCase().replace(/^(.{4})/, "$1-");

/** "Sent May 3, 2026 by Rosa Alvarez", with what of it is known. */
export function sentText(at: string | undefined, by: string | null, t: Messages, format: Format): string | null {
  const date = format.fhirDay(at);
  if (!date) return null;
  return by ? t.forms.sentBy(date, by) : t.forms.sentOn(date);
}

/** What waits to be filled in: the nearest day first, then what has none, the newest first. */
export function byDue<T extends { due: string | null; requested: string }>(forms: T[]): T[] {
  return forms.toSorted((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999") || b.requested.localeCompare(a.requested));
}
