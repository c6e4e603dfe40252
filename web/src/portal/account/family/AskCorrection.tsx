import { useRef, useState } from "react";
import { Navigate, useNavigate } from "react-router";
import { answer, api } from "../../../api/client";
import { useTellChange, type Member } from "../../../api/queries/account";
import type { CorrectionField } from "../../../api/queries/family";
import { nameOf } from "../../../i18n/format";
import { useText } from "../../../i18n/language";
import { Field, SelectField, TextAreaField } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useFormErrors } from "../../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../../ui/useOperation";
import type { DoneState } from "../DoneNotice";
import { EditPage } from "../EditPage";
import { mayCorrect } from "./corrections";
import { FAMILY } from "./Family";

/** Asks a practice to put one thing right in its own record. */
export function AskCorrection({ member }: { member: Member }) {
  const { t } = useText();
  const texts = t.corrections;
  const navigate = useNavigate();
  const tellChange = useTellChange();
  const charts = mayCorrect(member);
  const [chart, setChart] = useState(charts.length === 1 ? (charts[0]?.id ?? null) : null);
  const [field, setField] = useState<CorrectionField | "">("");
  const [wanted, setWanted] = useState("");
  const [note, setNote] = useState("");
  const errors = useFormErrors();
  /** The same request again, after a lost connection, asks once and not twice. */
  const attempt = useRef({ form: "", key: "" });
  const words = (name: string, code: string) => {
    if (code === "too_long") return texts.tooLong;
    return name === "wanted" && code !== "missing" ? texts.badDate : texts.missingWanted;
  };
  const { busy, run } = useOperation(errors, (problem) => fieldErrors(problem, ["wanted", "note"], words));
  const back = `${FAMILY}/${member.id}/corrections`;
  if (charts.length === 0) return <Navigate to={back} replace />;

  const submit = () => {
    const missing = [
      ...(chart ? [] : [{ id: "chart", message: texts.missingPractice }]),
      ...(field ? [] : [{ id: "field", message: texts.missingField }]),
      ...(wanted.trim() ? [] : [{ id: "wanted", message: texts.missingWanted }]),
    ];
    if (!errors.show(missing) || !chart || !field) return;
    const body = { chart, field, wanted: wanted.trim(), note: note.trim() || null };
    const form = JSON.stringify(body);
    if (attempt.current.form !== form) attempt.current = { form, key: crypto.randomUUID() };
    void run("send", async () => {
      const headers = { "Idempotency-Key": attempt.current.key };
      await answer(api.POST("/api/members/{id}/corrections", { params: { path: { id: member.id } }, headers, body }));
      await tellChange("corrections");
      const state: DoneState = { done: "asked" };
      void navigate(back, { state });
    });
  };

  const fields = Object.entries(texts.fields) as [CorrectionField, string][];
  return (
    <EditPage
      title={texts.ask}
      eyebrow={nameOf(member)}
      note={texts.intro}
      errors={errors}
      isSending={busy !== null}
      onSubmit={submit}
      back={back}
      submit={texts.send}
    >
      {charts.length > 1 && (
        <RadioGroup
          id="chart"
          legend={texts.practice}
          error={errors.of("chart")}
          value={chart}
          onChange={setChart}
          options={charts.map(({ id, practice }) => ({ value: id, label: practice.name }))}
        />
      )}
      <SelectField
        id="field"
        label={texts.field}
        error={errors.of("field")}
        value={field}
        onChange={(value) => setField(value as CorrectionField | "")}
        options={[["", texts.choose], ...fields]}
      />
      <Field
        id="wanted"
        label={texts.wanted}
        hint={field === "birth_date" ? texts.wantedHint : undefined}
        error={errors.of("wanted")}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        autoComplete="off"
      />
      <TextAreaField id="note" label={texts.note} error={errors.of("note")} value={note} onChange={(event) => setNote(event.target.value)} />
    </EditPage>
  );
}
