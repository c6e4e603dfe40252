import { useText } from "../i18n/language";
import { ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";

export function NotFound({ title, text }: { title?: string; text?: string }) {
  const { t } = useText();
  return (
    <Page title={title ?? t.notFound.title} narrow>
      <p className="mb-6">{text ?? t.notFound.text}</p>
      <ButtonLink to="/">{t.app.home}</ButtonLink>
    </Page>
  );
}
