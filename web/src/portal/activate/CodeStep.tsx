import { useRef } from "react";
import { useNavigate } from "react-router";
import { anonymous, answer } from "../../api/client";
import type { ApiProblem } from "../../api/problem";
import { startSession } from "../../api/session";
import { parseFhirDate } from "../../i18n/format";
import { useText } from "../../i18n/language";
import type { FormError } from "../../ui/ErrorSummary";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { CodeForm } from "../code/CodeForm";
import type { DashboardState } from "../dashboard/Dashboard";
import { STEPS, type StepProps } from "./invite";

export function CodeStep({ token, store, wizard }: StepProps) {
  const { t, format } = useText();
  const navigate = useNavigate();
  const { ticket = "", sentTo = "", expiresAt } = store.progress;
  const errors = useFormErrors();
  const key = useRef(crypto.randomUUID());
  const path = { token };
  const until = parseFhirDate(expiresAt);

  const explain = (problem: ApiProblem): FormError[] | null => {
    if (wizard.leave(problem)) return [];
    // Somebody took the username while this person looked for the code.
    const isTaken = problem.fields.some(({ field, code }) => field === "username" && code === "taken");
    if (isTaken) return [{ message: t.activate.code.usernameTaken }];
    return problem.slug === "too-many-codes" ? [{ message: t.code.tooManyCodes }] : null;
  };

  const confirm = async (code: string) => {
    const done = await answer(anonymous.POST("/api/invites/{token}/confirm", { params: { path }, body: { ticket, code } }));
    if (!done.AuthenticationResult) throw new Error("a confirmed invitation signs in");
    startSession(done.AuthenticationResult);
    store.forget();
    const state: DashboardState = { welcome: true };
    void navigate("/", { replace: true, state });
  };

  const resend = async () => {
    const again = await answer(
      anonymous.POST("/api/invites/{token}/resend-code", {
        params: { path },
        headers: { "Idempotency-Key": key.current },
        body: { ticket },
      }),
    );
    key.current = crypto.randomUUID();
    store.update({ sentTo: again.email, expiresAt: again.expires_at });
    return again.email;
  };

  return (
    <Page title={t.activate.code.title} eyebrow={t.activate.step(3, STEPS)} errors={errors.list} narrow>
      <p className="mb-4">{t.activate.code.sent(sentTo)}</p>
      <CodeForm
        source="email"
        errors={errors}
        hint={until ? t.code.worksUntil(format.time(until)) : undefined}
        checking={t.activate.code.checking}
        confirm={confirm}
        resend={resend}
        explain={explain}
        onBack={() => wizard.go("/account")}
      />
    </Page>
  );
}
