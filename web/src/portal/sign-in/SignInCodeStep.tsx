import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { anonymous, answer } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import { CLIENT_ID, startSession } from "../../api/session";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { OtpField, readCode } from "../../ui/OtpField";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { initiate, type Challenge } from "./initiate";
import type { StartAgain } from "./SignIn";

interface SignInCodeStepProps {
  challenge: Challenge;
  onChallenge: (challenge: Challenge) => void;
  onStartAgain: (why: StartAgain) => void;
}

export function SignInCodeStep({ challenge, onChallenge, onStartAgain }: SignInCodeStepProps) {
  const { t } = useText();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState<"confirm" | "resend" | null>(null);
  const [sent, setSent] = useState("");
  const errors = useFormErrors();

  const refuse = (error: unknown) => {
    const slug = error instanceof ApiProblem ? error.slug : "";
    if (slug === "attempts-exceeded") return onStartAgain("startAgain");
    if (slug === "invalid-session" || slug === "incorrect-credentials") return onStartAgain("sessionOver");
    const texts: Record<string, string> = { "code-mismatch": t.code.mismatch, "code-expired": t.code.expired, "code-used": t.code.used };
    errors.show([{ id: texts[slug] && "code", message: texts[slug] ?? problemText(error, t) }]);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setSent("");
    const read = readCode(typed, t);
    if (!errors.show(read.error === null ? [] : [{ id: "code", message: read.error }]) || read.code === null) return;
    setBusy("confirm");
    try {
      const result = await answer(
        anonymous.POST("/api/auth/respond-to-auth-challenge", {
          body: {
            ClientId: CLIENT_ID,
            ChallengeName: "EMAIL_OTP",
            Session: challenge.session,
            ChallengeResponses: { USERNAME: challenge.username, EMAIL_OTP_CODE: read.code },
          },
        }),
      );
      if (result.AuthenticationResult) startSession(result.AuthenticationResult);
      else errors.show([{ message: t.signIn.unsupported }]);
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(null);
    }
  };

  const resend = async () => {
    if (busy) return;
    setBusy("resend");
    setSent("");
    try {
      const next = await initiate(challenge.username, challenge.password);
      if (next === "done") return;
      if (!next) return errors.show([{ message: t.signIn.unsupported }]);
      onChallenge(next);
      errors.show([]);
      setTyped("");
      setSent(t.code.sent(next.destination));
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(null);
    }
  };

  return (
    <Page title={t.signIn.code.title} errors={errors.list} narrow>
      <p className="mb-4">{t.signIn.code.why(challenge.destination)}</p>
      <div role="status">{sent && <Notice look="good">{sent}</Notice>}</div>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <OtpField id="code" hint={t.signIn.code.worksFor} error={errors.of("code")} value={typed} onChange={setTyped} />
        <p className="mb-2">{t.code.spam}</p>
        <Button look="plain" isPending={busy === "resend"} onPress={() => void resend()}>
          {t.code.newCode}
        </Button>
        <div className="mt-6 flex flex-wrap gap-3">
          <Button type="submit" isPending={busy === "confirm"}>
            {t.app.continue}
          </Button>
          <Button look="secondary" onPress={() => void navigate(-1)}>
            {t.app.back}
          </Button>
        </div>
      </form>
    </Page>
  );
}
