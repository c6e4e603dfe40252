import { useState } from "react";
import type { Chart } from "../api/queries/account";
import { useText } from "../i18n/language";
import { ButtonLink } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";

/** Access to somebody's record has ended, perhaps while it was open: why that may be, and what to do. */
export function LostRecord({ name }: { name: string }) {
  const { t } = useText();
  const texts = t.acting;
  return (
    <Page title={texts.lostTitle(name)} narrow>
      <p>{texts.lostIntro}</p>
      <ul className="mb-4 list-disc pl-6">
        {texts.lostReasons(name).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="mb-6">{texts.lostWay(name)}</p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/">{t.app.home}</ButtonLink>
        <ButtonLink to="/account/family" look="secondary">
          {t.activate.linked.family}
        </ButtonLink>
      </div>
    </Page>
  );
}

/** The practices whose record was here when this person's pages were opened, and is not any more. */
export function LostParts({ charts }: { charts: Chart[] }) {
  const { t } = useText();
  const [first] = useState(charts);
  const lost = first.filter((before) => !charts.some(({ id }) => id === before.id));
  return (
    <div role="status">
      {lost.map(({ id, practice }) => (
        <Notice key={id} look="warm">
          {t.acting.lostPart(practice.name)}
        </Notice>
      ))}
    </div>
  );
}
