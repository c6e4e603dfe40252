import { useState } from "react";
import { Link } from "react-router";
import { answer, api } from "../../api/client";
import { RecordList } from "../../portal/RecordList";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { DataTable } from "../../ui/DataTable";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { StatusBadge } from "../accounts/StatusBadge";
import type { User } from "../api";
import { usePaged } from "../paged";
import { useStaff } from "../staff";
import { SubNav } from "../SubNav";
import { useStaffText } from "../text";
import { UserActions } from "./UserActions";

/** User management: every account with access to a record of the practice, enabled or disabled (D6). */
export function Users({ state = "enabled" }: { state?: "enabled" | "disabled" }) {
  const { s } = useStaffText();
  const { path, may } = useStaff();
  const [said, say] = useState("");
  const errors = useFormErrors();
  const { rows, list, isFetching } = usePaged(["users", state], async (cursor, signal) => {
    const page = await answer(api.GET("/api/practices/{practice_id}/users", { params: { path, query: { state, cursor } }, signal }));
    return { rows: page.users, cursor: page.cursor };
  });
  const links = [
    ["/users", s.users.enabled],
    ["/users/disabled", s.users.disabled],
  ] as const;
  const actions = { title: s.users.actions, cell: (user: User) => <UserActions user={user} errors={errors} say={say} /> };
  return (
    <Page title={s.users.title} errors={errors.list}>
      <SubNav label={s.users.lists} links={links} />
      <DoneNotice said={said} />
      {may("users", "write") && rows.some(({ own }) => !own) && <Notice>{s.users.notYoursText}</Notice>}
      <p role="status" className="mb-3 min-h-6 text-quiet">
        {isFetching || list.error ? "" : s.users.shown(rows.length)}
      </p>
      <RecordList list={list} count={rows.length} empty={s.users.none[state]}>
        <DataTable
          label={s.users[state]}
          rows={rows}
          rowKey={({ id, chart }) => `${id} ${chart}`}
          columns={[{ title: s.users.user, cell: (user) => <Who user={user} /> }, ...useColumns(), ...(may("users", "write") ? [actions] : [])]}
        />
      </RecordList>
    </Page>
  );
}

function Who({ user: { name, username, role } }: { user: User }) {
  const { s } = useStaffText();
  return (
    <>
      {name || username}
      <span className="block text-quiet">
        {username} · {s.access.roles[role]}
      </span>
    </>
  );
}

function useColumns() {
  const { s, format } = useStaffText();
  const { may } = useStaff();
  return [
    {
      title: s.users.patient,
      cell: ({ chart, patient }: User) => (
        <Link to={`/patients/${chart}${may("accounts") ? "/account" : ""}`} className="link inline-flex min-h-12 items-center md:min-h-0">
          {patient}
        </Link>
      ),
    },
    {
      title: s.users.status,
      cell: ({ status, force_password_change: force }: User) => (
        <>
          <StatusBadge status={status} />
          {force && <span className="block text-quiet">{s.access.forced}</span>}
        </>
      ),
    },
    {
      title: s.users.lastSignIn,
      cell: ({ last_sign_in: at }: User) => (at ? format.moment(new Date(at)) : s.access.never),
    },
  ];
}
