import { useQueryClient } from "@tanstack/react-query";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import { sizeText } from "../../i18n/sizeText";
import { Button, ButtonLink } from "../../ui/Button";
import type { FormErrors } from "../../ui/useFormErrors";
import type { ReceivedDocument } from "../api";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";
import { OpenReceived } from "./OpenReceived";

/** The name of a document, its size, and what was said with it. */
export function About({ document: { name, size, note } }: { document: ReceivedDocument }) {
  const { t, s, format } = useStaffText();
  return (
    <>
      <strong className="wrap-anywhere">{name}</strong>
      <span className="block text-quiet">{sizeText(size, t, format)}</span>
      {note && (
        <span className="block wrap-anywhere whitespace-pre-line">
          {s.received.note}: {note}
        </span>
      )}
    </>
  );
}

interface DocumentActionsProps {
  document: ReceivedDocument;
  errors: FormErrors;
  say: (text: string | null) => void;
}

/** Open, put away or bring back, and the way to the conversation that it came with. */
export function DocumentActions({ document, errors, say }: DocumentActionsProps) {
  const { s } = useStaffText();
  const texts = s.received;
  const { path, may } = useStaff();
  const queries = useQueryClient();
  const { busy, run } = useConsoleOperation(errors);
  const { id, name, patient, state, thread } = document;
  const turn = async () => {
    say(null);
    const next = state === "new" ? "seen" : "new";
    await answer(api.PATCH("/api/practices/{practice_id}/documents/{given}", { params: { path: { ...path, given: id } }, body: { state: next } }));
    say(next === "seen" ? texts.wasPutAway(name) : texts.wasBroughtBack(name));
    await tellChange(queries, "received");
  };
  const which = <span className="sr-only"> {texts.of(name, patient)}</span>;
  return (
    <span className="flex flex-wrap gap-x-6">
      <OpenReceived id={id} name={texts.of(name, patient)} />
      {thread && may("messages") && (
        <ButtonLink look="plain" to={`/inbox/threads/${thread}`}>
          <span>
            {texts.thread}
            {which}
          </span>
        </ButtonLink>
      )}
      {state !== "attached" && may("documents", "write") && (
        <Button look="plain" isPending={busy !== null} onPress={() => void run("send", turn)}>
          <span>
            {state === "new" ? texts.putAway : texts.bringBack}
            {which}
          </span>
        </Button>
      )}
    </span>
  );
}
