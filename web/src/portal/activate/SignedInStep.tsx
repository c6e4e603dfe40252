import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { useAccount, useMembers, type Account, type Member } from "../../api/queries/account";
import { useKnownSession } from "../../app/useSession";
import { FailedPage } from "../../ui/FailedPage";
import { Loading } from "../../ui/states";
import type { Invite } from "./invite";

/** Who is signed in, and those in their account who may be the patient. */
export interface Taking {
  account: Account;
  members: Member[];
  /** Somebody else's record is never one's own: then oneself is not among them. */
  candidates: Member[];
}

/** A step for which one is signed in; whoever is not comes to the page that leads to the sign-in. */
export function SignedInStep({ invite, children }: { invite: Invite; children: (taking: Taking) => ReactNode }) {
  const { hash } = useLocation();
  const { session, failure, retry } = useKnownSession();
  if (session.state === "out") return <Navigate to={{ pathname: "/activate/existing", hash }} replace />;
  if (failure) return <FailedPage error={failure} retry={retry} />;
  if (session.state === "unknown") return <Loading />;
  return <WithFamily invite={invite}>{children}</WithFamily>;
}

function WithFamily({ invite, children }: { invite: Invite; children: (taking: Taking) => ReactNode }) {
  const account = useAccount();
  const members = useMembers();
  const failed = [account, members].find((each) => each.error);
  if (failed) return <FailedPage error={failed.error} retry={() => void failed.refetch()} />;
  if (!account.data || !members.data) return <Loading />;
  const candidates = members.data.filter(({ relationship }) => invite.kind === "primary" || relationship !== "self");
  return children({ account: account.data, members: members.data, candidates });
}
