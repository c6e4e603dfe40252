import { conceptText, dateOf, dateTextOf, referenceText, trimmed, webLink } from "./common";

const VIRTUAL_SERVICE = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService";
/** Nothing more will happen at an appointment in one of these states. */
const OVER = new Set(["cancelled", "noshow", "fulfilled", "entered-in-error"]);

export interface AppointmentView {
  id: string;
  /** What the visit is; null when the practice did not say. */
  title: string | null;
  status: string;
  start: Date | null;
  startText: string | null;
  end: Date | null;
  minutes: number | null;
  with: string[];
  where: string[];
  why: string | null;
  instruction: string | null;
  video: { url: string | null; password: string | null } | null;
}

export function appointmentView(appointment: fhir4.Appointment): AppointmentView {
  const participants = appointment.participant ?? [];
  const named = (isPlace: boolean) =>
    participants
      .filter(({ actor }) => actor && !/(^|\/)(Patient|RelatedPerson)\//.test(actor.reference ?? ""))
      .filter(({ actor }) => /(^|\/)(Location|HealthcareService)\//.test(actor?.reference ?? "") === isPlace)
      .flatMap(({ actor }) => referenceText(actor) ?? []);
  const end = appointment.end ? new Date(appointment.end) : null;
  return {
    id: appointment.id ?? "",
    title: trimmed(appointment.description) ?? conceptText(appointment.serviceType?.[0]) ?? conceptText(appointment.appointmentType),
    status: appointment.status ?? "unknown",
    start: dateOf(appointment),
    startText: dateTextOf(appointment) ?? null,
    end: end && !Number.isNaN(end.getTime()) ? end : null,
    minutes: appointment.minutesDuration ?? null,
    with: named(false),
    where: named(true),
    why: conceptText(appointment.reasonCode?.[0]) ?? referenceText(appointment.reasonReference?.[0]),
    instruction: trimmed(appointment.patientInstruction),
    video: videoVisit(appointment.extension),
  };
}

/** The R5 virtual service carried in R4: an address to join at, and the session key, which people call a password. */
function videoVisit(extensions: fhir4.Extension[] | undefined): AppointmentView["video"] {
  const parts = extensions?.find((each) => each.url === VIRTUAL_SERVICE)?.extension;
  if (!parts) return null;
  const address = parts.find((each) => each.url === "address" || each.url === "addressUrl" || each.url === "address[x]");
  return {
    url: webLink(address?.valueUrl ?? address?.valueUri ?? address?.valueString ?? address?.valueContactPoint?.value),
    password: trimmed(parts.find((each) => each.url === "sessionKey")?.valueString),
  };
}

/** Whether the visit is still to come or going on. One without an end counts as an hour long. */
export function isUpcoming(view: AppointmentView, now: Date): boolean {
  if (view.status === "fulfilled" || view.status === "noshow" || view.status === "entered-in-error") return false;
  if (!view.start) return !OVER.has(view.status);
  const end = view.end ?? new Date(view.start.getTime() + (view.minutes ?? 60) * 60_000);
  return end >= now;
}

/** How long after its end a visit may still be joined (as the server has it): it may begin late, or lose its connection. */
const LATE_MS = 2 * 3_600_000;

/** Whether the way into a video visit is still worth showing. */
export function mayJoin(view: AppointmentView, now: Date): boolean {
  return !OVER.has(view.status) && (!view.end || view.end.getTime() + LATE_MS >= now.getTime());
}

/** The appointment a person has to think of next: the nearest one that is not called off. */
export function nextOf<T extends { view: AppointmentView }>(appointments: T[], now: Date): T | undefined {
  return appointments
    .filter(({ view }) => view.start && !OVER.has(view.status) && isUpcoming(view, now))
    .sort((a, b) => (a.view.start?.getTime() ?? 0) - (b.view.start?.getTime() ?? 0))[0];
}
