import { useState } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "../../../api/client";
import { useTellChange } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Field } from "../../../ui/Field";
import { useFormErrors } from "../../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../../ui/useOperation";
import { EditPage } from "../EditPage";
import { INFO } from "./AccountInfo";

const ID = "address";

export function AddEmail() {
  const { t } = useText();
  const texts = t.info;
  const navigate = useNavigate();
  const tellChange = useTellChange();
  const [address, setAddress] = useState("");
  const errors = useFormErrors();
  const words: Record<string, string> = { own: texts.yourEmail, too_many: texts.tooManyEmails };
  const { busy, run } = useOperation(errors, (problem) => fieldErrors(problem, [ID], (_, code) => words[code] ?? texts.badEmail));
  const submit = () => {
    const wanted = address.trim();
    if (!errors.show(/^\S+@\S+$/.test(wanted) ? [] : [{ id: ID, message: texts.badEmail }])) return;
    void run("send", async () => {
      await answer(api.POST("/api/account/emails", { body: { address: wanted } }));
      await tellChange("emails");
      void navigate(`${INFO}/email/verify`);
    });
  };
  return (
    <EditPage
      title={texts.addEmail}
      eyebrow={t.account.tabs.info}
      errors={errors}
      isSending={busy !== null}
      onSubmit={submit}
      back={INFO}
      submit={t.app.continue}
    >
      <Field
        id={ID}
        label={texts.newEmail}
        hint={texts.newEmailHint}
        error={errors.of(ID)}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
      />
    </EditPage>
  );
}
