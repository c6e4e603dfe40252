import { useText } from "../i18n/language";
import { ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";

export default function Terms() {
  const { t } = useText();
  return (
    <Page title={t.terms.title} narrow>
      {t.terms.parts.map(([title, text]) => (
        <section key={title} className="mb-6">
          <h2 className="text-xl font-bold">{title}</h2>
          <p>{text}</p>
        </section>
      ))}
      <ButtonLink to="/" look="secondary">
        {t.app.home}
      </ButtonLink>
    </Page>
  );
}
