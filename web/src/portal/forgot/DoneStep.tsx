import { useText } from "../../i18n/language";
import { ButtonLink } from "../../ui/Button";
import { Page } from "../../ui/Page";

export function DoneStep() {
  const { t } = useText();
  const texts = t.forgot.done;
  return (
    <Page title={texts.title} narrow>
      <p className="mb-6">{texts.text}</p>
      <ButtonLink to="/sign-in">{texts.signIn}</ButtonLink>
    </Page>
  );
}
