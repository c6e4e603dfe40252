import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { TextAreaField } from "../../ui/Field";
import type { FormErrors } from "../../ui/useFormErrors";
import { fieldErrors } from "../../ui/useOperation";
import type { Correction } from "../api";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";

const LOOKS = { open: "quiet", accepted: "good", declined: "bad" } as const;

interface CorrectionCardProps {
  correction: Correction;
  errors: FormErrors;
  say: (text: string) => void;
}

/** One request; who may decides it here, with a reason that the patient reads. */
export function CorrectionCard({ correction, errors, say }: CorrectionCardProps) {
  const { t, s, format } = useStaffText();
  const texts = s.corrections;
  const { may } = useStaff();
  const { patient, field, by, sent, wanted, note, state, reason, decided } = correction;
  const rows: [string, string | null][] = [
    [texts.wanted, field === "birth_date" ? (format.fhirDay(wanted) ?? wanted) : wanted],
    [texts.note, note],
    [texts.reason, reason],
    [texts.decidedAt, decided && format.moment(new Date(decided))],
  ];
  return (
    <Card title={texts.of(patient, t.corrections.fields[field])} meta={texts.by(by, format.moment(new Date(sent)))}>
      <dl>
        {rows.map(([title, value]) =>
          value ? (
            <div key={title} className="border-b border-line py-2 last:border-0">
              <dt className="font-bold">{title}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {state !== "open" && <Badge look={LOOKS[state]}>{texts.states[state]}</Badge>}
      {state === "open" && may("corrections", "write") && <Decide correction={correction} errors={errors} say={say} />}
    </Card>
  );
}

function Decide({ correction: { id, patient }, errors, say }: CorrectionCardProps) {
  const { t, s } = useStaffText();
  const texts = s.corrections;
  const { path } = useStaff();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const field = `reason-${id}`;
  const { busy, run } = useConsoleOperation<"accepted" | "declined">(errors, (problem) => {
    if (problem.status === 409) {
      void tellChange(queries, "corrections");
      return [{ message: texts.taken }];
    }
    return fieldErrors(problem, ["reason"], (_, code) => (code === "too_long" ? t.corrections.tooLong : texts.missingReason))?.map((each) => ({ ...each, id: field })) ?? null;
  });

  const decide = (decision: "accepted" | "declined") => {
    const isMissing = decision === "declined" && reason.trim() === "";
    if (!errors.show(isMissing ? [{ id: field, message: texts.missingReason }] : [])) return;
    void run(decision, async () => {
      say("");
      const params = { path: { ...path, correction_id: id } };
      const body = { decision, reason: reason.trim() };
      await answer(api.POST("/api/practices/{practice_id}/corrections/{correction_id}", { params, body }));
      say(texts.done[decision]);
      await tellChange(queries, "corrections");
    });
  };
  const whose = <span className="sr-only"> {patient}</span>;
  return (
    <div className="mt-4">
      <TextAreaField
        id={field}
        label={texts.reason}
        hint={texts.reasonHint}
        error={errors.of(field)}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex flex-wrap gap-3">
        <Button isPending={busy === "accepted"} onPress={() => decide("accepted")}>
          {texts.accept}
          {whose}
        </Button>
        <Button look="secondary" isPending={busy === "declined"} onPress={() => decide("declined")}>
          {texts.decline}
          {whose}
        </Button>
      </div>
    </div>
  );
}
