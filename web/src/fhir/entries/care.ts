import { conceptText, dateTextOf, referenceText, trimmed } from "../common";
import { codeOf, concepts, facts, NOTHING, notes, periodText, references, stateOf, timeText, wordOf, type Kind, type Words } from "../entry";

export const IMMUNIZATIONS: Kind<fhir4.Immunization> = {
  id: "immunizations", section: "records", type: "Immunization", search: { _count: "100" }, hasPast: false,
  entry: (shot, words) => {
    const { t, format } = words;
    if (shot.status === "entered-in-error") return null;
    const day = format.fhirDay(shot.occurrenceDateTime) ?? trimmed(shot.occurrenceString);
    const dose = shot.protocolApplied?.map(({ doseNumberPositiveInt, doseNumberString, seriesDosesPositiveInt, seriesDosesString }) => {
      const [number, of] = [doseNumberPositiveInt ?? doseNumberString, seriesDosesPositiveInt ?? seriesDosesString];
      return number === undefined ? null : of === undefined ? String(number) : t.health.doseOf(String(number), String(of));
    });
    return {
      ...NOTHING,
      title: conceptText(shot.vaccineCode),
      when: day,
      // That it was given needs no badge: it is what the list is of.
      state: shot.status === "completed" ? null : stateOf(shot.status, words),
      facts: facts(
        [t.health.facts.why, shot.status === "not-done" ? conceptText(shot.statusReason) : null],
        [t.health.facts.dose, dose],
        [t.health.facts.givenBy, references(shot.performer?.map((each) => each.actor))],
        [t.health.facts.where, referenceText(shot.location)],
        [t.health.facts.maker, referenceText(shot.manufacturer)],
        [t.health.facts.lot, shot.lotNumber],
        [t.health.facts.bodySite, conceptText(shot.site)],
        [t.health.facts.toldBy, shot.primarySource === false ? (conceptText(shot.reportOrigin) ?? t.health.toldByOthers) : null],
      ),
      texts: notes(shot.note),
    };
  },
};

export const PROCEDURES: Kind<fhir4.Procedure> = {
  id: "procedures", section: "records", type: "Procedure", search: { _count: "50" }, hasPast: false,
  entry: (procedure, words) => {
    const { t } = words;
    if (procedure.status === "entered-in-error") return null;
    return {
      ...NOTHING,
      title: conceptText(procedure.code),
      when: timeText(
        {
          dateTime: procedure.performedDateTime, period: procedure.performedPeriod, age: procedure.performedAge, range: procedure.performedRange,
          text: procedure.performedString,
        },
        words,
      ),
      state: procedure.status === "completed" ? null : stateOf(procedure.status, words),
      facts: facts(
        [t.health.facts.why, [...concepts(procedure.reasonCode), ...references(procedure.reasonReference), conceptText(procedure.statusReason)]],
        [t.health.facts.doneBy, references(procedure.performer?.map((each) => each.actor))],
        [t.health.facts.where, referenceText(procedure.location)],
        [t.health.facts.bodySite, concepts(procedure.bodySite)],
        [t.health.facts.outcome, conceptText(procedure.outcome)],
        [t.health.facts.complication, concepts(procedure.complication)],
        [t.health.facts.followUp, concepts(procedure.followUp)],
      ),
      texts: notes(procedure.note),
    };
  },
};

export const VISITS: Kind<fhir4.Encounter> = {
  id: "visits", section: "records", type: "Encounter", search: { _count: "50" }, hasPast: false,
  entry: (visit, words) => {
    const { t } = words;
    if (visit.status === "entered-in-error") return null;
    const kind = wordOf(visit.class?.code, t.health.visitClasses);
    const type = conceptText(visit.type?.[0]);
    const isPerson = (each: fhir4.EncounterParticipant) => !/(^|\/)(Patient|RelatedPerson)\//.test(each.individual?.reference ?? "");
    return {
      ...NOTHING,
      title: type ?? kind,
      when: periodText(visit.period, words),
      state: visit.status === "finished" ? null : stateOf(visit.status, words),
      facts: facts(
        [t.health.facts.kind, type ? kind : null],
        [t.health.facts.why, [...concepts(visit.reasonCode), ...references(visit.reasonReference)]],
        [t.health.facts.with, references(visit.participant?.filter(isPerson).map((each) => each.individual))],
        [t.health.facts.where, [...references(visit.location?.map((each) => each.location)), referenceText(visit.serviceProvider)]],
        [t.health.facts.found, references(visit.diagnosis?.map((each) => each.condition))],
        [t.health.facts.leftTo, conceptText(visit.hospitalization?.dischargeDisposition)],
      ),
    };
  },
};

export const CARE_PLANS: Kind<fhir4.CarePlan> = {
  id: "care-plans", section: "records", type: "CarePlan", search: { _count: "50" }, hasPast: true,
  entry: (plan, words) => {
    const { t } = words;
    if (plan.status === "entered-in-error") return null;
    // US Core marks every plan with a category that tells patients nothing.
    const categories = concepts(plan.category?.filter((each) => codeOf(each) !== "assess-plan"));
    return {
      ...NOTHING,
      title: trimmed(plan.title) ?? categories.find((each) => each !== null) ?? null,
      when: periodText(plan.period, words),
      state: stateOf(plan.status, words),
      isPast: plan.status === "completed" || plan.status === "revoked",
      facts: facts(
        [t.health.facts.for, references(plan.addresses)],
        [t.health.facts.steps, plan.activity?.map((each) => activityText(each, words))],
        [t.health.facts.goals, references(plan.goal)],
        [t.health.facts.careTeam, references(plan.careTeam)],
        [t.health.facts.notedBy, referenceText(plan.author)],
      ),
      texts: [trimmed(plan.description), ...notes(plan.note)].filter((each) => each !== null),
    };
  },
};

function activityText({ detail, reference }: fhir4.CarePlanActivity, { t }: Words): string | null {
  const what = conceptText(detail?.code) ?? trimmed(detail?.description) ?? referenceText(reference);
  const status = detail?.status && !["unknown", "in-progress"].includes(detail.status) ? wordOf(detail.status, t.health.states) : null;
  return what && status ? `${what} (${status.toLowerCase()})` : what;
}

export const CARE_TEAM: Kind<fhir4.CareTeam> = {
  id: "care-team", section: "records", type: "CareTeam", search: { _count: "50" }, hasPast: true,
  entry: (team, words) => {
    const { t } = words;
    if (team.status === "entered-in-error") return null;
    const people = (team.participant ?? []).filter(({ member }) => !/(^|\/)Patient\//.test(member?.reference ?? ""));
    const phones = [...(team.telecom ?? [])].flatMap((each) => trimmed(each.value) ?? []);
    return {
      ...NOTHING,
      title: trimmed(team.name) ?? conceptText(team.reasonCode?.[0]) ?? conceptText(team.category?.[0]) ?? t.health.careTeam,
      when: periodText(team.period, words),
      state: stateOf(team.status, words),
      isPast: team.status === "inactive",
      facts: facts(
        [
          t.health.facts.people,
          people.map(({ member, role }) => {
            const [name, does] = [referenceText(member), concepts(role).find((each) => each !== null)];
            return name && does ? `${name} (${does})` : (name ?? does);
          }),
        ],
        [t.health.facts.for, team.name ? concepts(team.reasonCode) : null],
        [t.health.facts.where, references(team.managingOrganization)],
        [t.health.facts.contact, phones],
      ),
      texts: notes(team.note),
    };
  },
};

const ENDED_GOALS = new Set(["completed", "cancelled", "rejected"]);

export const GOALS: Kind<fhir4.Goal> = {
  id: "goals", section: "records", type: "Goal", search: { _count: "50" }, hasPast: true,
  entry: (goal, words) => {
    const { t, format } = words;
    if (goal.lifecycleStatus === "entered-in-error") return null;
    const began = format.fhirDay(dateTextOf(goal));
    return {
      ...NOTHING,
      title: conceptText(goal.description),
      when: began && t.health.since(began),
      state: stateOf(codeOf(goal.achievementStatus) ?? goal.lifecycleStatus, words),
      isPast: ENDED_GOALS.has(goal.lifecycleStatus),
      facts: facts(
        [t.health.facts.target, goal.target?.map((target) => targetText(target, words))],
        [t.health.facts.due, goal.target?.map((target) => format.fhirDay(target.dueDate))],
        [t.health.facts.for, references(goal.addresses)],
        [t.health.facts.outcome, [...concepts(goal.outcomeCode), ...references(goal.outcomeReference)]],
        [t.health.facts.notedBy, referenceText(goal.expressedBy)],
      ),
      texts: notes(goal.note),
    };
  },
};

/** "Hemoglobin A1c: less than 7 %". */
function targetText(target: fhir4.GoalTarget, { t, format }: Words): string | null {
  const quantity = (each: fhir4.Quantity | undefined) =>
    each?.value === undefined ? null : [each.comparator, format.number(each.value), each.unit ?? each.code].filter(Boolean).join(" ");
  const [low, high] = [quantity(target.detailRange?.low), quantity(target.detailRange?.high)];
  const range = low && high ? t.labs.rangeWords.between(low, high) : low ? t.labs.rangeWords.from(low) : high ? t.labs.rangeWords.upTo(high) : null;
  const value = quantity(target.detailQuantity) ?? range ?? conceptText(target.detailCodeableConcept) ?? trimmed(target.detailString);
  const measure = conceptText(target.measure);
  return measure && value ? `${measure}: ${value}` : value ?? measure;
}
