import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { tellChange } from "../../api/changes";
import type { Member } from "../../api/queries/account";
import { chartsWriting, isBegun, NEW, useDrafts, useThreads, type Thread } from "../../api/queries/messages";
import { chartsSharing, useReadOn } from "../../api/queries/records";
import { useMember } from "../../app/MemberRoute";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { Badge } from "../../ui/Badge";
import { Button, ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { useFormErrors, type FormErrors } from "../../ui/useFormErrors";
import { DoneNotice } from "../account/DoneNotice";
import { RecordList } from "../RecordList";
import { messagesPath, threadPath, writePath } from "./address";
import { Emergency } from "./Emergency";
import { whomText } from "./words";

type Drafts = ReturnType<typeof useDrafts>;

/** All conversations about a member, with every practice, and what waits to be sent (F2). */
export function MessageList() {
  const { t } = useText();
  const texts = t.messages;
  const member = useMember();
  const queries = useQueryClient();
  const errors = useFormErrors();
  const search = (useLocation().state as { search?: string } | null)?.search ?? "";
  const threads = useThreads(member, search);
  const drafts = useDrafts(member);
  const mayWrite = chartsWriting(member).length > 0;
  useReadOn(threads, threads.items.length === 0);
  // What came meanwhile counts in the navigation, too.
  useEffect(() => void tellChange(queries, "members"), [queries]);
  return (
    <Page title={texts.title} errors={errors.list} aside={mayWrite && <ButtonLink to={writePath(member)}>{texts.write}</ButtonLink>}>
      <Emergency />
      <DoneNotice words={{ discarded: texts.discarded }} />
      {threads.shared && !mayWrite && <Notice>{texts.mayNot(nameOf(member))}</Notice>}
      <NotSent member={member} drafts={drafts} />
      {(search || threads.isPending || threads.items.length > 0) && <Search member={member} searched={search} errors={errors} />}
      <Card title={texts.list}>
        <p role="status" className={threads.items.length > 0 ? "text-quiet" : "sr-only"}>
          {search && !threads.isPending && !threads.isLoadingMore && !threads.error ? texts.found(threads.items.length) : ""}
        </p>
        <RecordList list={threads} count={threads.items.length} empty={search ? texts.noneFound : texts.none}>
          <ul role="list">
            {threads.items.map(({ resource }) => (
              <li key={resource.id} className="border-t border-line py-3 first:border-0">
                <ThreadLine member={member} thread={resource} hasDraft={drafts.some(({ draft }) => draft.id === resource.id && isBegun(draft))} />
              </li>
            ))}
          </ul>
        </RecordList>
      </Card>
    </Page>
  );
}

/** What was searched for stays with the page's entry in the browser's history, never in its address. */
function Search({ member, searched, errors }: { member: Member; searched: string; errors: FormErrors }) {
  const { t } = useText();
  const navigate = useNavigate();
  const [typing, setTyping] = useState({ searched, text: searched });
  // Another entry of the browser's history begins with what was searched for there.
  const typed = typing.searched === searched ? typing.text : searched;
  if (chartsSharing(member, "messages").length === 0) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const search = typed.trim();
    if (errors.show(search ? [] : [{ id: "search", message: t.messages.missingSearch }])) void navigate(messagesPath(member), { state: { search } });
  };
  const clear = () => {
    void navigate(messagesPath(member));
    // The button goes away.
    document.getElementById("search")?.focus();
  };
  return (
    <form role="search" noValidate onSubmit={submit} className="mb-6">
      <Field
        id="search"
        type="search"
        label={t.messages.search}
        hint={t.messages.searchHint}
        error={errors.of("search")}
        value={typed}
        onChange={(event) => setTyping({ searched, text: event.target.value })}
        autoComplete="off"
        spellCheck={false}
      />
      <div className="-mt-2 flex flex-wrap gap-3">
        <Button type="submit" look="secondary">
          {t.messages.find}
        </Button>
        {searched && (
          <Button look="plain" onPress={clear}>
            {t.messages.clear}
          </Button>
        )}
      </div>
    </form>
  );
}

/** Messages that were begun and not sent; what was begun in a conversation is told there. */
function NotSent({ member, drafts }: { member: Member; drafts: Drafts }) {
  const { t, format } = useText();
  const texts = t.messages;
  const begun = drafts.filter(({ draft }) => draft.id === NEW && isBegun(draft));
  if (begun.length === 0) return null;
  return (
    <div className="mb-6">
      <Card title={texts.notSent}>
        <ul role="list">
          {begun.map(({ chart, draft }) => (
            <li key={chart.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line py-3 first:border-0">
              <span>
                <strong>{draft.subject.trim() || texts.noSubject}</strong>
                <span className="block text-quiet">{chart.practice.name}</span>
                <span className="block text-quiet">{texts.savedOn(format.moment(new Date(draft.saved)))}</span>
              </span>
              <ButtonLink look="secondary" to={writePath(member, chart.id)}>
                <span>
                  {texts.goOn} <span className="sr-only">{draft.subject.trim() || chart.practice.name}</span>
                </span>
              </ButtonLink>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

/** What the eye sees beside the subject is in the link for those who hear it. */
function ThreadLine({ member, thread, hasDraft }: { member: Member; thread: Thread; hasDraft: boolean }) {
  const { t, format } = useText();
  const texts = t.messages;
  const marks = [thread.unread && texts.unread, thread.attachments && texts.attachment, hasDraft && texts.draft].filter((each) => each !== false);
  return (
    <>
      <Link to={threadPath(member, thread.chart, thread.id)} className={`link inline-block py-1 ${thread.unread ? "font-bold" : ""}`}>
        {thread.subject}
        {marks.length > 0 && <span className="sr-only"> ({marks.join(", ")})</span>}
      </Link>
      <span aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 empty:hidden">
        {thread.unread && <Badge look="bad">{texts.unread}</Badge>}
        {hasDraft && <Badge look="quiet">{texts.draft}</Badge>}
        {thread.attachments && <span>{texts.attachment}</span>}
      </span>
      <span className="block">{texts.with(whomText(thread.to, t), thread.practice.name)}</span>
      <span className="block text-quiet">{texts.newest[thread.last_by](format.moment(new Date(thread.last)))}</span>
      {thread.state === "closed" && <span className="block text-quiet">{texts.closed}</span>}
    </>
  );
}
