import { useState } from "react";
import type { Account } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Field } from "../../../ui/Field";
import { useFormErrors } from "../../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../../ui/useOperation";
import { EditPage } from "../EditPage";
import { INFO } from "./AccountInfo";
import { useSave } from "./useSave";

const ID = "username";

export function EditUsername({ account }: { account: Account }) {
  const { t } = useText();
  const texts = t.info;
  const save = useSave();
  const [username, setUsername] = useState(account.username);
  const errors = useFormErrors();
  const words = (code: string) => texts.usernameErrors[code] ?? t.problem.check;
  const { busy, run } = useOperation(errors, (problem) => fieldErrors(problem, [ID], (_, code) => words(code)));
  const submit = () => {
    const wanted = username.trim();
    if (errors.show(wanted === "" ? [{ id: ID, message: words("missing") }] : [])) void run("send", () => save({ username: wanted }, "username"));
  };
  return (
    <EditPage title={texts.username} eyebrow={t.account.tabs.info} errors={errors} isSending={busy !== null} onSubmit={submit} back={INFO}>
      <Field
        id={ID}
        label={texts.username}
        hint={texts.usernameHint}
        error={errors.of(ID)}
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
    </EditPage>
  );
}
