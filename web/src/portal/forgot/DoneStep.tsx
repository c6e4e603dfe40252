import { useEffect } from "react";
import { useText } from "../../i18n/language";
import { ButtonLink } from "../../ui/Button";
import { Page } from "../../ui/Page";

/** `forget` drops everything that was given on the way here. */
export function DoneStep({ forget }: { forget: () => void }) {
  const { t } = useText();
  useEffect(forget, [forget]);
  const texts = t.forgot.done;
  return (
    <Page title={texts.title} narrow>
      <p className="mb-6">{texts.text}</p>
      <ButtonLink to="/sign-in">{texts.signIn}</ButtonLink>
    </Page>
  );
}
