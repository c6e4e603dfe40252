import type { ReactNode } from "react";
import { useText } from "../i18n/language";
import { OutLink } from "../ui/Button";

interface OutsideProps {
  /** What `useOpenLater` tells. */
  link: string | null;
  /** Why it did not open, in words; null when it did. */
  problem: ReactNode;
}

/** What is said below a control that opens a page elsewhere, when that did not go by itself. */
export function Outside({ link, problem }: OutsideProps) {
  const { t } = useText();
  return (
    <div role="alert">
      {problem && <p className="mt-2 max-w-2xl border-l-8 border-bad pl-3">{problem}</p>}
      {link && (
        <div className="mt-2">
          <p className="mb-2">{t.outside.blocked}</p>
          <OutLink href={link} newTab look="secondary">
            <span>
              {t.outside.go} <span className="font-normal">{t.app.newTab}</span>
            </span>
          </OutLink>
        </div>
      )}
    </div>
  );
}
