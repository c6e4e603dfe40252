import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link, NavLink, useLocation, useMatch } from "react-router";
import { useMembers, type Member } from "../api/queries/account";
import { chartsSharing } from "../api/queries/records";
import { UploadsElsewhere } from "../portal/documents/UploadsElsewhere";
import { UnreadCount } from "../portal/messages/UnreadCount";
import { nameOf } from "../i18n/format";
import { useText } from "../i18n/language";
import { Frame } from "./Frame";
import { ownMember } from "./MemberRoute";
import { ViewingMenu } from "./ViewingMenu";

/** The frame of every signed-in page of the portal. */
export default function Shell() {
  const members = useMembers().data;
  const queries = useQueryClient();
  const { pathname } = useLocation();
  // What waits to be read is told by members: not older than a minute on the next page.
  useEffect(() => void queries.refetchQueries({ queryKey: ["members"], stale: true }), [queries, pathname]);
  const id = useMatch("/m/:member/*")?.params.member;
  const own = ownMember(members);
  const viewed = id ? members?.find((member) => member.id === id) : own;
  return (
    <Frame
      about={members && viewed && <ViewingMenu members={members} viewed={viewed} />}
      nav={(close) => viewed && <MainNav member={viewed} onFollow={close} />}
      banner={
        <>
          {viewed && viewed.relationship !== "self" && viewed.charts.length > 0 && id && <ActingBanner viewed={viewed} own={own} />}
          <UploadsElsewhere />
        </>
      }
    />
  );
}

/** The pages of a record, in order, and the sections of which each shows something. */
const PARTS = [
  ["appointments", "appointments"], ["forms", "questionnaires"], ["prescriptions", "prescriptions"], ["labs", "labs"], ["billing", "billing"],
  ["health", "records", "documents"], ["messages", "messages"], ["documents", "documents"],
] as const;

function MainNav({ member, onFollow }: { member: Member; onFollow: () => void }) {
  const { t } = useText();
  // Who may see nothing of a section is not led to it.
  const parts = PARTS.filter(([, ...sections]) => sections.some((name) => chartsSharing(member, name).length > 0));
  const links = [["", t.nav.home], ...parts.map(([name]) => [name, t.nav[name]])] as [string, string][];
  return (
    <nav aria-label={t.app.mainNav}>
      <ul role="list" className="flex flex-col md:flex-row md:flex-wrap md:gap-x-6">
        {links.map(([path, title]) => (
          <li key={path}>
            <NavLink
              to={`/m/${member.id}${path && `/${path}`}`}
              end={path === ""}
              onClick={onFollow}
              className="tab-link"
            >
              <span>
                {title}
                {path === "messages" && <UnreadCount member={member} />}
              </span>
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
  const hasOwn = own?.relationship === "self";
  return (
    <section aria-label={t.viewing.button(viewed.given)} className="bg-warm">
      <div className="mx-auto flex max-w-[64rem] flex-wrap items-center gap-x-3 px-4 py-1">
        <p className="py-2">{t.viewing.acting(nameOf(viewed), relationship)}</p>
        {/* Who only cares for others has no record of their own to go back to. */}
        <Link to={hasOwn ? `/m/${own.id}` : "/account/family"} className="link inline-flex min-h-12 items-center">
          {hasOwn ? t.viewing.backToOwn : t.acting.toAll}
        </Link>
      </div>
    </section>
  );
}
