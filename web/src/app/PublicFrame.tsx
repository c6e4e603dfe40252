import { Link, Outlet } from "react-router";
import { useText } from "../i18n/language";
import { SkipLink } from "../ui/SkipLink";
import { Footer } from "./Footer";
import { LanguageSwitch } from "./LanguageSwitch";
import { Main } from "./Main";

/** The frame of the pages that need no sign-in. */
export function PublicFrame() {
  const { t } = useText();
  return (
    <div className="flex min-h-screen flex-col">
      <SkipLink />
      <header className="border-b border-line bg-white">
        <div className="mx-auto flex max-w-[64rem] flex-wrap items-center justify-between gap-2 px-4 py-3">
          <Link to="/" className="inline-flex min-h-12 items-center text-2xl font-bold text-brand">
            {t.app.name}
          </Link>
          <LanguageSwitch />
        </div>
      </header>
      <Main>
        <Outlet />
      </Main>
      <Footer />
    </div>
  );
}
