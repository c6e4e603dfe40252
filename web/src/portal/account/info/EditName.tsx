import { useState } from "react";
import type { Account } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Field } from "../../../ui/Field";
import { useFormErrors } from "../../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../../ui/useOperation";
import { EditPage } from "../EditPage";
import { INFO } from "./AccountInfo";
import { useSave } from "./useSave";

export function EditName({ account }: { account: Account }) {
  const { t } = useText();
  const texts = t.info;
  const save = useSave();
  const [given, setGiven] = useState(account.given);
  const [family, setFamily] = useState(account.family);
  const errors = useFormErrors();
  const words = (code: string) => texts.nameErrors[code] ?? t.problem.check;
  const { busy, run } = useOperation(errors, (problem) => fieldErrors(problem, ["given", "family"], (_, code) => words(code)));
  const submit = () => {
    const missing = Object.entries({ given, family }).filter(([, value]) => value.trim() === "");
    if (!errors.show(missing.map(([id]) => ({ id, message: words("missing") })))) return;
    void run("send", () => save({ given: given.trim(), family: family.trim() }, "name"));
  };
  return (
    <EditPage
      title={texts.name}
      eyebrow={t.account.tabs.info}
      note={texts.nameNote}
      errors={errors}
      isSending={busy !== null}
      onSubmit={submit}
      back={INFO}
    >
      <Field
        id="given"
        label={texts.given}
        error={errors.of("given")}
        value={given}
        onChange={(event) => setGiven(event.target.value)}
        autoComplete="given-name"
      />
      <Field
        id="family"
        label={texts.family}
        error={errors.of("family")}
        value={family}
        onChange={(event) => setFamily(event.target.value)}
        autoComplete="family-name"
      />
    </EditPage>
  );
}
