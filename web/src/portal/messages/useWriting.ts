import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useLocation } from "react-router";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import type { ApiProblem } from "../../api/problem";
import type { OpenDraft } from "../../api/queries/messages";
import { useText } from "../../i18n/language";
import { problemText, waitText } from "../../i18n/problemText";
import { useAttempt } from "../../ui/useAttempt";
import type { FormErrors } from "../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../ui/useOperation";
import { isRunning, uploadsOf } from "../documents/uploads";
import { bodyOf, draftOf, type Writing } from "./drafts";

type Part = keyof Writing;
type Body = ReturnType<typeof bodyOf>;

/**
 * A message while it is written: kept as a draft, sent once, still there when it could not be sent. `parts` are those that
 * the form has, in their order.
 */
export function useWriting(chart: string, id: string, opened: OpenDraft, parts: Part[], errors: FormErrors) {
  const { t } = useText();
  const queries = useQueryClient();
  const attempt = useAttempt();
  const files = uploadsOf(useLocation().pathname, chart);
  const [draft] = useState(() => draftOf(chart, id, opened));
  const state = useSyncExternalStore(draft.subscribe, draft.current);
  // Whoever goes on to another page finds there what is saved here.
  useEffect(
    () => () => {
      if (draft.isUnsaved) void draft.flush().then(() => tellChange(queries, "messages"));
    },
    [draft, queries],
  );
  const hasFailed = useRef(false);
  const words = (part: string, code: string) => t.messages.errors[part]?.[code] ?? t.problem.check;
  const why = (problem: ApiProblem) => (problem.status === 429 ? t.messages.tooMany(waitText(problem.retryAfter, t)) : problemText(problem, t));
  const { busy, run } = useOperation<"send" | "discard">(
    errors,
    (problem) => fieldErrors(problem, parts, words) ?? [{ message: `${t.messages.notSentYet} ${why(problem)}` }],
  );
  const forget = () => answer(api.DELETE("/api/charts/{chart}/drafts/{draft}", { params: { path: { chart, draft: id } } }));
  /** Does what ends the draft; where that fails, it goes on. */
  const end = async <Done,>(work: () => Promise<Done>) => {
    await draft.pause();
    try {
      const done = await work();
      draft.close();
      files.end();
      await tellChange(queries, "messages");
      return done;
    } catch (error) {
      hasFailed.current = true;
      draft.resume();
      throw error;
    }
  };
  return {
    typed: state.typed,
    state,
    draft,
    /** Something of it is written, or was. */
    isBegun: state.version > 0 || Object.values(state.typed).some((part: string | unknown[]) => part.length > 0),
    busy: busy !== null,
    change: (next: Partial<Writing>) => draft.change({ ...state.typed, ...next }),
    /** Sends it by `post` unless something is missing or a file is still on its way; then `done`. */
    send: <Sent,>(post: (body: Body, headers: { "Idempotency-Key": string }) => Promise<Sent>, done: (sent: Sent) => void) => {
      const missing = parts.filter((part) => part !== "attachments" && !state.typed[part].trim());
      const waits = files.current().some(isRunning) ? [{ id: "attachments", message: words("attachments", "uploading") }] : [];
      if (!errors.show([...missing.map((part) => ({ id: part, message: words(part, "missing") })), ...waits])) return;
      void run("send", async () => {
        const body = bodyOf(state.typed);
        const sent = await end(async () => {
          const answered = await post(body, attempt.headers(body));
          // If it was the failed try that sent it, what was saved since then would stay.
          if (hasFailed.current) await forget().catch(() => undefined);
          return answered;
        });
        done(sent);
      });
    },
    /** Nothing of it is kept. */
    discard: (done: () => void) =>
      void run("discard", async () => {
        await end(forget);
        done();
      }),
  };
}

export type WritingHere = ReturnType<typeof useWriting>;
