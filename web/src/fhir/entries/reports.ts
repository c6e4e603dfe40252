import { filesOf } from "../attachment";
import { conceptText, dateTextOf, referenceText, trimmed } from "../common";
import { concepts, facts, NOTHING, notes, references, stateOf, type Kind } from "../entry";

/** Reports that the page of lab results does not show. */
export const REPORTS: Kind<fhir4.DiagnosticReport> = {
  id: "reports", section: "records", type: "DiagnosticReport", search: { _count: "50" }, hasPast: false,
  entry: (report, words) => {
    const { t, format } = words;
    const isLab = report.category?.some((category) => category.coding?.some(({ code }) => code === "LAB"));
    if (report.status === "entered-in-error" || isLab) return null;
    return {
      ...NOTHING,
      title: conceptText(report.code),
      when: format.fhirDay(dateTextOf(report)),
      state: report.status === "final" ? null : stateOf(report.status, words),
      facts: facts(
        [t.health.facts.conclusion, [trimmed(report.conclusion), ...concepts(report.conclusionCode)]],
        [t.health.facts.kind, concepts(report.category).filter((each) => each !== conceptText(report.code))],
        [t.health.facts.notedBy, [...references(report.resultsInterpreter), ...references(report.performer)]],
        [t.health.facts.results, references(report.result)],
      ),
      files: filesOf(report.presentedForm ?? []),
    };
  },
};

export const DOCUMENTS: Kind<fhir4.DocumentReference> = {
  id: "documents", section: "documents", type: "DocumentReference", search: { _count: "50" }, hasPast: false,
  entry: (document, words) => {
    const { t, format } = words;
    if (document.status === "entered-in-error") return null;
    const description = trimmed(document.description);
    const type = conceptText(document.type);
    const category = conceptText(document.category?.[0]);
    return {
      ...NOTHING,
      title: type ?? description ?? category,
      when: format.fhirDay(dateTextOf(document)),
      state: document.status === "superseded" || document.docStatus === "preliminary" ? stateOf(document.docStatus ?? document.status, words) : null,
      facts: facts(
        [t.health.facts.about, type ? description : null],
        [t.health.facts.category, !type && description ? category : null],
        [t.health.facts.writtenBy, references(document.author)],
        [t.health.facts.where, referenceText(document.custodian)],
      ),
      files: filesOf(document.content.map((each) => each.attachment)),
    };
  },
};

export const ORDERS: Kind<fhir4.ServiceRequest> = {
  id: "orders", section: "records", type: "ServiceRequest", search: { _count: "50" }, hasPast: true,
  entry: (order, words) => {
    const { t, format } = words;
    if (order.status === "entered-in-error") return null;
    const day = format.fhirDay(order.authoredOn);
    return {
      ...NOTHING,
      title: conceptText(order.code),
      when: day && t.health.ordered(day),
      state: order.doNotPerform ? { words: t.health.notToDo, look: "bad" } : stateOf(order.status, words),
      isPast: order.status === "completed" || order.status === "revoked",
      facts: facts(
        [t.health.facts.why, [...concepts(order.reasonCode), ...references(order.reasonReference)]],
        [t.health.facts.planned, format.fhirDay(order.occurrenceDateTime ?? order.occurrencePeriod?.start)],
        [t.health.facts.doneBy, references(order.performer)],
        [t.health.facts.orderedBy, referenceText(order.requester)],
        [t.health.facts.bodySite, concepts(order.bodySite)],
        [t.health.facts.toKnow, order.patientInstruction],
      ),
      texts: notes(order.note),
    };
  },
};
