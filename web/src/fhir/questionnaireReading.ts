/** From what is typed to FHIR answers, and what is wrong with it. */
import { readTypedDate, type DatePart } from "../ui/typedDate";
import type { Language } from "../i18n/language";
import type { Answer, Item } from "./questionnaire";
import { isBlank, type Entry } from "./questionnaireAnswers";

/** Why something typed is no answer; `limit` is what it should keep to. Worded in `i18n`. */
export interface Wrong {
  code:
    | "number" | "whole" | "comma" | "low" | "high" | "short" | "long" | "url" | "time" | "unit" | "early" | "late"
    | "date-missing" | "date-unreadable" | "date-impossible";
  limit?: number | string;
  parts?: DatePart[];
  /** Which of several answers to the question it is. */
  at?: number;
}

export type Read = { answer: Answer } | { wrong: Wrong } | null;

/** The answer that an entry stands for; null when nothing is entered. */
export function readEntry(item: Item, entry: Entry, language: Language): Read {
  if (isBlank(entry)) return null;
  const text = entry.text?.trim() ?? "";
  switch (item.kind) {
    case "options": {
      const option = item.options.find(({ key }) => key === entry.option);
      return option ? { answer: option.answer } : item.open && text ? readText(item, text, "valueString") : null;
    }
    case "boolean":
      return { answer: { valueBoolean: entry.option === "true" } };
    case "line":
    case "area":
      return readText(item, text, "valueString");
    case "url":
      return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? readText(item, text, "valueUri") : wrong("url");
    case "integer":
    case "decimal":
      return readNumber(item, text, language);
    case "quantity":
      return readQuantity(item, entry, text, language);
    case "date":
      return readDate(item, entry);
    case "dateTime":
      return readMoment(entry, text);
    case "time":
      return readTime(item, text);
    default:
      return null;
  }
}

const wrong = (code: Wrong["code"], limit?: Wrong["limit"]): Read => ({ wrong: { code, limit } });

function readText(item: Item, text: string, name: "valueString" | "valueUri"): Read {
  const length = [...text].length;
  if (item.maxLength !== null && length > item.maxLength) return wrong("long", item.maxLength);
  if (item.minLength !== null && length < item.minLength) return wrong("short", item.minLength);
  return { answer: { [name]: text } };
}

/**
 * A decimal comma is read in Spanish only. "1,500" is one thousand five hundred in English; in Spanish it may be either, so it
 * is asked again: a tenfold dose of anything must not come of a guess.
 */
export function parseNumber(text: string, language: Language): number | Wrong {
  const plain = text.replace(/^[+]/, "").replace(/^−/, "-").replaceAll(/[\s\u00a0]/g, "");
  const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain);
  if (grouped && language === "es" && !plain.includes(".")) return { code: "comma" };
  const number = grouped ? plain.replaceAll(",", "") : language === "es" ? plain.replace(/^(-?\d*),(\d+)$/, "$1.$2") : plain;
  return /^-?(\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : { code: "number" };
}

function readNumber(item: Item, text: string, language: Language): Read {
  const number = parseNumber(text, language);
  if (typeof number !== "number") return { wrong: item.kind === "integer" && number.code === "number" ? { code: "whole" } : number };
  if (item.kind === "integer" && (!Number.isInteger(number) || Math.abs(number) > 2_147_483_647)) return wrong("whole");
  if (typeof item.min === "number" && number < item.min) return wrong("low", item.min);
  if (typeof item.max === "number" && number > item.max) return wrong("high", item.max);
  return { answer: item.kind === "integer" ? { valueInteger: number } : { valueDecimal: number } };
}

function readQuantity(item: Item, entry: Entry, text: string, language: Language): Read {
  if (text === "") return wrong("number");
  const read = readNumber(item, text, language);
  if (!read || "wrong" in read) return read;
  const unit = item.units.length ? item.units[Number(entry.option ?? (item.units.length === 1 ? 0 : -1))] : item.unit;
  if (item.units.length && !unit) return wrong("unit");
  const { system, code, display } = unit ?? {};
  const named = { ...((display ?? code) ? { unit: display ?? code } : {}), ...(system && code ? { system, code } : {}) };
  return { answer: { valueQuantity: { value: read.answer.valueDecimal, ...named } } };
}

function readDate(item: Item, entry: Entry): Read {
  const read = readTypedDate(entry.day ?? { month: "", day: "", year: "" });
  if (read.iso === null) return { wrong: { code: `date-${read.why}`, parts: read.parts } };
  if (typeof item.min === "string" && read.iso < item.min) return wrong("early", item.min);
  if (typeof item.max === "string" && read.iso > item.max) return wrong("late", item.max);
  return { answer: { valueDate: read.iso } };
}

/** Without a time it is only a day, which FHIR allows; with one it is the moment on this person's clock. */
function readMoment(entry: Entry, text: string): Read {
  const day = readTypedDate(entry.day ?? { month: "", day: "", year: "" });
  if (day.iso === null) return { wrong: { code: `date-${day.why}`, parts: day.parts } };
  if (text === "") return { answer: { valueDateTime: day.iso } };
  if (!TIME.test(text)) return wrong("time");
  return { answer: { valueDateTime: `${day.iso}T${text}:00${offset(new Date(`${day.iso}T${text}`))}` } };
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function readTime(item: Item, text: string): Read {
  if (!TIME.test(text)) return wrong("time");
  if (typeof item.min === "string" && text < item.min.slice(0, 5)) return wrong("early", item.min.slice(0, 5));
  if (typeof item.max === "string" && text > item.max.slice(0, 5)) return wrong("late", item.max.slice(0, 5));
  return { answer: { valueTime: `${text}:00` } };
}

function offset(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const two = (part: number) => String(Math.floor(part)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}
