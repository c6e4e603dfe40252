import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useParams } from "react-router";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { Chart, Member } from "../../api/queries/account";
import { useThread, type Thread } from "../../api/queries/messages";
import { chartsSharing } from "../../api/queries/records";
import { useMember } from "../../app/MemberRoute";
import { NotFound } from "../../app/NotFound";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { BackLink } from "../../ui/BackLink";
import { Button } from "../../ui/Button";
import { FailedPage } from "../../ui/FailedPage";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { useFormErrors } from "../../ui/useFormErrors";
import { DoneNotice } from "../account/DoneNotice";
import { messagesPath } from "./address";
import { Emergency } from "./Emergency";
import { OwnMessage } from "./OwnMessage";
import { Reply } from "./Reply";
import { whomText } from "./words";

/** One conversation: what was written, and the way to reply (F2, F3). */
export function ThreadPage() {
  const member = useMember();
  const { chart: id, thread = "" } = useParams();
  const chart = chartsSharing(member, "messages").find((each) => each.id === id);
  if (!chart) return <Gone member={member} />;
  return <Conversation key={thread} member={member} chart={chart} id={thread} />;
}

function Gone({ member }: { member: Member }) {
  const { t } = useText();
  return <NotFound title={t.messages.goneTitle} text={t.messages.goneText} back={<BackLink to={messagesPath(member)}>{t.messages.back}</BackLink>} />;
}

function Conversation({ member, chart, id }: { member: Member; chart: Chart; id: string }) {
  const { t } = useText();
  const texts = t.messages;
  const { query, thread, messages } = useThread(chart.id, id);
  const errors = useFormErrors();
  const [said, say] = useState<string | null>(null);
  useRead(thread);
  if (query.error && !thread) {
    const isGone = query.error instanceof ApiProblem && query.error.status === 404;
    return isGone ? <Gone member={member} /> : <FailedPage error={query.error} retry={() => void query.refetch()} />;
  }
  if (!thread) return <Loading />;
  const mayWrite = chart.sections.messages === "write";
  return (
    <Page
      title={thread.subject}
      eyebrow={<BackLink to={messagesPath(member)}>{texts.back}</BackLink>}
      errors={errors.list}
      aside={
        mayWrite && (
          <Button look="secondary" onPress={() => document.getElementById("content")?.focus()}>
            {texts.toReply}
          </Button>
        )
      }
    >
      <Emergency />
      <DoneNotice said={said} words={{ sent: texts.sent }} />
      <p className="mb-6">
        <strong>{texts.to}:</strong> {texts.with(whomText(thread.to, t), thread.practice.name)}
      </p>
      {member.relationship !== "self" && <Notice>{texts.onlyYou(nameOf(member))}</Notice>}
      {thread.state === "closed" && <Notice>{texts.closedNote}</Notice>}
      <h2 className="mb-3 text-xl font-bold sm:text-2xl">{texts.messages}</h2>
      {query.hasNextPage && (
        <p className="mb-4">
          <Button look="secondary" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            {texts.older}
          </Button>
        </p>
      )}
      <ul role="list" className="grid gap-4">
        {messages.map((message) => (
          <li key={message.id}>
            <OwnMessage thread={thread} message={message} />
          </li>
        ))}
      </ul>
      {thread.last_by === "account" && <p className="mt-3 text-quiet">{thread.seen_by_practice ? texts.seen : texts.notSeen}</p>}
      <div className="mt-8 max-w-2xl">
        {mayWrite ? <Reply chart={chart} thread={thread} errors={errors} onSent={() => say(texts.sent)} /> : <Notice>{texts.mayNot(nameOf(member))}</Notice>}
      </div>
    </Page>
  );
}

/** Says what was shown here: what comes meanwhile stays unread. */
function useRead(thread: Thread | null) {
  const queries = useQueryClient();
  const count = thread?.unread ? thread.count : null;
  useEffect(() => {
    if (!thread || count === null) return;
    const params = { path: { chart: thread.chart, thread: thread.id } };
    // Where it cannot be said now, it is said when the page is opened again.
    void answer(api.PUT("/api/charts/{chart}/threads/{thread}/read", { params, body: { count } })).then(
      () => tellChange(queries, "messages", "members"),
      () => undefined,
    );
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [thread?.id, count]);
}
