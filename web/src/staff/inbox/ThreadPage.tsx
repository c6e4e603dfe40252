import { useEffect, useRef, useState } from "react";
import { Link, useParams } from "react-router";
import { ApiProblem } from "../../api/problem";
import { NotFound } from "../../app/NotFound";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { BackLink } from "../patients/PatientPage";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { FailedPage } from "../../ui/FailedPage";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { useFormErrors } from "../../ui/useFormErrors";
import type { Thread } from "../api";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { Answer } from "./Answer";
import { StaffMessage } from "./StaffMessage";
import { ThreadActions } from "./ThreadActions";
import { useChangeThread, useNameOf, useThread, useWriterOf } from "./threads";

/** One conversation: who it is about, what was written, the answer, and what to do with it (D8, F4). */
export function ThreadPage() {
  const { s } = useStaffText();
  const texts = s.inbox;
  const { thread: id = "" } = useParams();
  const { may } = useStaff();
  const { query, thread, messages } = useThread(id);
  const [said, say] = useState<string | null>(null);
  const errors = useFormErrors();
  useSeen(thread);
  if (query.error && !thread) {
    const isGone = query.error instanceof ApiProblem && query.error.status === 404;
    return isGone ? <NotFound title={texts.goneTitle} text={texts.goneText} /> : <FailedPage error={query.error} retry={() => void query.refetch()} />;
  }
  if (!thread) return <Loading />;
  const mayWrite = may("messages", "write");
  const part = { thread, errors, say };
  return (
    <Page title={thread.subject} eyebrow={<BackLink to="/inbox">{texts.back}</BackLink>} errors={errors.list} aside={<Badge look="quiet">{texts.states[thread.state]}</Badge>}>
      <DoneNotice said={said} words={{ sent: texts.sentFirst }} />
      <About thread={thread} />
      <h2 className="mb-3 text-xl font-bold sm:text-2xl">{texts.messages}</h2>
      {query.hasNextPage && (
        <p className="mb-3">
          <Button look="secondary" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            {texts.older}
          </Button>
        </p>
      )}
      <ul role="list" className="mb-8 grid gap-4">
        {messages.map((message) => (
          <li key={message.id}>
            <StaffMessage message={message} />
          </li>
        ))}
      </ul>
      {mayWrite && (thread.state === "open" ? <Answer key={thread.id} {...part} /> : <p className="mb-6">{texts.closedNote}</p>)}
      {mayWrite && <ThreadActions {...part} />}
    </Page>
  );
}

/** Says that somebody at the practice has seen what is shown here; what comes meanwhile stays unseen. */
function useSeen(thread: Thread | null) {
  const { may } = useStaff();
  const change = useChangeThread(thread?.id ?? "");
  const shown = thread && `${thread.id} ${thread.count}`;
  const lookedAt = useRef("");
  useEffect(() => {
    // What is marked as not seen while it is shown, here or by a colleague, stays so.
    if (!thread || shown === lookedAt.current) return;
    lookedAt.current = shown ?? "";
    // Where it cannot be said now, it is said when the page is opened again.
    if (thread.unseen && may("messages", "write")) void change({ seen: thread.count }).catch(() => undefined);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown]);
}

function About({ thread }: { thread: Thread }) {
  const { s } = useStaffText();
  const texts = s.inbox;
  const nameOf = useNameOf();
  const writerOf = useWriterOf();
  const { chart, patient, writer, role, to, assignee } = thread;
  const rows = [
    [
      texts.patient,
      <Link key={chart} to={`/patients/${chart}`} className="link inline-flex min-h-12 items-center md:min-h-0">
        {patient}
      </Link>,
    ],
    [texts.with, writerOf(thread)],
    [texts.to, nameOf(to)],
    [texts.assignee, nameOf(assignee)],
  ] as const;
  return (
    <>
      <dl className="mb-4">
        {rows.map(([title, value]) => (
          <div key={title} className="grid gap-x-6 border-b border-line py-2 last:border-0 sm:grid-cols-[14rem_1fr]">
            <dt className="font-bold">{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {role !== "primary" && <p className="mb-6 max-w-3xl">{texts.onlyWriter(writer, patient)}</p>}
    </>
  );
}
