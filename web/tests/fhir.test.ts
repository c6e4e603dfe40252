import { describe, expect, it } from "vitest";
import { mergePages } from "../src/api/queries/records";
import { appointmentView, isUpcoming, nextOf } from "../src/fhir/appointment";
import { webLink } from "../src/fhir/common";
import { labResults } from "../src/fhir/lab";
import { doseText, prescriptionView } from "../src/fhir/prescription";
import { labGroups } from "../src/fhir/report";
import { seriesOf } from "../src/fhir/trend";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";
import { makeFormat } from "../src/i18n/format";
import { place } from "../src/ui/RangeLine";

const chart = (id: string) => ({ id, practice: { id: `p-${id}`, name: `Practice ${id}` }, role: "primary" as const, sections: { labs: "read" as const }, ends: null, unread: 0 });
const observation = (more: Partial<fhir4.Observation>): fhir4.Observation => ({ resourceType: "Observation", status: "final", code: {}, ...more });
const glucose = (value: number, more: Partial<fhir4.Observation> = {}) =>
  observation({ code: { text: "Glucose" }, valueQuantity: { value, unit: "mg/dL" }, referenceRange: [{ low: { value: 70 }, high: { value: 99 } }], ...more });
const flagOf = (resource: fhir4.Observation) => labResults(resource)[0]?.flag;

describe("lab results", () => {
  it("survive an observation with nothing in it", () => {
    expect(labResults(observation({}))).toMatchObject([{ name: null, value: null, range: null, flag: "unknown", at: null }]);
  });

  it("compare with the range unless the lab has judged", () => {
    expect(flagOf(glucose(92))).toBe("in");
    expect(flagOf(glucose(120))).toBe("above");
    expect(flagOf(glucose(60))).toBe("below");
    expect(flagOf(glucose(120, { interpretation: [{ coding: [{ code: "N" }] }] }))).toBe("in");
    expect(flagOf(glucose(120, { referenceRange: undefined, interpretation: [{ coding: [{ code: "HH" }] }] }))).toBe("above");
  });

  it("compare words with a range in words only when they are the same", () => {
    const found = (valueString: string) => flagOf(observation({ valueString, referenceRange: [{ text: "Negative" }] }));
    expect(found("negative")).toBe("in");
    expect(found("Positive")).toBe("unknown");
  });

  it("tell units as people read them, and compare them so", () => {
    const units = ["mm[Hg]", "mL/min/{1.73_m2}", "10*3/uL", "{cells}/uL", "{score}", "[pH]", "1", "mg/dL"];
    const read = units.map((unit) => labResults(observation({ valueQuantity: { value: 1, unit } }))[0]?.value?.unit);
    expect(read).toEqual(["mmHg", "mL/min/1.73 m²", "× 10³/uL", "cells/uL", null, null, null, "mg/dL"]);
    const range = [{ low: { value: 60, unit: "mL/min/1.73m2" } }];
    expect(flagOf(observation({ valueQuantity: { value: 57, unit: "mL/min/{1.73_m2}" }, referenceRange: range }))).toBe("below");
  });

  it("say nothing about a value whose side of the limit is not known", () => {
    expect(flagOf(glucose(120, { valueQuantity: { value: 120, comparator: "<" } }))).toBe("unknown");
    expect(flagOf(glucose(120, { valueQuantity: { value: 120, comparator: ">" } }))).toBe("above");
    expect(flagOf(glucose(6, { valueQuantity: { value: 6, unit: "mmol/L" }, referenceRange: [{ high: { value: 99, unit: "mg/dL" } }] }))).toBe("unknown");
  });

  it("read words, codes and components", () => {
    expect(labResults(observation({ valueCodeableConcept: { coding: [{ display: "E. coli" }] } }))[0]?.value?.text).toBe("E. coli");
    expect(labResults(observation({ valueString: "A positive" }))[0]?.value?.text).toBe("A positive");
    expect(labResults(observation({ valueBoolean: false }))[0]?.value?.yes).toBe(false);
    expect(labResults(observation({ dataAbsentReason: { text: "Sample lost" } }))[0]?.value?.text).toBe("Sample lost");
    const pressure = observation({ component: [{ code: { text: "Systolic" }, valueQuantity: { value: 120 } }, { code: { text: "Diastolic" } }] });
    expect(labResults({ ...pressure, code: { text: "Blood pressure" } })).toMatchObject([
      { name: "Systolic", panel: "Blood pressure" },
      { name: "Diastolic", panel: "Blood pressure" },
    ]);
  });
});

describe("lab groups", () => {
  const at = (id: string, effectiveDateTime: string) => ({ chart: chart("a"), resource: glucose(90, { id, effectiveDateTime }) });
  const report: fhir4.DiagnosticReport = {
    resourceType: "DiagnosticReport", id: "a.r", status: "final", code: { text: "Panel" }, effectiveDateTime: "2026-06-03",
    result: [{ reference: "Observation/a.1" }, { reference: "Observation/a.lost", display: "Sodium" }],
  };

  it("put results under their report and the others under their day", () => {
    const groups = labGroups([{ chart: chart("a"), resource: report }], [at("a.1", "2026-06-03"), at("a.2", "2026-06-02"), at("a.3", "2026-06-02")], -Infinity);
    expect(groups.map((group) => [group.name, group.results.map((line) => line.id)])).toEqual([
      ["Panel", ["a.1", "a.lost"]],
      [null, ["a.2", "a.3"]],
    ]);
  });

  it("wait for the next page where a group may not be whole, but never show nothing", () => {
    const observations = [at("a.2", "2026-06-03"), at("a.3", "2026-06-01")];
    const horizon = new Date(2026, 5, 1).getTime();
    expect(labGroups([], observations, horizon)).toHaveLength(1);
    expect(labGroups([], observations.slice(1), horizon)).toHaveLength(1);
  });
});

describe("pages of several charts", () => {
  it("merge by date and hold back what an unfinished chart may still come before", () => {
    const page = (id: string, next: string | null, dates: string[]) => ({
      chart: chart(id), next, resources: dates.map((effectiveDateTime) => observation({ id: `${id}.${effectiveDateTime}`, effectiveDateTime })),
    });
    const merged = mergePages([{ parts: [page("a", "/next", ["2026-05", "2026-03"]), page("b", null, ["2026-04", "2026-01"])] }], (each) => Date.parse(each.effectiveDateTime ?? ""));
    expect(merged.items.map((item) => item.resource.effectiveDateTime)).toEqual(["2026-05", "2026-04", "2026-03"]);
  });
});

describe("series", () => {
  it("hold the numbers of the newest unit, oldest first", () => {
    const lines = [
      glucose(100, { id: "3", effectiveDateTime: "2026-03-01" }),
      glucose(5.5, { id: "2", effectiveDateTime: "2026-02-01", valueQuantity: { value: 5.5, unit: "mmol/L" } }),
      glucose(90, { id: "1", effectiveDateTime: "2026-01-01" }),
      glucose(0, { id: "0", valueQuantity: undefined, valueString: "hemolysed" }),
    ].flatMap(labResults);
    expect(seriesOf(lines)).toMatchObject([{ unit: "mg/dL", low: 70, high: 99, hasOtherUnits: true, points: [{ number: 90 }, { number: 100 }] }]);
  });
});

describe("the range of a series", () => {
  it("is in the unit of its points, or not drawn", () => {
    const other = glucose(5.4, { effectiveDateTime: "2026-03-01", valueQuantity: { value: 5.4, unit: "mmol/L" }, referenceRange: [{ low: { value: 70, unit: "mg/dL" } }] });
    expect(seriesOf(labResults(other))).toMatchObject([{ unit: "mmol/L", low: null, high: null }]);
  });
});

describe("the range line", () => {
  it("keeps the range in the middle and the mark on the line", () => {
    expect(place({ low: 4, high: 5.6, value: 4.8 }).mark).toBeCloseTo(100);
    expect(place({ low: 4, high: 5.6, value: 400 }).mark).toBe(192);
    expect(place({ low: null, high: 200, value: 100 }).mark).toBeCloseTo(200 / 3);
    expect(place({ low: 40, high: null, value: 40 })).toMatchObject({ to: 200, mark: 200 / 3 });
  });
});

describe("appointments", () => {
  const now = new Date("2026-06-03T12:00:00Z");
  const view = (more: Partial<fhir4.Appointment>) => appointmentView({ resourceType: "Appointment", status: "booked", participant: [], ...more });

  it("are upcoming until they end", () => {
    expect(isUpcoming(view({ start: "2026-06-03T11:30:00Z" }), now)).toBe(true);
    expect(isUpcoming(view({ start: "2026-06-03T11:30:00Z", end: "2026-06-03T11:50:00Z" }), now)).toBe(false);
    expect(isUpcoming(view({ start: "2026-06-04T11:30:00Z", status: "cancelled" }), now)).toBe(true);
    expect(nextOf([{ view: view({ start: "2026-06-04T11:30:00Z", status: "cancelled" }) }], now)).toBeUndefined();
  });

  it("carry the video visit with its password, and only a web address", () => {
    const service = (valueUrl: string) => ({
      extension: [
        {
          url: "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService",
          extension: [{ url: "address", valueUrl }, { url: "sessionKey", valueString: "heron" }],
        },
      ],
    });
    expect(view(service("https://video.example/1")).video).toEqual({ url: "https://video.example/1", password: "heron" });
    expect(view(service("javascript:alert(1)")).video?.url).toBeNull();
    expect(webLink("data:text/html,x")).toBeNull();
  });
});

describe("prescriptions", () => {
  const dose = (dosage: fhir4.Dosage[]) => doseText(dosage, en.prescriptions, makeFormat("en"));

  it("say the dose in the practice's words, else from the codes", () => {
    expect(dose([{ text: "One tablet at night" }])).toBe("One tablet at night");
    const coded = { timing: { repeat: { frequency: 2, period: 1, periodUnit: "d" as const } }, doseAndRate: [{ doseQuantity: { value: 1, unit: "tablet" } }] };
    expect(dose([coded])).toBe("1 tablet at a time, twice a day");
    expect(dose([])).toBeNull();
    const timed = (repeat: fhir4.TimingRepeat) => dose([{ timing: { repeat } }]);
    expect(timed({ frequency: 1, period: 4, periodMax: 6, periodUnit: "h" })).toBe("every 4 to 6 hours");
    expect(timed({ frequency: 1, frequencyMax: 2, period: 1, periodUnit: "d", boundsDuration: { value: 5, code: "d" } })).toBe("1 to 2 times a day, for 5 days");
    const spanish = doseText([{ timing: { repeat: { frequency: 1, period: 1, periodUnit: "wk" } } }], es.prescriptions, makeFormat("es"));
    expect(spanish).toBe("una vez a la semana");
  });

  it("point to the label for what they cannot put into words", () => {
    expect(dose([{ timing: { repeat: { period: 1, periodUnit: "wk", dayOfWeek: ["mon"] } } }])).toBe("once a week, see the label for more");
    const reason = { text: "pain" };
    expect(dose([{ asNeededCodeableConcept: reason, maxDosePerPeriod: {} }])).toBe("when needed (pain), see the label for more");
  });

  it("find the medicine by concept, reference or contained resource", () => {
    const request = { resourceType: "MedicationRequest", status: "active", intent: "order", subject: {} } as fhir4.MedicationRequest;
    expect(prescriptionView(request)).toMatchObject({ medicine: null, refills: null, prescriber: null });
    expect(prescriptionView({ ...request, medicationReference: { display: "Lisinopril" } }).medicine).toBe("Lisinopril");
    const contained: fhir4.Medication[] = [{ resourceType: "Medication", id: "m", code: { text: "Aspirin" } }];
    expect(prescriptionView({ ...request, contained, medicationReference: { reference: "#m" } }).medicine).toBe("Aspirin");
  });
});
