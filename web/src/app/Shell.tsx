import { useEffect, useState } from "react";
import { Link, NavLink, Outlet, useLocation, useMatch } from "react-router";
import { answer, api } from "../api/client";
import { useAccount, useMembers, useTellChange, type Member } from "../api/queries/account";
import { endSession } from "../api/session";
import { useText, type Language } from "../i18n/language";
import { Button } from "../ui/Button";
import { SkipLink } from "../ui/SkipLink";
import { Footer } from "./Footer";
import { LanguageSwitch } from "./LanguageSwitch";
import { Main } from "./Main";
import { ownMember } from "./MemberRoute";
import { SessionTimeout } from "./SessionTimeout";
import { StepUpDialog } from "./StepUpDialog";
import { ViewingMenu } from "./ViewingMenu";

/** The frame of every signed-in page. Below `md` everything but the name and whose record this is hides behind "Menu". */
export default function Shell() {
  const { t, suggestLanguage } = useText();
  const { pathname } = useLocation();
  const locale = useAccount().data?.language;
  useEffect(() => suggestLanguage(locale), [suggestLanguage, locale]);
  const members = useMembers().data;
  const id = useMatch("/m/:member/*")?.params.member;
  const own = ownMember(members);
  const viewed = id ? members?.find((member) => member.id === id) : own;
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
          {members && viewed && <ViewingMenu members={members} viewed={viewed} />}
          <div id="menu" className={`flex w-full flex-wrap items-center gap-x-6 max-md:flex-col max-md:items-stretch ${isOpen ? "" : "max-md:hidden"}`}>
            {viewed && <MainNav member={viewed} onFollow={() => setOpenedAt(null)} />}
            <AccountTools />
          </div>
        </div>
      </header>
      {viewed && viewed.relationship !== "self" && id && <ActingBanner viewed={viewed} own={own} />}
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

function MainNav({ member, onFollow }: { member: Member; onFollow: () => void }) {
  const { t } = useText();
  const links = [
    ["", t.nav.home],
    ["/appointments", t.nav.appointments],
    ["/prescriptions", t.nav.prescriptions],
    ["/labs", t.nav.labs],
  ] as const;
  return (
    <nav aria-label={t.app.mainNav}>
      <ul role="list" className="flex flex-col md:flex-row md:flex-wrap md:gap-x-6">
        {links.map(([path, title]) => (
          <li key={path}>
            <NavLink
              to={`/m/${member.id}${path}`}
              end={path === ""}
              onClick={onFollow}
              className="tab-link"
            >
              {title}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ActingBanner({ viewed, own }: { viewed: Member; own: Member | undefined }) {
  const { t } = useText();
  const relationship = t.viewing.relationships[viewed.relationship] ?? viewed.relationship;
  return (
    <section aria-label={t.viewing.button(viewed.given)} className="bg-warm">
      <div className="mx-auto flex max-w-[64rem] flex-wrap items-center gap-x-3 px-4 py-1">
        <p className="py-2">{t.viewing.acting(`${viewed.given} ${viewed.family}`, relationship)}</p>
        {own?.relationship === "self" && (
          <Link to={`/m/${own.id}`} className="link inline-flex min-h-12 items-center">
            {t.viewing.backToOwn}
          </Link>
        )}
      </div>
    </section>
  );
}
