import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import { resultPath } from "../../portal/labs/address";
import { Button, ButtonLink } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import type { FormErrors } from "../../ui/useFormErrors";
import type { PracticeForm } from "../api";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";

interface FormActionsProps {
  form: PracticeForm;
  errors: FormErrors;
  say: (text: string) => void;
}

/** To the answers, or to the questions of what is not back yet; and withdraw. */
export function FormActions({ form, errors, say }: FormActionsProps) {
  const { s } = useStaffText();
  const { path, may } = useStaff();
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { busy, run } = useConsoleOperation(errors, (problem) => {
    if (problem.slug !== "already-submitted") return null;
    void tellChange(queries, "forms");
    return [{ message: s.forms.cameBack }];
  });
  const { id, chart, title, patient, state } = form;
  const withdraw = async () => {
    say("");
    await answer(api.DELETE("/api/practices/{practice_id}/patients/{chart}/forms/{form}", { params: { path: { ...path, chart, form: id } } }));
    say(s.forms.wasWithdrawn(title, patient));
    await tellChange(queries, "forms");
  };
  const which = <span className="sr-only"> {s.forms.ofForm(title, patient)}</span>;
  return (
    <span className="flex flex-wrap gap-x-6">
      {may("answers") && state === "submitted" && (
        <ButtonLink look="plain" to={resultPath(`/patients/${chart}/forms`, id)}>
          <span>
            {s.forms.see}
            {which}
          </span>
        </ButtonLink>
      )}
      {may("forms", "write") && state === "requested" && (
        <Button look="plain" isPending={busy !== null} onPress={() => setAsks(true)}>
          <span>
            {s.forms.withdraw}
            {which}
          </span>
        </Button>
      )}
      <ConfirmDialog
        title={s.forms.withdrawTitle(title, patient)}
        text={s.forms.withdrawText}
        action={s.forms.withdraw}
        isOpen={asks}
        onConfirm={() => void run("send", withdraw)}
        onClose={() => setAsks(false)}
      />
    </span>
  );
}

/** When it was asked for and by whom, and when it came back. */
export function FormTimes({ form: { requested, requested_by: by, submitted, submitted_by: sender } }: { form: PracticeForm }) {
  const { s, format } = useStaffText();
  const moment = (at: string) => format.moment(new Date(at));
  return (
    <>
      {submitted && <span className="block">{s.forms.sentAt(moment(submitted), sender)}</span>}
      <span className={`block ${submitted ? "text-quiet" : ""}`}>
        {s.forms.asked}: {s.forms.askedBy(moment(requested), by)}
      </span>
    </>
  );
}
