import { useState } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "../../api/client";
import type { ApiProblem } from "../../api/problem";
import { useTellChange, type Account } from "../../api/queries/account";
import { useText } from "../../i18n/language";
import { NewPasswordField, passwordError, passwordWords, SHORTEST } from "../../ui/NewPasswordField";
import { PasswordField } from "../../ui/PasswordField";
import { useFormErrors } from "../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../ui/useOperation";
import { EditPage } from "./EditPage";

/** The server's names of the fields are also their ids on the page. */
const OLD = "PreviousPassword";
const NEW = "ProposedPassword";

export function ChangePassword({ account }: { account: Account }) {
  const { t } = useText();
  const texts = t.changePassword;
  const navigate = useNavigate();
  const tellChange = useTellChange();
  const [old, setOld] = useState("");
  const [wanted, setWanted] = useState("");
  const errors = useFormErrors();
  const isStrong = account.mfa.enabled.some((factor) => factor !== "EMAIL_OTP");
  const shortest = isStrong ? SHORTEST.withFactor : SHORTEST.alone;
  const explain = (problem: ApiProblem) =>
    problem.slug === "incorrect-credentials"
      ? [{ id: OLD, message: texts.incorrect }]
      : fieldErrors(problem, [OLD, NEW], (_, code) => passwordWords(code, shortest, t));
  const { busy, run } = useOperation(errors, explain);

  const submit = () => {
    const wrong = passwordError(wanted, shortest, t);
    const missing = [
      ...(old === "" ? [{ id: OLD, message: texts.missingOld }] : []),
      ...(wrong === null ? [] : [{ id: NEW, message: wrong }]),
    ];
    if (!errors.show(missing)) return;
    void run("send", async () => {
      await answer(api.POST("/api/auth/change-password", { body: { PreviousPassword: old, ProposedPassword: wanted } }));
      await tellChange("devices");
      void navigate("/account/security", { state: { done: "password" } });
    });
  };

  return (
    <EditPage
      title={t.account.tabs.password}
      note={texts.note}
      errors={errors}
      isSending={busy !== null}
      onSubmit={submit}
      back="/account/info"
      submit={texts.submit}
    >
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={account.username} readOnly hidden />
      <PasswordField id={OLD} label={texts.old} error={errors.of(OLD)} value={old} onChange={setOld} autoComplete="current-password" />
      <NewPasswordField id={NEW} label={texts.new} shortest={shortest} error={errors.of(NEW)} value={wanted} onChange={setWanted} />
    </EditPage>
  );
}
