import { Navigate, Route, Routes, useLocation } from "react-router";
import { ApiProblem } from "../../api/problem";
import { FailedPage } from "../../ui/FailedPage";
import { Loading } from "../../ui/states";
import { AccountStep } from "./AccountStep";
import { BirthDateStep } from "./BirthDateStep";
import { CodeStep } from "./CodeStep";
import { EndedInvite, NoInvite } from "./EndedInvite";
import { ExistingStep } from "./ExistingStep";
import { useInvite, useWizard } from "./invite";
import { Linked, LinkStep } from "./LinkStep";
import { MemberStep } from "./MemberStep";
import { keptToken, useProgress } from "./progress";
import { RefusedStep } from "./RefusedStep";
import { SignedInStep } from "./SignedInStep";

/**
 * The wizard at /activate#<token>: date of birth, then a new account (account, code) or one that exists already (sign-in,
 * member, warning).
 */
export default function Activate() {
  const { pathname, hash } = useLocation();
  const token = hash.slice(1);
  const kept = keptToken();
  // Back from the sign-in, which is not told the token.
  if (!token && kept && pathname !== "/activate") return <Navigate to={{ pathname, hash: kept }} replace />;
  return <Wizard key={token} token={token} />;
}

function Wizard({ token }: { token: string }) {
  const { hash } = useLocation();
  const invite = useInvite(token);
  const store = useProgress(token);
  const wizard = useWizard(token, store);
  if (!token) return <NoInvite reason="noToken" />;
  if (invite.error instanceof ApiProblem && [404, 422, 400].includes(invite.error.status)) return <NoInvite reason="notFound" />;
  if (invite.error) return <FailedPage error={invite.error} retry={() => void invite.refetch()} />;
  if (!invite.data) return <Loading />;
  const { linked, ticket } = store.progress;
  if (linked) return <Linked store={store} linked={linked} />;
  const { state } = invite.data;
  if (state === "accepted" || state === "expired" || state === "locked" || state === "withdrawn") {
    return <EndedInvite state={state} practice={invite.data.practice} />;
  }
  const step = { token, invite: invite.data, store, wizard };
  const start = <Navigate to={{ pathname: "/activate", hash }} replace />;
  return (
    <Routes>
      <Route index element={<BirthDateStep {...step} />} />
      <Route path="refused" element={<RefusedStep {...step} />} />
      {ticket && (
        <>
          <Route path="account" element={<AccountStep {...step} />} />
          {store.progress.sentTo && <Route path="code" element={<CodeStep {...step} />} />}
          <Route path="existing" element={<ExistingStep {...step} />} />
          <Route path="member" element={<SignedInStep invite={invite.data}>{(taking) => <MemberStep {...step} {...taking} />}</SignedInStep>} />
          <Route path="link" element={<SignedInStep invite={invite.data}>{(taking) => <LinkStep {...step} {...taking} />}</SignedInStep>} />
        </>
      )}
      <Route path="*" element={start} />
    </Routes>
  );
}
