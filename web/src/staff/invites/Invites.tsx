import { useState } from "react";
import { Link } from "react-router";
import { answer, api } from "../../api/client";
import { RecordList } from "../../portal/RecordList";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { DataTable } from "../../ui/DataTable";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { usePaged } from "../paged";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { InviteActions } from "./InviteActions";
import { InviteStateBadge, InviteTimes } from "./InviteState";

/** Every invitation of the practice, newest first (D10). */
export function Invites() {
  const { s } = useStaffText();
  const { path, may } = useStaff();
  const [said, say] = useState("");
  const errors = useFormErrors();
  const { rows, list } = usePaged(["invites"], async (cursor, signal) => {
    const page = await answer(api.GET("/api/practices/{practice_id}/invites", { params: { path, query: { cursor } }, signal }));
    return { rows: page.invites, cursor: page.cursor };
  });
  return (
    <Page title={s.invites.title} errors={errors.list}>
      <DoneNotice said={said} />
      <RecordList list={list} count={rows.length} empty={s.invites.none}>
        <DataTable
          label={s.invites.title}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              title: s.invites.patient,
              cell: ({ chart, patient }) => (
                <Link to={`/patients/${chart}`} className="link inline-flex min-h-12 items-center md:min-h-0">
                  {patient}
                </Link>
              ),
            },
            {
              title: s.invites.to,
              cell: ({ email, name, kind }) => (
                <>
                  {email}
                  <span className="block text-quiet">{[name, s.invites.kinds[kind]].filter(Boolean).join(" · ")}</span>
                </>
              ),
            },
            { title: s.invites.state, cell: ({ state }) => <InviteStateBadge state={state} /> },
            { title: s.invites.when, cell: (invite) => <InviteTimes invite={invite} /> },
            ...(may("accounts", "write")
              ? [
                  {
                    title: s.invites.actions,
                    cell: (invite: (typeof rows)[number]) =>
                      invite.state === "accepted" ? "–" : <InviteActions chart={invite.chart} invite={invite} errors={errors} say={say} />,
                  },
                ]
              : []),
          ]}
        />
      </RecordList>
    </Page>
  );
}
