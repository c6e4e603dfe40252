import { useState } from "react";
import { Link } from "react-router";
import { ApiProblem } from "../../api/problem";
import { NotFound } from "../../app/NotFound";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { FailedPage } from "../../ui/FailedPage";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { useFormErrors } from "../../ui/useFormErrors";
import type { Patient } from "../api";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { PatientDocuments } from "../documents/PatientDocuments";
import { PatientForms } from "../forms/PatientForms";
import { PatientMessages } from "../inbox/PatientMessages";
import { Caregivers } from "./Caregivers";
import { PatientInvites } from "./PatientInvites";
import { PortalCard } from "./PortalCard";
import { usePatient } from "./usePatient";

/** One patient: the dashboard with the portal account at its top, and the demographics with the way there at the bottom right (D1). */
export function PatientPage() {
  const { s, format } = useStaffText();
  const { may } = useStaff();
  const { patient } = usePatient();
  const [said, say] = useState("");
  const errors = useFormErrors();
  if (patient.error) return <NoPatient error={patient.error} retry={() => void patient.refetch()} />;
  if (!patient.data) return <Loading />;
  const { chart, given, family, birth_date: born, id, caregivers } = patient.data;
  const part = { patient: patient.data, errors, say };
  return (
    <Page title={`${given} ${family}`} eyebrow={<BackLink to="/patients">{s.patient.back}</BackLink>} errors={errors.list}>
      <p className="-mt-4 mb-6 text-quiet">{s.patient.about(format.fhirDay(born) ?? born, id)}</p>
      <DoneNotice said={said} />
      <div className="grid gap-6">
        <PortalCard {...part} />
        <div className="grid items-start gap-6 md:grid-cols-2">
          <div className="grid gap-6">
            <Caregivers key={caregivers.length} {...part} />
            {may("messages") && <PatientMessages patient={patient.data} />}
            {may("documents") && <PatientDocuments {...part} />}
            {may("forms") && <PatientForms {...part} />}
            {may("accounts") && <PatientInvites {...part} />}
          </div>
          <Demographics patient={patient.data} configure={may("accounts") ? `/patients/${chart}/account` : null} />
        </div>
      </div>
    </Page>
  );
}

export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className="link inline-flex min-h-12 items-center">
      <span aria-hidden="true">←&nbsp;</span>
      {children}
    </Link>
  );
}

export function NoPatient({ error, retry }: { error: unknown; retry: () => void }) {
  const { s } = useStaffText();
  const isGone = error instanceof ApiProblem && error.status === 404;
  return isGone ? <NotFound title={s.patient.goneTitle} text={s.patient.goneText} /> : <FailedPage error={error} retry={retry} />;
}

function Demographics({ patient, configure }: { patient: Patient; configure: string | null }) {
  const { t, s, format } = useStaffText();
  const { given, family, birth_date: born, sex, email, phone, id } = patient;
  const rows: [string, string | null][] = [
    [s.patient.fields.name, `${given} ${family}`],
    [s.patient.fields.birthDate, format.fhirDay(born)],
    [s.patient.fields.sex, sex && (s.patient.sexes[sex] ?? sex)],
    [s.patient.fields.email, email],
    [s.patient.fields.phone, phone && format.phone(phone)],
    [s.patient.fields.number, id],
  ];
  return (
    <Card title={s.patient.demographics}>
      <dl>
        {rows.map(([title, value]) => (
          <div key={title} className="border-b border-line py-2 last:border-0">
            <dt className="font-bold">{title}</dt>
            <dd>{value || t.app.notProvided}</dd>
          </div>
        ))}
      </dl>
      {configure && (
        <p className="mt-4 text-right">
          <ButtonLink look="secondary" to={configure}>
            {s.patient.portal}
          </ButtonLink>
        </p>
      )}
    </Card>
  );
}
