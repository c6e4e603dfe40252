import { useId } from "react";
import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { Message, Thread } from "../../api/queries/messages";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { sizeText } from "../../i18n/sizeText";
import { Button } from "../../ui/Button";
import { useOpenLater } from "../../ui/useOpenLater";
import { Outside } from "../Outside";
import { personText } from "./words";

/** One message: from whom, on whose behalf, when, and what came with it. */
export function MessageCard({ thread, message }: { thread: Thread; message: Message }) {
  const { t, format } = useText();
  const id = useId();
  const { by, side, on_behalf_of: behalf, sent, content, attachments } = message;
  const isOwn = side === "account";
  return (
    <article aria-labelledby={id} className={`rounded-lg border border-line p-4 sm:p-6 ${isOwn ? "bg-white" : "bg-cool"}`}>
      <h3 id={id}>
        <strong>{isOwn ? t.messages.you : personText(by.name, by.role, t)}</strong>
        <span className="block">{format.moment(new Date(sent))}</span>
      </h3>
      {behalf && <p className="text-quiet">{t.messages.onBehalf(behalf)}</p>}
      <p className="mt-3 max-w-3xl wrap-anywhere whitespace-pre-line">{content}</p>
      {attachments.length > 0 && (
        <ul role="list" aria-label={t.messages.files} className="mt-3 border-t border-line pt-3">
          {attachments.map((file) => (
            <li key={file.id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <span className="wrap-anywhere">{[file.name, sizeText(file.size, t, format)].filter(Boolean).join(" · ")}</span>
              <OpenAttachment thread={thread} id={file.id} name={file.name} />
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function OpenAttachment({ thread, id, name }: { thread: Thread; id: string; name: string }) {
  const { t } = useText();
  const path = { chart: thread.chart, thread: thread.id, id };
  const file = useOpenLater(async () => (await answer(api.GET("/api/charts/{chart}/threads/{thread}/attachments/{id}", { params: { path } }))).url);
  const isGone = file.error instanceof ApiProblem && file.error.status === 404;
  return (
    <span>
      <Button look="plain" isPending={file.isBusy} onPress={file.open}>
        <span>
          {t.messages.open} <span className="sr-only">{name}</span> <span className="font-normal">{t.app.newTab}</span>
        </span>
      </Button>
      <Outside link={file.link} problem={file.error ? (isGone ? t.messages.fileGone : problemText(file.error, t)) : null} />
    </span>
  );
}
