import type { ReactNode } from "react";
import { useText } from "../i18n/language";
import { ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";

interface NotFoundProps {
  title?: string;
  text?: string;
  /** The way to the list that it would have been of. */
  back?: ReactNode;
}

export function NotFound({ title, text, back }: NotFoundProps) {
  const { t } = useText();
  return (
    <Page title={title ?? t.notFound.title} eyebrow={back} narrow>
      <p className="mb-6">{text ?? t.notFound.text}</p>
      <ButtonLink to="/">{t.app.home}</ButtonLink>
    </Page>
  );
}
