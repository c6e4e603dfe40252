import type { ReactNode } from "react";
import { Link, useLocation } from "react-router";
import { useAccount, type Member } from "../../api/queries/account";
import { chartsSharing } from "../../api/queries/records";
import { useMember } from "../../app/MemberRoute";
import { nextOf } from "../../fhir/appointment";
import { valueText } from "../../fhir/lab";
import { doseText } from "../../fhir/prescription";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { AppointmentFacts, appointmentTime } from "../appointments/AppointmentCard";
import { useAppointments } from "../appointments/useAppointments";
import { VideoVisit } from "../appointments/VideoVisit";
import { FormsDue } from "../forms/FormsDue";
import { FlagBadge } from "../labs/labText";
import { TestLink } from "../labs/Labs";
import { useLabs } from "../labs/useLabs";
import { useCurrentPrescriptions } from "../prescriptions/usePrescriptions";
import { RecordList } from "../RecordList";
import { Permissions } from "./Permissions";
import { QuickMenu } from "./QuickMenu";

export interface DashboardState {
  /** The person has just made the account. */
  welcome?: boolean;
}

const SHOWN = 4;

export default function Dashboard() {
  const { t } = useText();
  const member = useMember();
  const account = useAccount().data;
  const state = useLocation().state as DashboardState | null;
  const sees = (section: string) => chartsSharing(member, section).length > 0;
  const isOwner = member.charts.some(({ role }) => role === "primary");
  const given = account?.given || member.given;
  const title = member.relationship === "self" ? t.dashboard.title(given) : t.dashboard.titleOther(nameOf(member));
  return (
    <Page title={title}>
      {state?.welcome && (
        <Notice look="good" live>
          {t.activate.code.welcome}
        </Notice>
      )}
      {member.charts.length === 0 && <p className="max-w-3xl">{t.noMembers.text}</p>}
      <QuickMenu member={member} />
      {sees("questionnaires") && <FormsDue member={member} />}
      <div className="grid items-start gap-6 md:grid-cols-2">
        <div className="grid gap-6">
          {sees("appointments") && <NextAppointment member={member} />}
          <WholeRecord member={member} />
          <Permissions member={member} />
        </div>
        <div className="grid gap-6">
          {sees("labs") && <LatestResults member={member} />}
          {sees("prescriptions") && <CurrentPrescriptions member={member} />}
        </div>
      </div>
      {isOwner && <More to="/account/sharing">{t.sharing.title}</More>}
    </Page>
  );
}

function More({ to, children }: { to: string; children: ReactNode }) {
  return (
    <p className="mt-4">
      <ButtonLink look="secondary" to={to}>
        {children}
      </ButtonLink>
    </p>
  );
}

/** The ways to everything that has no card of its own here. */
function WholeRecord({ member }: { member: Member }) {
  const { t } = useText();
  const sees = (...sections: string[]) => sections.some((section) => chartsSharing(member, section).length > 0);
  const ways = [
    [sees("records", "documents"), "health", t.health.title],
    [sees("billing"), "billing", t.billing.title],
    [member.charts.length > 0, "download", t.health.download],
  ] as const;
  const open = ways.filter(([isOpen]) => isOpen);
  if (open.length === 0) return null;
  return (
    <Card title={t.dashboard.whole}>
      <ul role="list">
        {open.map(([, path, title]) => (
          <li key={path}>
            <Link to={`/m/${member.id}/${path}`} className="link inline-flex min-h-12 items-center">
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function NextAppointment({ member }: { member: Member }) {
  const { t, format } = useText();
  const { records, upcoming, now } = useAppointments(member);
  const next = nextOf(upcoming, now);
  return (
    <Card title={t.dashboard.next}>
      <RecordList list={records} count={next ? 1 : 0} empty={t.dashboard.noNext} excerpt>
        {next && (
          <>
            <p className="font-bold">{appointmentTime(next.view, format, t.appointments.until) ?? t.appointments.noDate}</p>
            <p>{next.view.title ?? t.appointments.untitled}</p>
            <AppointmentFacts item={next} />
            <VideoVisit item={next} now={now} />
            <p className="mt-3 text-quiet">{next.chart.practice.name}</p>
          </>
        )}
      </RecordList>
      <More to={`/m/${member.id}/appointments`}>{t.dashboard.allAppointments}</More>
    </Card>
  );
}

function LatestResults({ member }: { member: Member }) {
  const { t, format } = useText();
  const { groups, list } = useLabs(member);
  const latest = groups[0];
  const name = latest?.name ?? t.labs.untitledReport;
  const date = format.fhirDay(latest?.atText);
  return (
    <Card title={t.dashboard.results}>
      <RecordList list={list} count={latest ? 1 : 0} empty={t.dashboard.noResults} excerpt>
        {latest && (
          <>
            <p className="font-bold">{date ? t.labs.reportOf(name, date) : name}</p>
            <p className="text-quiet">{latest.practice}</p>
            <ul role="list" className="mt-2">
              {latest.results.slice(0, SHOWN).map((result) => (
                <li key={result.key} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-2">
                  <span>
                    <TestLink result={result} memberId={member.id} />
                    <span className="line-clamp-3">{valueText(result, t.labs, format)}</span>
                  </span>
                  {result.flag !== "unknown" && (
                    <span>
                      <FlagBadge result={result} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </RecordList>
      <More to={`/m/${member.id}/labs`}>{t.dashboard.allResults}</More>
    </Card>
  );
}

function CurrentPrescriptions({ member }: { member: Member }) {
  const { t, format } = useText();
  const { records, items: current } = useCurrentPrescriptions(member);
  const items = current.filter(({ view }) => view.status === "active" && !view.doNotTake);
  return (
    <Card title={t.dashboard.prescriptions}>
      <RecordList list={records} count={items.length} empty={t.dashboard.noPrescriptions} excerpt>
        <p className="font-bold">{t.dashboard.current(items.length, records.hasMore)}</p>
        <ul role="list" className="mt-2">
          {items.slice(0, SHOWN).map(({ view, chart }) => (
            <li key={view.id} className="border-t border-line py-2">
              {view.medicine ?? t.prescriptions.unnamed}
              <span className="block text-quiet">{doseText(view.dosage, t.prescriptions, format)}</span>
              <span className="block text-quiet">{chart.practice.name}</span>
            </li>
          ))}
        </ul>
      </RecordList>
      <More to={`/m/${member.id}/prescriptions`}>{t.dashboard.allPrescriptions}</More>
    </Card>
  );
}
