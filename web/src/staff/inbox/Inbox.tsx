import { useEffect, useState, type FormEvent } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "react-router";
import { answer, api } from "../../api/client";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { RecordList } from "../../portal/RecordList";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { Field } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import type { Staff, Thread } from "../api";
import { usePaged } from "../paged";
import { useStaff } from "../staff";
import { SubNav } from "../SubNav";
import { useStaffText } from "../text";
import { useNameOf, useWriterOf } from "./threads";

export type InboxList = "mine" | "team" | "all" | "closed" | "search";

/** The team that follows from somebody's role; administrators are in none. */
const teamOf = ({ role }: Staff) => (role === "administrator" ? null : `team:${role}`);

/** What people write to the practice (D8): what waits for me, for my team, everything open, what is closed, what was searched for. */
export function Inbox({ show }: { show: InboxList }) {
  const { s } = useStaffText();
  const texts = s.inbox;
  const { path, staff } = useStaff();
  const search = (useLocation().state as { search?: string } | null)?.search ?? "";
  const queries = useQueryClient();
  // What came meanwhile counts, too.
  useEffect(() => void queries.invalidateQueries({ queryKey: ["staff"] }), [queries]);
  const query = {
    mine: { state: "open", assignee: "me" },
    team: { state: "open", assignee: teamOf(staff) ?? "me" },
    all: { state: "open" },
    closed: { state: "closed" },
    search: { search },
  }[show] as { state?: Thread["state"]; assignee?: string; search?: string };
  const { rows, list } = usePaged(["threads", show, search], async (cursor, signal) => {
    if (show === "search" && !search) return { rows: [], cursor: null };
    const page = await answer(api.GET("/api/practices/{practice_id}/threads", { params: { path, query: { ...query, cursor } }, signal }));
    return { rows: page.threads, cursor: page.cursor };
  });
  const links: [string, string][] = [["/inbox", texts.mine], ...(teamOf(staff) ? [["/inbox/team", texts.team] as [string, string]] : []), ["/inbox/all", texts.all], ["/inbox/closed", texts.closed]];
  const errors = useFormErrors();
  return (
    <Page title={texts.title} errors={errors.list}>
      <SubNav label={texts.lists} links={links} />
      <DoneNotice words={{ marked: texts.marked }} />
      <Search key={search} searched={search} errors={errors} />
      {show === "search" && <h2 className="mb-3 text-xl font-bold sm:text-2xl">{texts.found}</h2>}
      <RecordList list={list} count={rows.length} empty={texts.none[show]}>
        <ThreadTable rows={rows} show={show} />
      </RecordList>
    </Page>
  );
}

/** What was searched for stays with the page's entry in the browser's history, never in its address. */
function Search({ searched, errors }: { searched: string; errors: ReturnType<typeof useFormErrors> }) {
  const { s } = useStaffText();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(searched);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const search = typed.trim();
    if (errors.show(search ? [] : [{ id: "search", message: s.inbox.missingSearch }])) void navigate("/inbox/search", { state: { search } });
  };
  return (
    <form role="search" noValidate onSubmit={submit} className="mb-6">
      <Field
        id="search"
        type="search"
        label={s.inbox.search}
        hint={s.inbox.searchHint}
        error={errors.of("search")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        spellCheck={false}
      />
      <div className="-mt-2 flex flex-wrap gap-3">
        <Button type="submit" look="secondary">
          {s.inbox.find}
        </Button>
        {searched && (
          <Button look="plain" onPress={() => void navigate("/inbox/all")}>
            {s.inbox.clear}
          </Button>
        )}
      </div>
    </form>
  );
}

function ThreadTable({ rows, show }: { rows: Thread[]; show: InboxList }) {
  const { s, format } = useStaffText();
  const texts = s.inbox;
  const nameOf = useNameOf();
  const writerOf = useWriterOf();
  return (
    <DataTable
      label={show === "search" ? texts.found : texts[show]}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          title: texts.subject,
          cell: ({ id, subject, unseen, attachments, state }) => (
            <>
              <Link to={`/inbox/threads/${id}`} className={`link -my-2.5 inline-block py-2.5 ${unseen ? "font-bold" : ""}`}>
                {subject}
              </Link>
              <span className="flex flex-wrap gap-2">
                {unseen && <Badge look="bad">{texts.unseen}</Badge>}
                {show === "search" && <Badge look="quiet">{texts.states[state]}</Badge>}
                {attachments && <span className="text-quiet">{texts.hasFiles}</span>}
              </span>
            </>
          ),
        },
        {
          title: texts.patient,
          cell: ({ chart, patient }) => (
            <Link to={`/patients/${chart}`} className="link inline-flex min-h-12 items-center md:min-h-0">
              {patient}
            </Link>
          ),
        },
        { title: texts.writer, cell: (thread) => writerOf(thread) },
        { title: texts.assignee, cell: ({ assignee }) => nameOf(assignee) },
        {
          title: texts.newest,
          cell: ({ last, last_by: by, writer }) => (
            <>
              {format.moment(new Date(last))}
              <span className="block text-quiet">{by === "practice" ? texts.fromPractice : texts.fromPerson(writer)}</span>
            </>
          ),
        },
      ]}
    />
  );
}
