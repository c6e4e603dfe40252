import { useState } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "../../../api/client";
import type { Account } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Field } from "../../../ui/Field";
import { useFormErrors } from "../../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../../ui/useOperation";
import { EditPage } from "../EditPage";
import { INFO } from "./AccountInfo";
import type { NewPhone } from "./VerifyPhone";

const ID = "number";

export function AddPhone({ account }: { account: Account }) {
  const { t } = useText();
  const texts = t.info;
  const navigate = useNavigate();
  const [number, setNumber] = useState("");
  const errors = useFormErrors();
  const { busy, run } = useOperation(errors, (problem) => fieldErrors(problem, [ID], () => texts.badPhone));
  const submit = () => {
    const wanted = number.trim();
    if (!errors.show(/\d/.test(wanted) ? [] : [{ id: ID, message: texts.badPhone }])) return;
    void run("send", async () => {
      const sent = await answer(api.POST("/api/account/phone", { body: { number: wanted } }));
      const state: NewPhone = { number: wanted, shown: sent.number, expiresAt: sent.expires_at };
      void navigate(`${INFO}/phone/verify`, { state });
    });
  };
  return (
    <EditPage
      title={account.phone ? texts.changePhone : texts.addPhone}
      eyebrow={t.account.tabs.info}
      errors={errors}
      isSending={busy !== null}
      onSubmit={submit}
      back={INFO}
      submit={t.app.continue}
    >
      <Field
        id={ID}
        label={texts.newPhone}
        hint={texts.newPhoneHint}
        error={errors.of(ID)}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
        type="tel"
        autoComplete="tel"
      />
    </EditPage>
  );
}
