import { useState, type FormEvent } from "react";
import { answer, api } from "../../api/client";
import { Button } from "../../ui/Button";
import { TextAreaField } from "../../ui/Field";
import { useAttempt } from "../../ui/useAttempt";
import type { FormErrors } from "../../ui/useFormErrors";
import { useWarnBeforeLeaving } from "../../ui/useWarnBeforeLeaving";
import type { Thread } from "../api";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";
import { useTellThreads } from "./threads";

export interface ThreadPart {
  thread: Thread;
  /** The errors of the page, and what it says was done. */
  errors: FormErrors;
  say: (text: string | null) => void;
}

const FIELD = "content";

/** The answer to whoever writes. A send that fails keeps the text (F5). */
export function Answer({ thread, errors, say }: ThreadPart) {
  const { s } = useStaffText();
  const texts = s.inbox;
  const { path } = useStaff();
  const tell = useTellThreads();
  const attempt = useAttempt();
  const [content, setContent] = useState("");
  useWarnBeforeLeaving(content !== "");
  const { busy, run } = useConsoleOperation(errors, (problem) => {
    if (problem.slug === "no-access") return [{ message: texts.errors.noAccess }];
    return problem.fields.length ? [{ id: FIELD, message: texts.errors.content.long }] : null;
  });
  const send = async () => {
    say(null);
    const body = { content: content.trim() };
    const params = { path: { ...path, thread: thread.id } };
    await answer(api.POST("/api/practices/{practice_id}/threads/{thread}/messages", { params, headers: attempt.headers(body), body }));
    attempt.done();
    setContent("");
    say(texts.sent);
    await tell();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (errors.show(content.trim() ? [] : [{ id: FIELD, message: texts.errors.content.missing }])) void run("send", send);
  };
  return (
    <form noValidate onSubmit={submit} className="mb-8">
      <TextAreaField
        id={FIELD}
        rows={6}
        label={texts.answer}
        hint={texts.answerHint(thread.writer)}
        error={errors.of(FIELD)}
        value={content}
        onChange={(event) => setContent(event.target.value)}
      />
      <Button type="submit" isPending={busy !== null}>
        {texts.send}
      </Button>
    </form>
  );
}
