import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";
import { Tabs } from "../../ui/Tabs";
import { RecordList } from "../RecordList";
import { AppointmentCard } from "./AppointmentCard";
import { useAppointments, type ListedAppointment } from "./useAppointments";

export default function Appointments() {
  const { t } = useText();
  const { records, upcoming, past, now } = useAppointments(useMember());
  return (
    <Page title={t.appointments.title}>
      <Tabs
        label={t.appointments.title}
        tabs={[
          {
            id: "upcoming",
            title: t.appointments.upcoming,
            content: (
              <RecordList list={records} count={upcoming.length} empty={t.appointments.noUpcoming} excerpt>
                <AppointmentCards items={upcoming} isUpcoming now={now} />
              </RecordList>
            ),
          },
          {
            id: "past",
            title: t.appointments.past,
            content: (
              <RecordList list={records} count={past.length} empty={t.appointments.noPast}>
                <AppointmentCards items={past} isUpcoming={false} now={now} />
              </RecordList>
            ),
          },
        ]}
      />
    </Page>
  );
}

function AppointmentCards({ items, isUpcoming, now }: { items: ListedAppointment[]; isUpcoming: boolean; now: Date }) {
  const { t } = useText();
  return (
    <>
      <h2 className="sr-only">{isUpcoming ? t.appointments.upcoming : t.appointments.past}</h2>
      <ul role="list" className="grid gap-4">
        {items.map((item) => (
          <li key={item.view.id}>
            <AppointmentCard item={item} isUpcoming={isUpcoming} now={now} />
          </li>
        ))}
      </ul>
    </>
  );
}
