import { describe, expect, it } from "vitest";
import type { Chart, Member } from "../src/api/queries/account";
import { ApiProblem } from "../src/api/problem";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";
import { problemText } from "../src/i18n/problemText";
import { mayCorrect } from "../src/portal/account/family/corrections";
import { endOfDay, readDay, shownDay } from "../src/portal/account/readDay";
import { ownRecords, sectionWords } from "../src/portal/account/sharing/records";
import { isEmpty, NO_DATE, typedDate } from "../src/ui/typedDate";

const chart = (id: string, role: Chart["role"], sections: Chart["sections"] = {}): Chart => ({
  id, role, sections, ends: null, unread: 0, practice: { id: "p1", name: "Riverside" },
});
const person = (id: string, ...charts: Chart[]): Member => ({
  id, given: id, family: "A", relationship: "self", birth_date: null, phone: null, email: null, address: null, charts,
});

describe("who decides over a record", () => {
  it("is the patient's own account, for each of its records", () => {
    const members = [person("rosa", chart("c1", "primary"), chart("c2", "caregiver")), person("emma", chart("c3", "primary"))];
    expect(ownRecords(members).map((record) => record.chart.id)).toEqual(["c1", "c3"]);
  });

  it("asks for corrections where the profile may be written", () => {
    const member = person("rosa", chart("c1", "primary", { profile: "write" }), chart("c2", "caregiver", { profile: "read" }), chart("c3", "representative"));
    expect(mayCorrect(member).map(({ id }) => id)).toEqual(["c1"]);
  });
});

describe("sections in words", () => {
  it("come in the order of the portal, a new one last and by its own name", () => {
    const { seen, done } = sectionWords({ telehealth: "write", goals: "read", labs: "read", messages: "write", profile: "write" }, en);
    expect(seen).toEqual(["lab results", "messages", "video visits", "profile", "goals"]);
    expect(done).toEqual(["send messages", "join video visits", "change profile"]);
  });

  it("are told in Spanish, too", () => {
    expect(sectionWords({ documents: "write" }, es)).toEqual({ seen: ["documentos"], done: ["compartir documentos"] });
  });
});

describe("the last day of somebody's access", () => {
  it("ends with the day, and is shown again as it is typed", () => {
    const end = endOfDay(readDay("12/31/2030") ?? "");
    expect([end.getFullYear(), end.getMonth(), end.getDate(), end.getHours(), end.getMinutes()]).toEqual([2030, 11, 31, 23, 59]);
    expect(shownDay(end.toISOString())).toBe("12/31/2030");
    expect(shownDay(null)).toBe("");
  });
});

describe("a date of birth that is known", () => {
  it("is put back into its three boxes", () => {
    expect(typedDate("1956-04-08")).toEqual({ month: "4", day: "8", year: "1956" });
    expect(typedDate(null)).toEqual(NO_DATE);
    expect([isEmpty(NO_DATE), isEmpty({ ...NO_DATE, day: " " }), isEmpty(typedDate("1956-04-08"))]).toEqual([true, true, false]);
  });
});

describe("a refusal", () => {
  it("says whether it came too late, or a try before is still on its way", () => {
    expect(problemText(new ApiProblem("conflict", 409), en)).toBe(en.problem.changed);
    expect(problemText(new ApiProblem("in-progress", 409), en)).toBe(en.problem.conflict);
    expect(problemText(new ApiProblem("not-found", 404), en)).toBe(en.problem.gone);
  });
});
