import { useState } from "react";
import { Link } from "react-router";
import { answer, api } from "../../api/client";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { RecordList } from "../../portal/RecordList";
import { DataTable } from "../../ui/DataTable";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import type { ReceivedDocument } from "../api";
import { usePaged } from "../paged";
import { useNameOf } from "../inbox/threads";
import { useStaff } from "../staff";
import { SubNav } from "../SubNav";
import { useStaffText } from "../text";
import { About, DocumentActions } from "./DocumentActions";

/** What patients and caregivers shared with the practice, the new ones first to be looked at (D8, G2). */
export function Received({ state = "new" }: { state?: "new" | "seen" }) {
  const { s, format } = useStaffText();
  const texts = s.received;
  const { path } = useStaff();
  const nameOf = useNameOf();
  const [said, say] = useState<string | null>(null);
  const errors = useFormErrors();
  const { rows, list } = usePaged(["received", state], async (cursor, signal) => {
    const page = await answer(api.GET("/api/practices/{practice_id}/documents", { params: { path, query: { state, cursor } }, signal }));
    return { rows: page.documents, cursor: page.cursor };
  });
  const links = [
    ["/documents", texts.new],
    ["/documents/seen", texts.seen],
  ] as const;
  return (
    <Page title={texts.title} errors={errors.list}>
      <SubNav label={texts.lists} links={links} />
      <p className="mb-6 max-w-3xl">{texts.intro}</p>
      <DoneNotice said={said} />
      <RecordList list={list} count={rows.length} empty={texts.none[state]}>
        <DataTable
          label={texts[state]}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { title: texts.document, cell: (document) => <About document={document} /> },
            {
              title: texts.patient,
              cell: ({ chart, patient }) => (
                <Link to={`/patients/${chart}`} className="link inline-flex min-h-12 items-center md:min-h-0">
                  {patient}
                </Link>
              ),
            },
            {
              title: texts.by,
              cell: ({ by, given }) => (
                <>
                  {by.name}
                  <span className="block text-quiet">{format.moment(new Date(given))}</span>
                </>
              ),
            },
            { title: texts.to, cell: ({ to }) => nameOf(to) },
            { title: texts.actions, cell: (document: ReceivedDocument) => <DocumentActions document={document} errors={errors} say={say} /> },
          ]}
        />
      </RecordList>
    </Page>
  );
}
