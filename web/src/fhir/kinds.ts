import { CARE_PLANS, CARE_TEAM, GOALS, IMMUNIZATIONS, PROCEDURES, VISITS } from "./entries/care";
import { ALLERGIES, CONDITIONS } from "./entries/conditions";
import { DOCUMENTS, ORDERS, REPORTS } from "./entries/reports";
import { ACCOUNTS, COVERAGE, DEVICES, DISPENSED, GIVEN, TAKEN } from "./entries/things";
import type { Dated } from "./common";
import type { Kind } from "./entry";

/** Every kind of the health record, in the order of its first page. A list holds them by what they have in common. */
export const KINDS = [
  CONDITIONS, ALLERGIES, IMMUNIZATIONS, PROCEDURES, VISITS, CARE_PLANS, GOALS, CARE_TEAM, REPORTS, DOCUMENTS, ORDERS, TAKEN, DISPENSED,
  GIVEN, DEVICES, COVERAGE, ACCOUNTS,
] as unknown as Kind<fhir4.FhirResource & Dated>[];
