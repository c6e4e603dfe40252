import { useState, type FormEvent } from "react";
import { answer, api } from "../../api/client";
import type { Chart } from "../../api/queries/account";
import { useOpenDraft, type OpenDraft, type Thread } from "../../api/queries/messages";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { Failed, Loading } from "../../ui/states";
import type { FormErrors } from "../../ui/useFormErrors";
import { MessageFields } from "./MessageFields";
import { useWriting } from "./useWriting";

interface ReplyProps {
  chart: Chart;
  thread: Thread;
  /** Those of the page. */
  errors: FormErrors;
  onSent: () => void;
}

/** One more message of a conversation. After it was sent another can be written. */
export function Reply(props: ReplyProps) {
  const { thread } = props;
  const [sent, count] = useState(0);
  const opened = useOpenDraft(thread.chart, thread.id);
  if (opened.error) return <Failed error={opened.error} retry={() => void opened.refetch()} />;
  if (!opened.data) return <Loading />;
  const next = () => {
    count(sent + 1);
    props.onSent();
  };
  return <Form key={sent} {...props} opened={sent ? { stored: null, attachments: [] } : opened.data} onSent={next} />;
}

function Form({ chart, thread, errors, onSent, opened }: ReplyProps & { opened: OpenDraft }) {
  const { t } = useText();
  const writing = useWriting(thread.chart, thread.id, opened, ["content", "attachments"], errors);
  const params = { path: { chart: thread.chart, thread: thread.id } };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    writing.send(
      ({ content, attachments }, headers) =>
        answer(api.POST("/api/charts/{chart}/threads/{thread}/messages", { params, headers, body: { content, attachments } })),
      onSent,
    );
  };
  return (
    <form noValidate onSubmit={submit}>
      <MessageFields chart={chart} writing={writing} label={t.messages.reply} hint={t.messages.othersRead(thread.practice.name)} errors={errors} />
      <Button type="submit" isPending={writing.busy}>
        {t.messages.sendReply}
      </Button>
    </form>
  );
}
