import { useState } from "react";
import { Link } from "react-router";
import { RecordList } from "../../portal/RecordList";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { DataTable } from "../../ui/DataTable";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import type { PatientRow } from "../api";
import { BulkProgress } from "../bulk/BulkProgress";
import { PatientLists, usePatients } from "../patients/PatientList";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useBulkInvite } from "./useBulkInvite";

const name = ({ given, family }: PatientRow) => `${given} ${family}`;

/** Patients without an account and without an open invitation; one or many of them are invited from here (D10). */
export function NotInvited() {
  const { s, format } = useStaffText();
  const { may } = useStaff();
  const { rows, list } = usePatients("new", "");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [said, say] = useState("");
  const errors = useFormErrors();
  const bulk = useBulkInvite();
  const mayInvite = may("accounts", "write");
  const possible = rows.filter(({ email }) => email);
  const without = rows.filter(({ email }) => !email);
  const wanted = possible.filter(({ chart }) => chosen.has(chart));

  const choose = (charts: string[], isChosen: boolean) => {
    const next = new Set(chosen);
    charts.forEach((chart) => (isChosen ? next.add(chart) : next.delete(chart)));
    setChosen(next);
  };
  const send = () => {
    if (!errors.show(wanted.length ? [] : [{ id: "all", message: s.bulk.missing }])) return;
    setChosen(new Set());
    say("");
    bulk.invite(wanted);
  };
  const close = () => {
    say(s.bulk.finished(bulk.bulk.done, bulk.bulk.failed.length));
    bulk.close();
  };
  const choice = (patient: PatientRow) =>
    patient.email ? (
      <Checkbox id={`chosen-${patient.chart}`} checked={chosen.has(patient.chart)} onChange={(on) => choose([patient.chart], on)} inRow>
        <span className="sr-only">{s.bulk.chooseOne(name(patient))}</span>
      </Checkbox>
    ) : (
      s.bulk.noEmail
    );

  return (
    <Page title={s.patients.new} errors={errors.list}>
      <PatientLists />
      <DoneNotice said={said} />
      {bulk.bulk.state !== "idle" ? (
        <BulkProgress {...bulk} words={s.bulk} explain={(problem) => s.invites.errors[problem.fields[0]?.code ?? ""]} close={close} />
      ) : (
        <>
          <p className="mb-4 max-w-3xl">{s.patients.newIntro}</p>
          {without.length > 0 && mayInvite && <Notice look="warm">{s.bulk.without(format.list(without.map(name)))}</Notice>}
          {possible.length > 0 && mayInvite && (
            <div className="mb-4 flex flex-wrap items-center gap-x-6">
              <Checkbox
                id="all"
                inRow
                checked={wanted.length === possible.length}
                onChange={(on) => choose(possible.map(({ chart }) => chart), on)}
              >
                {s.bulk.all}
              </Checkbox>
              <Button onPress={send}>{s.bulk.send(wanted.length)}</Button>
            </div>
          )}
          <RecordList list={list} count={rows.length} empty={s.patients.noneNew}>
            <DataTable
              label={s.patients.new}
              rows={rows}
              rowKey={({ chart }) => chart}
              columns={[
                {
                  title: s.patients.name,
                  cell: ({ chart, given, family }) => (
                    <Link to={`/patients/${chart}`} className="link inline-flex min-h-12 items-center md:min-h-0">
                      {family}, {given}
                    </Link>
                  ),
                },
                { title: s.patients.born, cell: ({ birth_date: date }) => format.fhirDay(date, true) },
                { title: s.patients.number, cell: ({ id }) => id },
                { title: s.patient.fields.email, cell: ({ email }) => email },
                ...(mayInvite ? [{ title: s.bulk.choose, cell: choice }] : []),
              ]}
            />
          </RecordList>
        </>
      )}
    </Page>
  );
}
