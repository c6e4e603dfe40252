import { useState, type FormEvent } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { answer, api } from "../../api/client";
import { RecordList } from "../../portal/RecordList";
import { Badge, type BadgeLook } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { Field } from "../../ui/Field";
import { Page } from "../../ui/Page";
import type { PatientRow } from "../api";
import { usePaged } from "../paged";
import { useStaff } from "../staff";
import { SubNav } from "../SubNav";
import { useStaffText } from "../text";

export function usePatients(list: "all" | "new", search: string) {
  const { path } = useStaff();
  return usePaged(["patients", list, search], async (cursor, signal) => {
    const query = { list, cursor, search: search || undefined };
    const page = await answer(api.GET("/api/practices/{practice_id}/patients", { params: { path, query }, signal }));
    return { rows: page.patients, cursor: page.cursor };
  });
}

/** Every patient of the practice. What was searched for stays with the page's entry in the browser's history, never in its address. */
export function PatientList() {
  const { s } = useStaffText();
  const navigate = useNavigate();
  const search = (useLocation().state as { search?: string } | null)?.search ?? "";
  const [typed, setTyped] = useState(search);
  const { rows, list, isFetching } = usePatients("all", search);

  const look = (wanted: string) => {
    setTyped(wanted);
    void navigate(".", { replace: true, state: { search: wanted } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look(typed.trim());
  };

  return (
    <Page title={s.patients.title}>
      <PatientLists />
      <form role="search" noValidate onSubmit={submit} className="mb-2">
        <Field
          id="search"
          type="search"
          label={s.patients.search}
          hint={s.patients.searchHint}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <div className="-mt-2 flex flex-wrap gap-3">
          <Button type="submit">{s.patients.find}</Button>
          {search && (
            <Button look="secondary" onPress={() => look("")}>
              {s.patients.clear}
            </Button>
          )}
        </div>
      </form>
      <p role="status" className="mb-3 min-h-6 text-quiet">
        {list.isPending || list.error || isFetching ? "" : s.patients.shown(rows.length)}
      </p>
      <RecordList list={list} count={rows.length} empty={search ? s.patients.noneFound : s.patients.none}>
        <PatientTable rows={rows} />
      </RecordList>
    </Page>
  );
}

export function PatientLists() {
  const { s } = useStaffText();
  const links = [
    ["/patients", s.patients.all],
    ["/patients/new", s.patients.new],
  ] as const;
  return <SubNav label={s.patients.lists} links={links} />;
}

const LOOKS: Record<PatientRow["account"], BadgeLook> = { none: "quiet", waiting: "quiet", invited: "quiet", "set-up": "quiet", active: "good" };

function PatientTable({ rows }: { rows: PatientRow[] }) {
  const { s, format } = useStaffText();
  return (
    <DataTable
      label={s.patients.title}
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
        { title: s.patients.contact, cell: ({ email, phone }) => [email, phone && format.phone(phone)].filter(Boolean).join(" · ") },
        { title: s.patients.account, cell: ({ account }) => <Badge look={LOOKS[account]}>{s.patients.states[account]}</Badge> },
      ]}
    />
  );
}
