import { useState } from "react";
import { anonymous, answer } from "../../api/client";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";
import { Authenticator } from "../code/Authenticator";
import { respond } from "./challenge";
import type { SignInStep } from "./SignIn";

/** For accounts that must have a second factor and have none yet: it is set up before the sign-in ends. */
export function SetUpStep({ challenge, proceed, leave }: SignInStep) {
  const { t } = useText();
  const texts = t.signIn.setUp;
  const errors = useFormErrors();
  const { busy, run } = useOperation(errors, leave);
  const [begun, setBegun] = useState<{ secret: string; session: string } | null>(null);

  const begin = async () => {
    const made = await answer(anonymous.POST("/api/auth/associate-software-token", { body: { Session: challenge.session } }));
    setBegun({ secret: made.SecretCode, session: made.Session ?? challenge.session });
  };
  const confirm = async (code: string) => {
    const session = begun?.session ?? challenge.session;
    const verified = await answer(anonymous.POST("/api/auth/verify-software-token", { body: { UserCode: code, Session: session } }));
    proceed(await respond({ ...challenge, session: verified.Session ?? session }, "MFA_SETUP", {}));
  };

  return (
    <Page title={begun ? t.authenticator.title : texts.title} errors={errors.list} narrow={!begun}>
      {begun ? (
        <Authenticator username={challenge.username} secret={begun.secret} errors={errors} confirm={confirm} explain={leave} />
      ) : (
        <>
          <p className="mb-6">{texts.why}</p>
          <Button isPending={busy !== null} onPress={() => void run("send", begin)}>
            {texts.start}
          </Button>
        </>
      )}
    </Page>
  );
}
