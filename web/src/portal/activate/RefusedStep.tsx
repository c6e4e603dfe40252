import { Navigate, useLocation } from "react-router";
import { useAccount } from "../../api/queries/account";
import { useSession } from "../../app/useSession";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { Button, ButtonLink } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { WaysOn } from "./EndedInvite";
import type { StepProps, StepState } from "./invite";

/** Why this account cannot take the record in, and every way on from there (B5). */
export function RefusedStep(step: StepProps) {
  const { hash, state } = useLocation();
  const why = (state as StepState | null)?.why;
  if (why === "address" || why === "staff") return <WrongAccount {...step} why={why} />;
  if (why) return <NothingToDo {...step} why={why} />;
  return <Navigate to={{ pathname: "/activate/existing", hash }} replace />;
}

function WrongAccount({ invite, store, wizard, why }: StepProps & { why: "address" | "staff" }) {
  const { t } = useText();
  const texts = t.activate.refused;
  const { email = "", exists } = store.progress;
  const isIn = useSession().state === "in";
  const username = useAccount(isIn).data?.username ?? "";
  const isAddress = why === "address";
  return (
    <Page title={texts[why].title} narrow>
      <p className="mb-4">{isAddress ? texts.address.text(email, username) : texts.staff.text(username)}</p>
      {isAddress && <p className="mb-4">{exists ? texts.address.other : `${texts.address.add} ${texts.address.make}`}</p>}
      <WaysOn practice={invite.practice}>
        <Button onPress={() => void wizard.signIn()}>{t.activate.existing.other}</Button>
        {isAddress && !exists && (
          <>
            <ButtonLink to="/account/info/email" look="secondary">
              {texts.address.addButton}
            </ButtonLink>
            <Button look="secondary" onPress={() => wizard.go("/account")}>
              {t.activate.existing.makeNew}
            </Button>
          </>
        )}
      </WaysOn>
    </Page>
  );
}

function NothingToDo({ invite, store, why }: StepProps & { why: "linked" | "primary" }) {
  const { t } = useText();
  const texts = t.activate.refused;
  const patient = store.progress.patient ? nameOf(store.progress.patient) : "";
  return (
    <Page title={why === "linked" ? texts.linked.title(patient) : texts.primary.title} narrow>
      <p className="mb-6">{why === "linked" ? texts.linked.text : texts.primary.text(invite.practice.name)}</p>
      <WaysOn practice={invite.practice}>
        <ButtonLink to={why === "linked" ? "/account/family" : "/"}>{why === "linked" ? t.activate.linked.family : t.app.home}</ButtonLink>
      </WaysOn>
    </Page>
  );
}
