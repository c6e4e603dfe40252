import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { Button, ButtonLink } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { BackLink } from "../patients/PatientPage";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";
import { Preview } from "./Preview";

/** Bytes that the server takes, without the spaces between. */
const LARGEST = 200 * 1024;
const FIELD = "questionnaire";

/** A questionnaire from a file: looked at first, then put into the library. What is wrong with it is told place by place. */
export function AddQuestionnaire() {
  const { s } = useStaffText();
  const texts = s.library;
  const { path } = useStaff();
  const queries = useQueryClient();
  const [read, setRead] = useState<{ file: string; questionnaire: fhir4.Questionnaire } | null>(null);
  const [said, say] = useState<string | null>(null);
  // Why there is nothing to add: the file's own fault stays the answer until there is another file.
  const [lack, setLack] = useState(texts.errors.none);
  const errors = useFormErrors();
  const { busy, run } = useConsoleOperation(errors, (problem) =>
    problem.fields.length ? problem.fields.map(({ path: place, detail }) => ({ id: FIELD, message: texts.at(place.replace(/^questionnaire\.?/, "") || FIELD, detail) })) : null,
  );
  const refuse = (message: string) => {
    setLack(message);
    errors.show([{ id: FIELD, message }]);
  };

  const choose = async (file: File | undefined) => {
    setRead(null);
    say(null);
    setLack(texts.errors.none);
    if (!file) return;
    const text = await file.text();
    try {
      const questionnaire = JSON.parse(text) as fhir4.Questionnaire;
      if (questionnaire?.resourceType !== "Questionnaire") return refuse(texts.errors.type);
      if (new Blob([JSON.stringify(questionnaire)]).size > LARGEST) return refuse(texts.errors.size);
      errors.show([]);
      setRead({ file: `${file.name} ${file.lastModified}`, questionnaire });
    } catch {
      refuse(texts.errors.json);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!read) return refuse(lack);
    void run("send", async () => {
      say(null);
      const questionnaire = read.questionnaire as unknown as Record<string, unknown>;
      const added = await answer(api.POST("/api/practices/{practice_id}/questionnaires", { params: { path }, body: { questionnaire } }));
      say(texts.saved(added.title));
      await tellChange(queries, "questionnaires");
    });
  };
  return (
    <Page title={texts.add} eyebrow={<BackLink to="/forms/library">{texts.title}</BackLink>} errors={errors.list}>
      <DoneNotice said={said} />
      <form noValidate onSubmit={submit} className="mb-6">
        <Field
          id={FIELD}
          type="file"
          accept=".json,application/json,application/fhir+json"
          label={texts.file}
          hint={`${texts.fileHint} ${texts.same}`}
          error={errors.of(FIELD)}
          // The same file, mended, is read again.
          onClick={(event) => (event.currentTarget.value = "")}
          onChange={(event) => void choose(event.target.files?.[0])}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" isPending={busy !== null}>
            {texts.save}
          </Button>
          <ButtonLink look="secondary" to="/forms/ask">
            {s.forms.ask}
          </ButtonLink>
        </div>
      </form>
      {read && <Preview key={read.file} questionnaire={read.questionnaire} />}
    </Page>
  );
}
