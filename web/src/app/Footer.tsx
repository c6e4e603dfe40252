import { Link } from "react-router";
import { useText } from "../i18n/language";

export function Footer() {
  const { t } = useText();
  return (
    <footer className="border-t border-line bg-white print:hidden">
      <div className="mx-auto flex max-w-[64rem] flex-wrap items-center justify-between gap-x-6 px-4 py-2">
        <p className="py-2">{t.app.footer}</p>
        <Link to="/terms" className="link inline-flex min-h-12 items-center">
          {t.app.terms}
        </Link>
      </div>
    </footer>
  );
}
