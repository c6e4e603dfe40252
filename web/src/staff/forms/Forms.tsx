import { useState } from "react";
import { Link } from "react-router";
import { answer, api } from "../../api/client";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { RecordList } from "../../portal/RecordList";
import { Due } from "../../portal/forms/Forms";
import { ButtonLink } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import type { PracticeForm } from "../api";
import { usePaged } from "../paged";
import { useStaff } from "../staff";
import { SubNav } from "../SubNav";
import { useStaffText } from "../text";
import { FormActions, FormTimes } from "./FormActions";

/** Every form that was asked for, by what became of it, the last change first (D7). */
export function Forms({ state = "submitted" }: { state?: PracticeForm["state"] }) {
  const { s } = useStaffText();
  const { path, may } = useStaff();
  const [said, say] = useState("");
  const errors = useFormErrors();
  const { rows, list } = usePaged(["forms", state], async (cursor, signal) => {
    const page = await answer(api.GET("/api/practices/{practice_id}/forms", { params: { path, query: { state, cursor } }, signal }));
    return { rows: page.forms, cursor: page.cursor };
  });
  const hasActions = may("answers") || (may("forms", "write") && state === "requested");
  return (
    <Page title={s.forms.title} errors={errors.list} aside={may("forms", "write") && <ButtonLink to="/forms/ask">{s.forms.ask}</ButtonLink>}>
      <FormLists />
      <DoneNotice said={said} />
      <RecordList list={list} count={rows.length} empty={s.forms.none[state]}>
        <DataTable
          label={s.forms[state]}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              title: s.forms.form,
              cell: (form) => (
                <>
                  <strong>{form.title}</strong>
                  {form.state === "requested" && <Due due={form.due} />}
                </>
              ),
            },
            {
              title: s.forms.patient,
              cell: ({ chart, patient }) => (
                <Link to={`/patients/${chart}`} className="link inline-flex min-h-12 items-center md:min-h-0">
                  {patient}
                </Link>
              ),
            },
            { title: s.forms.state, cell: (form) => <FormTimes form={form} /> },
            ...(hasActions ? [{ title: s.forms.actions, cell: (form: PracticeForm) => <FormActions form={form} errors={errors} say={say} /> }] : []),
          ]}
        />
      </RecordList>
    </Page>
  );
}

export function FormLists() {
  const { s } = useStaffText();
  const links = [
    ["/forms", s.forms.submitted],
    ["/forms/requested", s.forms.requested],
    ["/forms/withdrawn", s.forms.withdrawn],
    ["/forms/library", s.forms.library],
  ] as const;
  return <SubNav label={s.forms.lists} links={links} />;
}
