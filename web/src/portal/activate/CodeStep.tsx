import { useRef, useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { anonymous, answer } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import { startSession } from "../../api/session";
import { parseFhirDate } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { Button } from "../../ui/Button";
import type { FormError } from "../../ui/ErrorSummary";
import { Notice } from "../../ui/Notice";
import { OtpField, readCode } from "../../ui/OtpField";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import type { DashboardState } from "../dashboard/Dashboard";
import { STEPS, type StepProps } from "./invite";

export function CodeStep({ token, store, wizard }: StepProps) {
  const { t, format } = useText();
  const navigate = useNavigate();
  const { ticket = "", sentTo = "", expiresAt } = store.progress;
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState<"confirm" | "resend" | null>(null);
  const [sent, setSent] = useState("");
  const errors = useFormErrors();
  const key = useRef(crypto.randomUUID());
  const path = { token };
  const until = parseFhirDate(expiresAt);

  const explain = (error: unknown): FormError => {
    const texts: Record<string, string> = {
      "code-mismatch": t.code.mismatch, "code-expired": t.code.expired, "code-used": t.code.used, "attempts-exceeded": t.activate.code.attempts,
    };
    if (!(error instanceof ApiProblem)) return { message: problemText(error, t) };
    // Somebody took the username while this person looked for the code.
    const isTaken = error.fields.some(({ field, code }) => field === "username" && code === "taken");
    if (isTaken) return { message: t.activate.code.usernameTaken };
    return { id: texts[error.slug] && "code", message: texts[error.slug] ?? problemText(error, t) };
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setSent("");
    const read = readCode(typed, t);
    if (!errors.show(read.error === null ? [] : [{ id: "code", message: read.error }]) || read.code === null) return;
    setBusy("confirm");
    try {
      const done = await answer(anonymous.POST("/api/invites/{token}/confirm", { params: { path }, body: { ticket, code: read.code } }));
      if (!done.AuthenticationResult) throw new Error("a confirmed invitation signs in");
      startSession(done.AuthenticationResult);
      store.forget();
      const state: DashboardState = { welcome: true };
      void navigate("/", { replace: true, state });
    } catch (error) {
      setBusy(null);
      if (!wizard.leave(error)) errors.show([explain(error)]);
    }
  };

  const resend = async () => {
    if (busy) return;
    setBusy("resend");
    setSent("");
    try {
      const again = await answer(
        anonymous.POST("/api/invites/{token}/resend-code", {
          params: { path },
          headers: { "Idempotency-Key": key.current },
          body: { ticket },
        }),
      );
      key.current = crypto.randomUUID();
      errors.show([]);
      setTyped("");
      store.update({ sentTo: again.email, expiresAt: again.expires_at });
      setSent(t.code.sent(again.email));
    } catch (error) {
      if (wizard.leave(error)) return;
      const tooMany = error instanceof ApiProblem && error.slug === "too-many-codes";
      errors.show([{ message: tooMany ? t.code.tooManyCodes : problemText(error, t) }]);
    } finally {
      setBusy(null);
    }
  };

  return (
    <Page title={t.activate.code.title} eyebrow={t.activate.step(3, STEPS)} errors={errors.list} narrow>
      <p className="mb-4">{t.activate.code.sent(sentTo)}</p>
      <div role="status">{sent && <Notice look="good">{sent}</Notice>}</div>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <OtpField
          id="code"
          hint={until ? t.code.worksUntil(format.time(until)) : undefined}
          error={errors.of("code")}
          value={typed}
          onChange={setTyped}
        />
        <p className="mb-2">{t.code.spam}</p>
        <Button look="plain" isPending={busy === "resend"} onPress={() => void resend()}>
          {t.code.newCode}
        </Button>
        <div className="mt-6 flex flex-wrap gap-3">
          <Button type="submit" isPending={busy === "confirm"}>
            {busy === "confirm" ? t.activate.code.checking : t.app.continue}
          </Button>
          <Button look="secondary" onPress={() => wizard.go("/account")}>
            {t.app.back}
          </Button>
        </div>
      </form>
    </Page>
  );
}
