import { useEffect, useState, type ReactNode } from "react";
import { Link, Outlet, useLocation } from "react-router";
import { answer, api } from "../api/client";
import { useAccount, useTellChange } from "../api/queries/account";
import { endSession } from "../api/session";
import { useText, type Language } from "../i18n/language";
import { Button } from "../ui/Button";
import { SkipLink } from "../ui/SkipLink";
import { Footer } from "./Footer";
import { LanguageSwitch } from "./LanguageSwitch";
import { Main } from "./Main";
import { SessionTimeout } from "./SessionTimeout";
import { StepUpDialog } from "./StepUpDialog";

interface FrameProps {
  /** Stays in sight at every width: whose record this is, or which practice. */
  about: ReactNode;
  /** Gets what closes the menu: a link to the page that is open already must do so, too. */
  nav: (close: () => void) => ReactNode;
  banner?: ReactNode;
}

/** The frame of every signed-in page. Below `md` everything but the name and `about` hides behind "Menu". */
export function Frame({ about, nav, banner }: FrameProps) {
  const { t, suggestLanguage } = useText();
  const { pathname } = useLocation();
  const locale = useAccount().data?.language;
  useEffect(() => suggestLanguage(locale), [suggestLanguage, locale]);
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const isOpen = openedAt === pathname;

  return (
    <div className="flex min-h-screen flex-col">
      <SkipLink />
      <header className="border-b border-line bg-white print:hidden">
        <div className="mx-auto flex max-w-[64rem] flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-3 pb-2 md:pb-0">
          <Link to="/" className="mr-auto inline-flex min-h-12 items-center text-2xl font-bold text-brand">
            {t.app.name}
          </Link>
          <span className="md:hidden">
            <Button look="secondary" aria-expanded={isOpen} aria-controls="menu" onPress={() => setOpenedAt(isOpen ? null : pathname)}>
              {t.app.menu}
            </Button>
          </span>
          {about}
          <div id="menu" className={`flex w-full flex-wrap items-center gap-x-6 max-md:flex-col max-md:items-stretch ${isOpen ? "" : "max-md:hidden"}`}>
            {nav(() => setOpenedAt(null))}
            <AccountTools />
          </div>
        </div>
      </header>
      {banner}
      <Main>
        <Outlet />
      </Main>
      <Footer />
      <SessionTimeout />
      <StepUpDialog />
    </div>
  );
}

function AccountTools() {
  const { t } = useText();
  const account = useAccount().data;
  const tellChange = useTellChange();
  // Who reads the pages in Spanish wants the mails so, too. Without a connection it is a choice for this browser only.
  const keepLanguage = (language: Language) =>
    void answer(api.PATCH("/api/account", { body: { language } })).then(
      () => tellChange("account"),
      () => undefined,
    );
  const initials = ((account?.given || account?.username || "").charAt(0) + (account?.family ?? "").charAt(0)).toUpperCase();
  return (
    <div className="flex flex-wrap items-center gap-x-7 max-md:mt-2 max-md:border-t max-md:border-line max-md:pt-2 md:ml-auto">
      {account && (
        <Link
          to="/account"
          className="inline-flex min-h-12 items-center gap-2 rounded-md text-brand underline underline-offset-3 hover:decoration-3"
        >
          <span aria-hidden="true" className="flex size-9 items-center justify-center rounded-full bg-brand text-sm font-bold text-white">
            {initials}
          </span>
          <span>
            {account.username}
            <span className="sr-only">, {t.account.manage}</span>
          </span>
        </Link>
      )}
      <LanguageSwitch onChoose={keepLanguage} />
      <Button look="plain" onPress={() => void endSession("signed-out")}>
        {t.account.signOut}
      </Button>
    </div>
  );
}
