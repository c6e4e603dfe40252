import { describe, expect, it } from "vitest";
import { bytesOf, filesOf } from "../src/fhir/attachment";
import { conceptText, dateTextOf, referenceText, type Dated } from "../src/fhir/common";
import type { Entry } from "../src/fhir/entry";
import { KINDS } from "../src/fhir/kinds";
import { latestOf, latestText } from "../src/fhir/measure";
import { plotsOf, seriesOf } from "../src/fhir/trend";
import { labResults } from "../src/fhir/lab";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";
import { makeFormat } from "../src/i18n/format";

const words = { t: en, format: makeFormat("en") };
const subject = { reference: "Patient/a" };
const kindOf = (id: string) => {
  const kind = KINDS.find((each) => each.id === id);
  if (!kind) throw new Error(id);
  return kind;
};
const entry = (id: string, resource: object, spoken = words): Entry | null => kindOf(id).entry(resource as fhir4.FhirResource & Dated, spoken);
const factsOf = (told: Entry | null) => Object.fromEntries((told?.facts ?? []).map((fact) => [fact.title, fact.values]));
const coded = (code: string) => ({ coding: [{ code }] });

describe("every kind", () => {
  /** What FHIR requires of each type, and no more. */
  const least: Record<string, object> = {
    CarePlan: { status: "active", intent: "plan" }, Coverage: { status: "active", payor: [{}] }, DocumentReference: { status: "current", content: [{ attachment: {} }] },
    Encounter: { status: "finished", class: {} }, Goal: { lifecycleStatus: "active", description: {} }, Immunization: { status: "completed", vaccineCode: {} },
    DiagnosticReport: { status: "final", code: {} },
  };

  it.each(KINDS.map((kind) => kind.id))("%s tells a resource that says next to nothing, in both languages", (id) => {
    const kind = kindOf(id);
    const told = [words, { t: es, format: makeFormat("es") }].map((each) => entry(id, { resourceType: kind.type, status: "active", subject, ...least[kind.type] }, each));
    for (const each of told) {
      expect(each).not.toBeNull();
      expect(JSON.stringify(each)).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it.each(KINDS.map((kind) => kind.id))("%s hides what was entered in error", (id) => {
    const wrong = coded("entered-in-error");
    const status = { Condition: { verificationStatus: wrong }, AllergyIntolerance: { verificationStatus: wrong }, Goal: { lifecycleStatus: "entered-in-error" } };
    const { type } = kindOf(id);
    expect(entry(id, { resourceType: type, status: "entered-in-error", ...least[type], ...(status[type as keyof typeof status] ?? { status: "entered-in-error" }) })).toBeNull();
  });

  it("has its words in both languages", () => {
    for (const { id } of KINDS) for (const t of [en, es]) expect(t.health.kinds[id].title).toBeTruthy();
  });
});

describe("a concept", () => {
  it("is told without SNOMED's tags, and by its code only where there is no word", () => {
    expect(conceptText({ text: "Peanut (substance)" })).toBe("Peanut");
    expect(conceptText({ coding: [{ code: "1", display: "Cough (finding)" }] })).toBe("Cough");
    expect(referenceText({ display: "Acute bronchitis (disorder)" })).toBe("Acute bronchitis");
  });
  it("is told without what LOINC says of how it is measured", () => {
    const measured = { system: "http://loinc.org", code: "2885-2", display: "Protein [Mass/volume] in Serum or Plasma" };
    expect(conceptText({ coding: [measured], text: measured.display })).toBe("Protein in Serum or Plasma");
    expect(conceptText({ text: "Drops [left eye]" })).toBe("Drops [left eye]");
    expect(conceptText({ text: "Shingles vaccine (1 of 2)" })).toBe("Shingles vaccine (1 of 2)");
    expect(conceptText({ coding: [{ code: "38341003" }] })).toBe("38341003");
    expect(conceptText({ text: " ", coding: [{ code: "x", display: "Word" }] })).toBe("Word");
  });
});

describe("conditions", () => {
  const condition = (more: object) => entry("conditions", { resourceType: "Condition", subject, code: { text: "Asthma" }, ...more });

  it("are past when they are resolved, ended or ruled out", () => {
    expect(condition({ clinicalStatus: coded("active"), onsetDateTime: "2020-05" })).toMatchObject({ isPast: false, when: "Since May 2020", state: { words: "Active", look: "quiet" } });
    expect(condition({ clinicalStatus: coded("resolved") })).toMatchObject({ isPast: true, state: { words: "Over" } });
    expect(condition({ abatementDateTime: "2021" })).toMatchObject({ isPast: true });
    expect(condition({ clinicalStatus: coded("active"), verificationStatus: coded("refuted") })).toMatchObject({ isPast: true, state: { words: "Ruled out" } });
    expect(condition({ clinicalStatus: coded("active"), verificationStatus: coded("provisional") })?.state?.words).toBe("Not confirmed");
  });

  it("tell ages, ranges and words as their beginning", () => {
    expect(condition({ onsetAge: { value: 52, unit: "a" } })?.when).toBe("Since age 52");
    expect(condition({ onsetString: "childhood" })?.when).toBe("Since childhood");
    expect(condition({ onsetPeriod: { start: "2019" } })?.when).toBe("Since 2019");
    expect(condition({ onsetPeriod: { start: "2019", end: "2020" } })?.when).toBe("2019 to 2020");
  });
});

describe("allergies", () => {
  const allergy = (more: object) => entry("allergies", { resourceType: "AllergyIntolerance", patient: subject, ...more });

  it("tell reactions with how bad they were, and the risk", () => {
    const told = allergy({
      code: { text: "Penicillin G" }, clinicalStatus: coded("active"), criticality: "high",
      reaction: [{ manifestation: [{ text: "Hives" }, { text: "Cough (finding)" }], severity: "severe" }, { description: "Felt unwell", manifestation: [] }],
    });
    expect(factsOf(told)).toMatchObject({ Reaction: ["Hives, Cough (severe)", "Felt unwell"], Risk: ["A reaction could be dangerous"] });
  });

  it("say plainly that there are none", () => {
    const none = (code: string) => allergy({ code: { coding: [{ code, display: "No known allergy (situation)" }] }, clinicalStatus: coded("active") });
    expect(none("716186003")).toMatchObject({ title: "No known allergies", state: null, facts: [] });
    expect(none("409137002")?.title).toBe("No known allergies to medicines");
  });
});

describe("care", () => {
  it("tells which dose a shot was, and why one was not given", () => {
    const shot = { resourceType: "Immunization", patient: subject, vaccineCode: { text: "Shingles" } };
    expect(factsOf(entry("immunizations", { ...shot, status: "completed", protocolApplied: [{ doseNumberPositiveInt: 1, seriesDosesPositiveInt: 2 }] }))).toEqual({ Dose: ["1 of 2"] });
    const refused = entry("immunizations", { ...shot, status: "not-done", statusReason: { text: "Had a fever" } });
    expect(refused).toMatchObject({ state: { words: "Not done", look: "bad" } });
    expect(factsOf(refused)).toEqual({ Reason: ["Had a fever"] });
  });

  it("names the people of a team and of a visit, but not the patient", () => {
    const team = { resourceType: "CareTeam", status: "active", subject, participant: [{ member: { reference: "Patient/a", display: "Rosa" } }, { role: [{ text: "Nurse" }], member: { display: "Kim" } }] };
    expect(factsOf(entry("care-team", team))).toEqual({ People: ["Kim (Nurse)"] });
    const visit = { resourceType: "Encounter", status: "finished", class: { code: "AMB" }, subject, period: { start: "2026-03-02T09:00:00Z", end: "2026-03-02T09:30:00Z" } };
    expect(entry("visits", { ...visit, participant: [{ individual: { display: "Dr. Ruiz" } }] })).toMatchObject({ title: "Visit to the practice", when: "March 2, 2026", state: null });
  });

  it("tells plans by their steps and goals by their targets", () => {
    const detail = (description: string, status = "in-progress") => ({ detail: { description, status } });
    const plan = entry("care-plans", { resourceType: "CarePlan", status: "active", intent: "plan", subject, title: "Plan", activity: [detail("Walk"), detail("Swim", "stopped")] });
    expect(factsOf(plan)).toEqual({ Steps: ["Walk", "Swim (stopped)"] });
    const target = [{ measure: { text: "A1c" }, detailRange: { high: { value: 6.5, unit: "%" } }, dueDate: "2027-01" }];
    expect(factsOf(entry("goals", { resourceType: "Goal", lifecycleStatus: "active", subject, description: { text: "Less sugar" }, target }))).toEqual({
      Target: ["A1c: 6.5 % or less"], "To be reached by": ["January 2027"],
    });
  });

  it("shows among other reports what the page of lab results does not", () => {
    const report = (code: string) => entry("reports", { resourceType: "DiagnosticReport", status: "final", subject, code: { text: "X-ray" }, category: [coded(code)], conclusion: "Normal" });
    expect(report("LAB")).toBeNull();
    expect(factsOf(report("RAD"))).toMatchObject({ Conclusion: ["Normal"] });
  });
});

describe("files", () => {
  const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  it("are shown, opened, followed or saved, by where their content is", () => {
    const [text, kept, elsewhere, small] = filesOf([
      { contentType: "text/plain; charset=utf-8", data: base64("¿Todo bien?\n") }, { contentType: "application/pdf", url: "Binary/a.b1", size: 5000 },
      { url: "https://practice.example/x" }, { contentType: "image/png", data: base64("png") },
    ]);
    expect(text).toMatchObject({ text: "¿Todo bien?", contentType: "text/plain", data: null });
    expect(kept).toMatchObject({ fileId: "a.b1", size: 5000, link: null });
    expect(elsewhere).toMatchObject({ link: "https://practice.example/x" });
    expect(small).toMatchObject({ text: null, contentType: "image/png" });
    expect(bytesOf(small?.data ?? "")).toHaveLength(3);
  });

  it("that lead nowhere are left out", () => {
    expect(filesOf([undefined, {}, { url: "javascript:alert(1)" }, { url: "urn:oid:1.2" }])).toEqual([]);
    expect(filesOf([{ contentType: "text/plain", data: "/w==" }])).toMatchObject([{ text: null, data: "/w==" }]);
  });
});

describe("measurements", () => {
  const pressure = (id: string, [first, second]: [string, number][], more: object = {}): fhir4.Observation => ({
    resourceType: "Observation", id, status: "final", code: { ...coded("85354-9"), text: "Blood pressure" }, effectiveDateTime: `2026-0${id}-01`,
    component: [first, second].flatMap((part) => (part ? [{ code: { ...coded(part[0]), text: part[0] }, valueQuantity: { value: part[1], unit: "mm[Hg]" } }] : [])), ...more,
  });
  const chart = { id: "a", practice: { id: "p", name: "Riverside" }, role: "primary" as const, sections: {}, ends: null, unread: 0 };
  const latest = (...resources: fhir4.Observation[]) => latestOf(resources.map((resource) => ({ chart, resource })));

  it("are the newest of each, a blood pressure with the upper number first", () => {
    const found = latest(pressure("3", [["8462-4", 80], ["8480-6", 128]]), pressure("2", [["8480-6", 140], ["8462-4", 90]]));
    expect(found).toHaveLength(1);
    expect(found.map((each) => latestText(each, en, words.format))).toEqual(["128/80 mmHg"]);
  });

  it("of many parts are counted, and those entered in error left out", () => {
    const parts = ["a", "b", "c", "d"].map((text) => ({ code: { text }, valueString: "yes" }));
    const survey: fhir4.Observation = { resourceType: "Observation", id: "s", status: "final", code: { text: "Survey" }, component: parts };
    expect(latest(survey, { ...survey, code: { text: "Other" }, status: "entered-in-error" }).map((each) => latestText(each, en, words.format))).toEqual(["4 answers"]);
  });

  it("of one test are drawn together, those of others apart", () => {
    const weight: fhir4.Observation = { resourceType: "Observation", id: "1", status: "final", code: { text: "Weight" }, effectiveDateTime: "2026-01-01", valueQuantity: { value: 70, unit: "kg" } };
    const series = seriesOf([...labResults(pressure("3", [["8480-6", 128], ["8462-4", 80]])), ...labResults(weight)]);
    expect(plotsOf(series).map((plot) => plot.map((each) => each.name))).toEqual([["8480-6", "8462-4"], ["Weight"]]);
  });
});

describe("dates", () => {
  it("are where the server sorts by", () => {
    const at = (resource: object) => dateTextOf(resource as Dated);
    expect(at({ resourceType: "Encounter", period: { start: "2026-01" } })).toBe("2026-01");
    expect(at({ resourceType: "Condition", onsetPeriod: { start: "2020" }, recordedDate: "2021" })).toBe("2020");
    expect(at({ resourceType: "AllergyIntolerance", recordedDate: "2021", onsetDateTime: "2020" })).toBe("2021");
    expect(at({ resourceType: "Immunization", occurrenceString: "as a child", recorded: "2021" })).toBe("2021");
    expect(at({ resourceType: "Device" })).toBeUndefined();
    expect(at({ resourceType: "Appointment", created: "2021" })).toBeUndefined();
  });
});
