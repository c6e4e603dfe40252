/** Reads 4/28/2026, 4-28-2026 or 2026-04-28 to yyyy-mm-dd. Empty stays empty; null for anything that is no real day. */
export function readDay(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return "";
  const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const [year, month, day] = american ? [american[3], american[1], american[2]] : iso ? iso.slice(1) : [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  if (Number.isNaN(date.getTime()) || date.getMonth() !== Number(month) - 1 || date.getDate() !== Number(day)) return null;
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The last moment of a day (yyyy-mm-dd) on this person's clock. */
export const endOfDay = (day: string) => new Date(`${day}T23:59:59.999`);

/** A moment as the day that would be typed for it; empty for none. */
export function shownDay(moment: string | null): string {
  if (!moment) return "";
  const date = new Date(moment);
  return `${date.getMonth() + 1}/${date.getDate()}/${date.getFullYear()}`;
}
