import { Navigate, Route, Routes, useLocation } from "react-router";
import { ApiProblem } from "../../api/problem";
import { FailedPage } from "../../ui/FailedPage";
import { Loading } from "../../ui/states";
import { AccountStep } from "./AccountStep";
import { BirthDateStep } from "./BirthDateStep";
import { CodeStep } from "./CodeStep";
import { AccountExists, EndedInvite, NoInvite } from "./EndedInvite";
import { useInvite, useWizard } from "./invite";
import { useProgress } from "./progress";

/** The wizard at /activate#<token>: date of birth, account, code. */
export default function Activate() {
  const token = useLocation().hash.slice(1);
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
  const { state } = invite.data;
  if (state === "accepted" || state === "expired" || state === "locked" || state === "withdrawn") {
    return <EndedInvite state={state} practice={invite.data.practice} />;
  }
  const step = { token, invite: invite.data, store, wizard };
  const start = <Navigate to={{ pathname: "/activate", hash }} replace />;
  return (
    <Routes>
      <Route index element={<BirthDateStep {...step} />} />
      <Route path="account" element={store.progress.ticket ? <AccountStep {...step} /> : start} />
      <Route path="code" element={store.progress.ticket && store.progress.sentTo ? <CodeStep {...step} /> : start} />
      <Route path="existing" element={<AccountExists email={store.progress.email} practice={invite.data.practice} />} />
      <Route path="*" element={start} />
    </Routes>
  );
}
