import { Navigate, Outlet, useLocation, useOutletContext, useParams } from "react-router";
import { useMembers, type Member } from "../api/queries/account";
import { nameOf } from "../i18n/format";
import { useText } from "../i18n/language";
import { AboutContext } from "../ui/Page";
import { FailedPage } from "../ui/FailedPage";
import { Loading } from "../ui/states";
import { LostParts, LostRecord } from "./LostRecord";
import { NoRecord } from "./NoRecord";
import { NotFound } from "./NotFound";

/** The signed-in person's own record when there is one, else the first they may see. */
export function ownMember(members: Member[] | undefined): Member | undefined {
  const oneself = members?.find((member) => member.relationship === "self");
  // A caregiver has no record of their own here: they come to see somebody else's.
  return oneself?.charts.length ? oneself : (members?.find((member) => member.charts.length) ?? oneself ?? members?.[0]);
}

/** A sign-in starts as oneself. */
export function HomeRedirect() {
  const { state } = useLocation();
  const members = useMembers();
  if (members.error) return <FailedPage error={members.error} retry={() => void members.refetch()} />;
  if (!members.data) return <Loading />;
  const own = ownMember(members.data);
  if (own) return <Navigate to={`/m/${own.id}`} state={state} replace />;
  return <NoRecord />;
}

/** Gives the pages below the member that the address names. */
export function MemberRoute() {
  const { t } = useText();
  const { member: id } = useParams();
  const members = useMembers();
  // What is known already goes on where asking again fails.
  if (members.error && !members.data) return <FailedPage error={members.error} retry={() => void members.refetch()} />;
  if (!members.data) return <Loading />;
  const member = members.data.find((each) => each.id === id);
  if (!member) return <NotFound title={t.notFound.memberTitle} text={t.notFound.memberText} />;
  const isOther = member.relationship !== "self";
  // Nobody comes into an account without a record: it was here, and is not any more.
  if (isOther && member.charts.length === 0) return <LostRecord name={nameOf(member)} />;
  return (
    <AboutContext value={isOther ? nameOf(member) : null}>
      <LostParts key={member.id} charts={member.charts} />
      <Outlet key={`${member.id} pages`} context={member} />
    </AboutContext>
  );
}

export const useMember = () => useOutletContext<Member>();
