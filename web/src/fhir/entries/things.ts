import { conceptText, dateTextOf, referenceText, trimmed } from "../common";
import { concepts, facts, NOTHING, notes, periodText, references, stateOf, timeText, wordOf, type Kind } from "../entry";
import { doseText, medicineName } from "../prescription";
import { readableUnit } from "../unit";

const amount = (quantity: fhir4.Quantity | undefined) => (quantity?.value === undefined ? null : [quantity.value, readableUnit(quantity)].filter(Boolean).join(" "));

export const TAKEN: Kind<fhir4.MedicationStatement> = {
  id: "medicines-taken", section: "prescriptions", type: "MedicationStatement", search: { _count: "50" }, hasPast: true,
  entry: (statement, words) => {
    const { t, format } = words;
    if (statement.status === "entered-in-error") return null;
    return {
      ...NOTHING,
      title: medicineName(statement),
      when: timeText({ dateTime: statement.effectiveDateTime, period: statement.effectivePeriod }, words),
      state: stateOf(statement.status, words),
      isPast: ["completed", "stopped", "not-taken"].includes(statement.status),
      facts: facts(
        [t.prescriptions.dose, doseText(statement.dosage ?? [], t.prescriptions, format)],
        [t.health.facts.why, [...concepts(statement.reasonCode), ...references(statement.reasonReference), ...concepts(statement.statusReason)]],
        [t.health.facts.toldBy, referenceText(statement.informationSource)],
      ),
      texts: notes(statement.note),
    };
  },
};

export const DISPENSED: Kind<fhir4.MedicationDispense> = {
  id: "medicines-dispensed", section: "prescriptions", type: "MedicationDispense", search: { _count: "50" }, hasPast: false,
  entry: (dispense, words) => {
    const { t, format } = words;
    if (dispense.status === "entered-in-error") return null;
    return {
      ...NOTHING,
      title: medicineName(dispense),
      when: format.fhirDay(dateTextOf(dispense)),
      state: dispense.status === "completed" ? null : stateOf(dispense.status, words),
      facts: facts(
        [t.health.facts.amount, amount(dispense.quantity)],
        [t.health.facts.lasts, amount(dispense.daysSupply)],
        [t.prescriptions.dose, doseText(dispense.dosageInstruction ?? [], t.prescriptions, format)],
        [t.health.facts.where, [...references(dispense.performer?.map((each) => each.actor)), referenceText(dispense.location)]],
      ),
      texts: notes(dispense.note),
    };
  },
};

export const GIVEN: Kind<fhir4.MedicationAdministration> = {
  id: "medicines-given", section: "prescriptions", type: "MedicationAdministration", search: { _count: "50" }, hasPast: false,
  entry: (given, words) => {
    const { t } = words;
    if (given.status === "entered-in-error") return null;
    return {
      ...NOTHING,
      title: medicineName(given),
      when: timeText({ dateTime: given.effectiveDateTime, period: given.effectivePeriod }, words),
      state: given.status === "completed" ? null : stateOf(given.status, words),
      facts: facts(
        [t.prescriptions.dose, [trimmed(given.dosage?.text), amount(given.dosage?.dose), conceptText(given.dosage?.route)]],
        [t.health.facts.why, [...concepts(given.reasonCode), ...references(given.reasonReference), ...concepts(given.statusReason)]],
        [t.health.facts.givenBy, references(given.performer?.map((each) => each.actor))],
      ),
      texts: notes(given.note),
    };
  },
};

export const DEVICES: Kind<fhir4.Device> = {
  id: "devices", section: "records", type: "Device", search: { _count: "50" }, hasPast: false,
  entry: (device, words) => {
    const { t, format } = words;
    if (device.status === "entered-in-error") return null;
    const named = (type: string) => device.deviceName?.find((each) => each.type === type)?.name;
    const name = named("user-friendly-name") ?? named("patient-reported-name") ?? device.deviceName?.[0]?.name;
    return {
      ...NOTHING,
      title: conceptText(device.type) ?? trimmed(name),
      when: null,
      state: stateOf(device.status, words),
      facts: facts(
        [t.health.facts.name, device.type ? name : null],
        [t.health.facts.maker, device.manufacturer],
        [t.health.facts.model, device.modelNumber],
        [t.health.facts.serial, device.serialNumber],
        [t.health.facts.lot, device.lotNumber],
        [t.health.facts.made, format.fhirDay(device.manufactureDate)],
        [t.health.facts.goodUntil, format.fhirDay(device.expirationDate)],
        [t.health.facts.udi, device.udiCarrier?.map((each) => each.carrierHRF ?? each.deviceIdentifier)],
      ),
      texts: notes(device.note),
    };
  },
};

export const COVERAGE: Kind<fhir4.Coverage> = {
  id: "coverage", section: "billing", type: "Coverage", search: { _count: "50" }, hasPast: true,
  entry: (coverage, words) => {
    const { t } = words;
    if (coverage.status === "entered-in-error") return null;
    const classOf = (code: string) => {
      const found = coverage.class?.find((each) => each.type.coding?.some((coding) => coding.code === code));
      return trimmed(found?.name) ?? trimmed(found?.value);
    };
    const end = coverage.period?.end;
    return {
      ...NOTHING,
      title: referenceText(coverage.payor[0]) ?? classOf("plan") ?? conceptText(coverage.type),
      when: periodText(coverage.period, words),
      state: stateOf(coverage.status, words),
      isPast: coverage.status === "cancelled" || (end !== undefined && Date.parse(end) < Date.now() - 86_400_000),
      facts: facts(
        [t.health.facts.kind, conceptText(coverage.type)],
        [t.health.facts.plan, classOf("plan")],
        [t.health.facts.group, classOf("group")],
        [t.health.facts.memberNumber, coverage.subscriberId],
        [t.health.facts.holder, referenceText(coverage.subscriber) ?? referenceText(coverage.policyHolder)],
        [t.health.facts.relationship, conceptText(coverage.relationship)],
      ),
    };
  },
};

export const ACCOUNTS: Kind<fhir4.Account> = {
  id: "accounts", section: "billing", type: "Account", search: { _count: "50" }, hasPast: true,
  entry: (account, words) => {
    const { t } = words;
    if (account.status === "entered-in-error") return null;
    return {
      ...NOTHING,
      title: trimmed(account.name) ?? conceptText(account.type),
      when: periodText(account.servicePeriod, words),
      state: stateOf(account.status, words),
      isPast: account.status === "inactive",
      facts: facts(
        [t.health.facts.kind, account.name ? conceptText(account.type) : null],
        [t.health.facts.where, referenceText(account.owner)],
        [t.health.facts.insurance, references(account.coverage?.map((each) => each.coverage))],
        [t.health.facts.state, account.status === "on-hold" ? wordOf("on-hold", t.health.states) : null],
      ),
      texts: [trimmed(account.description)].filter((each) => each !== null),
    };
  },
};
