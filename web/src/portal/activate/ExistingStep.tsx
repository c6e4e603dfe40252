import { useAccount } from "../../api/queries/account";
import { useKnownSession } from "../../app/useSession";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { FailedPage } from "../../ui/FailedPage";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import type { StepProps } from "./invite";

/** An account that exists already takes the record in: whose it is, or the way to sign in to it. */
export function ExistingStep({ store, wizard }: StepProps) {
  const { t } = useText();
  const texts = t.activate.existing;
  const { session, failure, retry } = useKnownSession();
  const { exists, email, patient } = store.progress;
  const name = patient ? nameOf(patient) : "";
  const isIn = session.state === "in";
  if (session.state === "unknown") return failure ? <FailedPage error={failure} retry={retry} /> : <Loading />;
  return (
    <Page title={exists ? texts.title : texts.titleAsked} narrow>
      {!isIn && <p className="mb-4">{exists ? (email ? texts.text(email) : texts.textNoEmail) : texts.textAsked(name)}</p>}
      {isIn ? <WhoIsIn /> : <p className="mb-6">{texts.back(name)}</p>}
      <div className="flex flex-wrap gap-3">
        {isIn && <Button onPress={() => wizard.go("/member")}>{t.app.continue}</Button>}
        <Button look={isIn ? "secondary" : "primary"} onPress={() => void wizard.signIn()}>
          {isIn ? texts.other : texts.signIn}
        </Button>
        {!exists && (
          <Button look="secondary" onPress={() => wizard.go("/account")}>
            {texts.makeNew}
          </Button>
        )}
      </div>
    </Page>
  );
}

function WhoIsIn() {
  const { t } = useText();
  const account = useAccount();
  if (account.error) return <FailedPage error={account.error} retry={() => void account.refetch()} />;
  if (!account.data) return <Loading />;
  return <p className="mb-6">{t.activate.existing.who(nameOf(account.data), account.data.username)}</p>;
}
