import type { ReactNode } from "react";
import { useText } from "../../i18n/language";
import { ButtonLink, OutLink } from "../../ui/Button";
import { Page } from "../../ui/Page";
import type { Invite } from "./invite";

type Practice = Invite["practice"];

/** An invitation that leads no further: says why, and offers a way on. */
export function EndedInvite({ state, practice }: { state: "accepted" | "expired" | "locked" | "withdrawn"; practice: Practice }) {
  const { t } = useText();
  const texts = t.activate.states;
  return (
    <Page title={texts[state].title} narrow>
      <p className="mb-4">{texts[state].text}</p>
      {state !== "accepted" && <p className="mb-4">{texts.askNew(practice.name)}</p>}
      <WaysOn practice={practice}>{state === "accepted" && <ButtonLink to="/sign-in">{texts.signIn}</ButtonLink>}</WaysOn>
    </Page>
  );
}

export function NoInvite({ reason }: { reason: "noToken" | "notFound" }) {
  const { t } = useText();
  const texts = t.activate.states;
  return (
    <Page title={texts[reason].title} narrow>
      <p className="mb-6">{texts[reason].text}</p>
      <ButtonLink to="/sign-in" look="secondary">
        {texts.signIn}
      </ButtonLink>
    </Page>
  );
}

/** What may lead on from here, and the practice’s telephone. */
export function WaysOn({ practice, children }: { practice: Practice; children?: ReactNode }) {
  const { t } = useText();
  return (
    <div className="flex flex-wrap gap-3">
      {children}
      {practice.phone && (
        <OutLink look="secondary" href={`tel:${practice.phone.replace(/[^+\d]/g, "")}`}>
          {t.activate.states.callPractice(practice.name)}: {practice.phone}
        </OutLink>
      )}
    </div>
  );
}
