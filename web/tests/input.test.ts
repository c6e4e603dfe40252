import { describe, expect, it } from "vitest";
import { ApiProblem } from "../src/api/problem";
import { en } from "../src/i18n/en";
import { makeFormat, parseFhirDate } from "../src/i18n/format";
import { problemText, waitText } from "../src/i18n/problemText";
import { readDay } from "../src/portal/account/readDay";
import { readCode } from "../src/portal/code/readCode";
import { readDateOfBirth } from "../src/ui/dateOfBirth";

const today = new Date(2026, 5, 3);
const born = (month: string, day: string, year: string) => readDateOfBirth({ month, day, year }, en, makeFormat("en"), today);

describe("a date of birth", () => {
  it("is read with the month as number or name, in both languages", () => {
    for (const month of ["4", "04", "April", "apr.", "abril"]) expect(born(month, " 28", "1956")).toEqual({ iso: "1956-04-28" });
  });

  it("may stand whole in the first box", () => {
    for (const text of ["04-28-1956", "4/28/1956", "1956-04-28"]) expect(born(text, "", "")).toEqual({ iso: "1956-04-28" });
  });

  it("is refused for what is missing first, then what is impossible, then what is not past", () => {
    expect(born("", "", "")).toMatchObject({ error: "Enter the date of birth" });
    expect(born("4", "", "")).toMatchObject({ error: "Date of birth must include a day and year", parts: ["day", "year"] });
    expect(born("2", "30", "1956")).toMatchObject({ error: en.dateOfBirth.impossible });
    expect(born("4", "28", "56")).toMatchObject({ error: en.dateOfBirth.unreadable.year, parts: ["year"] });
    expect(born("28", "4", "1956")).toMatchObject({ error: en.dateOfBirth.unreadable.month, parts: ["month"] });
    expect(born("28", "4", "56")).toMatchObject({ error: en.dateOfBirth.impossible, parts: ["month", "year"] });
    expect(born("6", "3", "2026")).toMatchObject({ error: en.dateOfBirth.future });
  });
});

describe("a code", () => {
  it("may hold spaces and hyphens", () => {
    expect(readCode(" 123-4 56", "app", en).code).toBe("123456");
    expect(readCode(" 4K7X m2q9–0zrt ", "recovery", en).code).toBe("4K7Xm2q90zrt");
  });
  it("has its own words for each mistake", () => {
    const { missing, short, long } = en.code.sources.email;
    const wrong = ["", "12a456", "12345", "1234567"].map((typed) => readCode(typed, "email", en).error);
    expect(wrong).toEqual([missing, en.code.letters, short, long]);
    expect(readCode("123456", "recovery", en).error).toBe(en.code.sources.recovery.short);
  });
});

describe("a day in a filter", () => {
  it("is read in both formats", () => {
    expect(readDay("4/28/2026")).toBe("2026-04-28");
    expect(readDay("4-28-2026")).toBe("2026-04-28");
    expect(readDay("2026-04-28")).toBe("2026-04-28");
    expect(readDay(" ")).toBe("");
    expect(readDay("2/30/2026")).toBeNull();
    expect(readDay("soon")).toBeNull();
  });
});

describe("problems", () => {
  it("are read from the answer", () => {
    const response = new Response(null, { status: 429, headers: { "X-Request-Id": "r1" } });
    const body = { type: "/problems/too-many-attempts", retry_after: 200, errors: [{ field: "body.username", code: "taken" }] };
    const problem = ApiProblem.from(response, body);
    expect(problem).toMatchObject({ slug: "too-many-attempts", status: 429, retryAfter: 200, requestId: "r1", fields: [{ field: "username", code: "taken" }] });
    expect(problemText(problem, en)).toContain("4 minutes");
    expect(ApiProblem.from(new Response(null, { status: 502 }), "<html>")).toMatchObject({ slug: "unknown", retryAfter: null });
  });
  it("tell short waits in seconds", () => expect(waitText(1, en)).toBe("1 second"));
});

describe("FHIR dates", () => {
  it("keep their precision and their day", () => {
    const { fhirDay } = makeFormat("en");
    expect(["2026", "2026-06", "2026-06-03", undefined, "soon"].map((value) => fhirDay(value))).toEqual(["2026", "June 2026", "June 3, 2026", null, null]);
    expect(parseFhirDate("2026-06-03")?.getDate()).toBe(3);
  });
});
