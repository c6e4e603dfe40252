import { conceptText, referenceText } from "../common";
import { codeOf, concepts, facts, NOTHING, notes, plainStateOf, timeText, wordOf, type Entry, type Kind, type Words } from "../entry";

const OVER = new Set(["inactive", "remission", "resolved"]);

export const CONDITIONS: Kind<fhir4.Condition> = {
  id: "conditions", section: "records", type: "Condition", search: { _count: "100" }, hasPast: true,
  entry: (condition, words) => {
    const { t } = words;
    const verification = codeOf(condition.verificationStatus);
    if (verification === "entered-in-error") return null;
    const status = codeOf(condition.clinicalStatus);
    const during = condition.onsetPeriod?.end ? condition.onsetPeriod : undefined;
    const began = timeText(
      {
        dateTime: condition.onsetDateTime ?? (during ? undefined : condition.onsetPeriod?.start), period: during, age: condition.onsetAge, range: condition.onsetRange, text: condition.onsetString,
      },
      words,
    );
    const ended = timeText(
      {
        dateTime: condition.abatementDateTime, period: condition.abatementPeriod, age: condition.abatementAge, range: condition.abatementRange,
        text: condition.abatementString,
      },
      words,
    );
    return {
      ...NOTHING,
      title: conceptText(condition.code),
      when: began && (during ? began : t.health.since(began)),
      // A doubt about the whole says more than whether it is active.
      state: plainStateOf(verification && verification !== "confirmed" ? verification : status, words),
      isPast: verification === "refuted" || (status ? OVER.has(status) : ended !== null),
      facts: facts(
        [t.health.facts.ended, ended],
        [t.health.facts.severity, conceptText(condition.severity)],
        [t.health.facts.bodySite, concepts(condition.bodySite)],
        [t.health.facts.stage, condition.stage?.map((stage) => conceptText(stage.summary))],
        [t.health.facts.notedBy, referenceText(condition.recorder) ?? referenceText(condition.asserter)],
        [t.health.facts.noted, began && condition.recordedDate?.slice(0, 10) !== condition.onsetDateTime?.slice(0, 10) ? words.format.fhirDay(condition.recordedDate) : null],
      ),
      texts: notes(condition.note),
    };
  },
};

/** SNOMED CT codes that say that there is no allergy (of a kind): no allergy of that name. */
const NO_KNOWN: Record<string, keyof Words["t"]["health"]["noKnown"]> = {
  "716186003": "any", "409137002": "drug", "429625007": "food", "428607008": "environment", "428197003": "insect", "716184000": "latex",
};

export const ALLERGIES: Kind<fhir4.AllergyIntolerance> = {
  id: "allergies", section: "records", type: "AllergyIntolerance", search: { _count: "100" }, hasPast: true,
  entry: (allergy, words) => {
    const { t, format } = words;
    const verification = codeOf(allergy.verificationStatus);
    if (verification === "entered-in-error") return null;
    const noKnown = allergy.code?.coding?.map((each) => NO_KNOWN[each.code ?? ""]).find((each) => each !== undefined);
    const status = codeOf(allergy.clinicalStatus);
    const isPast = status === "inactive" || status === "resolved" || verification === "refuted";
    if (noKnown) return { ...NOTHING, title: t.health.noKnown[noKnown], isPast, when: recorded(allergy, words), texts: notes(allergy.note) };
    const began = timeText({ dateTime: allergy.onsetDateTime, period: allergy.onsetPeriod, age: allergy.onsetAge, text: allergy.onsetString }, words);
    return {
      ...NOTHING,
      title: conceptText(allergy.code),
      when: began ? t.health.since(began) : recorded(allergy, words),
      state: plainStateOf(verification && verification !== "confirmed" ? verification : status, words),
      isPast,
      facts: facts(
        [t.health.facts.reaction, allergy.reaction?.flatMap((reaction) => reactionText(reaction, words))],
        [t.health.facts.risk, wordOf(allergy.criticality, t.health.criticality)],
        [t.health.facts.kind, wordOf(allergy.type, t.health.allergyTypes)],
        [t.health.facts.category, allergy.category?.map((each) => wordOf(each, t.health.allergyCategories))],
        [t.health.facts.lastTime, format.fhirDay(allergy.lastOccurrence)],
        [t.health.facts.notedBy, referenceText(allergy.recorder) ?? referenceText(allergy.asserter)],
      ),
      texts: notes(allergy.note),
    };
  },
};

const recorded = (allergy: fhir4.AllergyIntolerance, { t, format }: Words): Entry["when"] => {
  const day = format.fhirDay(allergy.recordedDate);
  return day && t.health.noted(day);
};

/** "Hives, trouble breathing (severe)". */
function reactionText(reaction: fhir4.AllergyIntoleranceReaction, { t }: Words): string[] {
  const what = concepts(reaction.manifestation).filter((each) => each !== null).join(", ") || reaction.description?.trim();
  const severity = wordOf(reaction.severity, t.health.severities);
  return what ? [severity ? `${what} (${severity})` : what] : severity ? [severity] : [];
}
