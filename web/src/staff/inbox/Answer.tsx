import { useState, type FormEvent } from "react";
import { answer, api } from "../../api/client";
import { Button } from "../../ui/Button";
import { TextAreaField } from "../../ui/Field";
import { useAttempt } from "../../ui/useAttempt";
import type { FormErrors } from "../../ui/useFormErrors";
import { fieldErrors } from "../../ui/useOperation";
import { useWarnBeforeLeaving } from "../../ui/useWarnBeforeLeaving";
import type { Thread } from "../api";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";
import { ATTACHMENTS, Enclosures } from "./Enclosures";
import { useTellThreads } from "./threads";
import { useEnclosures } from "./useEnclosures";

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
  const files = useEnclosures();
  useWarnBeforeLeaving(content !== "" || files.uploads.length > 0);
  const { busy, run } = useConsoleOperation(errors, (problem) => {
    if (problem.slug === "no-access") return [{ message: texts.errors.noAccess }];
    return fieldErrors(problem, [FIELD, ATTACHMENTS], (field) => (field === FIELD ? texts.errors.content.long : texts.errors.attachments.unknown));
  });
  const send = async () => {
    say(null);
    const body = { content: content.trim(), attachments: files.ids };
    const params = { path: { ...path, thread: thread.id } };
    await answer(api.POST("/api/practices/{practice_id}/threads/{thread}/messages", { params, headers: attempt.headers(body), body }));
    attempt.done();
    setContent("");
    files.clear();
    say(texts.sent);
    await tell();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = [
      ...(content.trim() ? [] : [{ id: FIELD, message: texts.errors.content.missing }]),
      ...(files.trouble ? [{ id: ATTACHMENTS, message: texts.errors.attachments[files.trouble] }] : []),
    ];
    if (errors.show(lacks)) void run("send", send);
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
      <Enclosures files={files} error={errors.of(ATTACHMENTS)} />
      <Button type="submit" isPending={busy !== null}>
        {texts.send}
      </Button>
    </form>
  );
}
