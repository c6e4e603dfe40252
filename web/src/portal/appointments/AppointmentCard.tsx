import type { ReactNode } from "react";
import type { AppointmentView } from "../../fhir/appointment";
import type { Format } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { Badge, type BadgeLook } from "../../ui/Badge";
import { Card } from "../../ui/Card";
import type { ListedAppointment } from "./useAppointments";
import { VideoVisit } from "./VideoVisit";

const LOOKS: Record<string, BadgeLook> = { booked: "good", arrived: "good", "checked-in": "good", cancelled: "bad", noshow: "bad" };

/** Nobody told us how a visit in one of these states went once its time is over: then it has no badge. */
const PLANNED = new Set(["proposed", "pending", "booked", "waitlist"]);

/** "Tuesday, June 16, 2026, 10:30 AM to 11:00 AM"; a date without a time stays a date. The zone is named if it may be doubted. */
export function appointmentTime(view: AppointmentView, format: Format, until: (start: string, end: string) => string): string | null {
  if (!view.start || !view.startText) return null;
  const day = capitalized(format.weekday(view.start));
  if (view.startText.length <= 10) return day;
  const time = format.time(view.start);
  const times = view.end ? until(time, format.time(view.end)) : time;
  return [`${day}, ${times}`, hasOtherOffset(view.startText, view.start) && format.zone(view.start)].filter(Boolean).join(" ");
}

/** Whether the practice wrote the time with another offset from UTC than this browser has at that time. */
function hasOtherOffset(text: string, at: Date): boolean {
  const offset = /([+-])(\d{2}):(\d{2})$/.exec(text);
  const minutes = offset ? (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === "-" ? -1 : 1) : 0;
  return minutes !== -at.getTimezoneOffset();
}

/** Spanish days begin small, but not at the start of a line. */
const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** One visit. */
export function AppointmentCard({ item, isUpcoming, now }: { item: ListedAppointment; isUpcoming: boolean; now: Date }) {
  const { t, format } = useText();
  const { view, chart } = item;
  const status = t.appointments.status[view.status] ?? view.status;
  const look = LOOKS[view.status] ?? "quiet";
  const title = appointmentTime(view, format, t.appointments.until) ?? t.appointments.noDate;
  return (
    <Card level={3} title={title} meta={[view.title ?? t.appointments.untitled, chart.practice.name].join(" · ")}>
      {(isUpcoming || !PLANNED.has(view.status)) && <Badge look={look}>{status}</Badge>}
      <AppointmentFacts item={item} />
      <VideoVisit item={item} now={now} />
    </Card>
  );
}

export function AppointmentFacts({ item: { view } }: { item: ListedAppointment }) {
  const { t } = useText();
  const where = view.where.join(", ") || (view.video ? t.appointments.video : "");
  return (
    <dl className="mt-3 grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
      {view.with.length > 0 && <Fact title={t.appointments.with}>{view.with.join(", ")}</Fact>}
      {where && <Fact title={t.appointments.where}>{where}</Fact>}
      {view.why && <Fact title={t.appointments.why}>{view.why}</Fact>}
      {view.instruction && <Fact title={t.appointments.toKnow}>{view.instruction}</Fact>}
    </dl>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <dt className="font-bold">{title}</dt>
      <dd className="mb-1">{children}</dd>
    </>
  );
}
