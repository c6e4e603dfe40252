import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { Message, Thread } from "../../api/queries/messages";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { Button } from "../../ui/Button";
import { MessageCard } from "../../ui/MessageCard";
import { useOpenLater } from "../../ui/useOpenLater";
import { Outside } from "../Outside";
import { personText } from "./words";

/** A message as the account sees it, whose own side is `you`. */
export function OwnMessage({ thread, message }: { thread: Thread; message: Message }) {
  const { t } = useText();
  const { by, side, on_behalf_of: behalf } = message;
  const isPractice = side === "practice";
  return (
    <MessageCard
      {...message}
      from={isPractice ? personText(by.name, by.role, t) : t.messages.you}
      isPractice={isPractice}
      behalf={behalf && t.messages.onBehalf(behalf)}
      files={t.messages.files}
      open={({ id, name }) => <OpenAttachment thread={thread} id={id} name={name} />}
    />
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
