import type { Messages } from "../i18n/en";
import type { Format } from "../i18n/format";
import { PARTS, readTypedDate, type DatePart, type TypedDate, type WrongDate } from "./typedDate";

function wrongText({ why, parts }: WrongDate, t: Messages, format: Format): string {
  const texts = t.dateOfBirth;
  if (why === "missing") return parts.length === PARTS.length ? texts.missingAll : texts.missing(format.list(parts.map((part) => texts.parts[part])));
  const [only, ...others] = parts;
  return why === "unreadable" && only && others.length === 0 ? texts.unreadable[only] : texts.impossible;
}

/** Reads a date of birth to yyyy-mm-dd, or says what is wrong: first what is missing, then impossible, then not past. */
export function readDateOfBirth(given: TypedDate, t: Messages, format: Format, today: Date): { iso: string } | { iso: null; error: string; parts: DatePart[] } {
  const read = readTypedDate(given);
  if (read.iso === null) return { iso: null, error: wrongText(read, t, format), parts: read.parts };
  const [year = 0, month = 1, day = 1] = read.iso.split("-").map(Number);
  const date = new Date(year, month - 1, day);
  return date >= today ? { iso: null, error: t.dateOfBirth.future, parts: PARTS } : read;
}
