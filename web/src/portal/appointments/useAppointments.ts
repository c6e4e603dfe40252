import { useEffect, useState } from "react";
import type { Member } from "../../api/queries/account";
import { useReadOn, useRecords } from "../../api/queries/records";
import { appointmentView, isUpcoming, type AppointmentView } from "../../fhir/appointment";

const MINUTE_MS = 60_000;

/** All appointments of a member, newest first; as long as everything read is still to come, the next page is read too. */
export function useAppointments(member: Member) {
  const now = useNow();
  const records = useRecords<fhir4.Appointment>(member, "appointments", "Appointment", { _count: "50" });
  const all = records.items
    .filter(({ resource }) => resource.status !== "entered-in-error")
    .map(({ chart, resource }) => ({ chart, view: appointmentView(resource) }));
  const upcoming = all.filter(({ view }) => isUpcoming(view, now)).sort((a, b) => timeOf(a.view) - timeOf(b.view));
  const past = all.filter(({ view }) => !isUpcoming(view, now));
  useReadOn(records, past.length === 0);
  return { records, upcoming, past, now };
}

/** One without a date comes after all that have one. */
const timeOf = (view: AppointmentView) => view.start?.getTime() ?? Number.MAX_SAFE_INTEGER;

export type ListedAppointment = ReturnType<typeof useAppointments>["upcoming"][number];

/** The time to the minute: an appointment moves to the past while the page is open. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
