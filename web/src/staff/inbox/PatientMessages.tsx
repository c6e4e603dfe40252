import { Link } from "react-router";
import { ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import type { Patient } from "../api";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { readersOf } from "./NewThread";

/** On a patient's page: the way to write to those around the patient, and to what was written before. */
export function PatientMessages({ patient }: { patient: Patient }) {
  const { s } = useStaffText();
  const texts = s.inbox;
  const { may } = useStaff();
  const name = `${patient.given} ${patient.family}`;
  const canWrite = may("messages", "write") && readersOf(patient).length > 0;
  return (
    <Card title={texts.onPatient}>
      <p>{canWrite ? texts.onPatientText : texts.nobody}</p>
      <p>
        <Link to="/inbox/search" state={{ search: name }} className="link inline-flex min-h-12 items-center">
          {texts.findOf(name)}
        </Link>
      </p>
      {canWrite && (
        <p className="mt-4">
          <ButtonLink look="secondary" to={`/patients/${patient.chart}/messages/new`}>
            {texts.begin}
          </ButtonLink>
        </p>
      )}
    </Card>
  );
}
