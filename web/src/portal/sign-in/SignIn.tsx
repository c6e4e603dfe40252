import { useState, type ReactNode } from "react";
import { Navigate, Route, Routes, useLocation, useNavigate } from "react-router";
import type { ApiProblem } from "../../api/problem";
import type { SignInState } from "../../app/RequireSession";
import { useSession } from "../../app/useSession";
import type { DoneState } from "../account/DoneNotice";
import { ChooseFactor } from "../code/ChooseFactor";
import { isFactor } from "../code/factors";
import { keepChallenge, keptChallenge, otherWays, switchTo, type Challenge } from "./challenge";
import { FactorStep } from "./FactorStep";
import { NewPasswordStep } from "./NewPasswordStep";
import { PasswordStep } from "./PasswordStep";
import { RecoveryStep } from "./RecoveryStep";
import { SetUpStep } from "./SetUpStep";

/** Why the sign-in starts again; worded by the first step. */
export type StartAgain = "startAgain" | "sessionOver" | "unsupported";

/** What every step after the password gets. */
export interface SignInStep {
  challenge: Challenge;
  /** Goes to what is asked next; null: the person is signed in. */
  proceed: (next: Challenge | null) => void;
  /** For refusals that end the sign-in: leads back to its start and says why. */
  leave: (problem: ApiProblem) => [] | null;
}

/** The page of each challenge. */
function pageOf({ name }: Challenge): string | null {
  if (name === "NEW_PASSWORD_REQUIRED") return "new-password";
  if (name === "MFA_SETUP") return "set-up";
  if (name === "SELECT_MFA_TYPE") return "choose";
  return isFactor(name) ? "code" : null;
}

/** After these last steps the way leads to Security, with these words: a new phone or recovery codes are wanted next. */
const LEFT_TO_DO: Record<string, string> = { "/sign-in/recovery": "recovered", "/sign-in/set-up": "app" };

/** `newHere` stands below the form: how somebody without a login gets one. */
export default function SignIn({ newHere }: { newHere?: ReactNode }) {
  const session = useSession();
  const navigate = useNavigate();
  const location = useLocation();
  const state = location.state as SignInState | null;
  const [challenge, setChallenge] = useState(keptChallenge);
  const [startAgain, setStartAgain] = useState<StartAgain | null>(null);
  if (session.state === "in") {
    const done = LEFT_TO_DO[location.pathname];
    const landing: DoneState | null = done && !state?.first ? { done } : null;
    return <Navigate to={landing ? "/account/security" : (state?.from ?? "/")} state={landing} replace />;
  }

  const go = (page: string) => void navigate(`/sign-in/${page}`, { state });
  const restart = (why: StartAgain) => {
    setChallenge(null);
    keepChallenge(null);
    setStartAgain(why);
    void navigate("/sign-in", { state, replace: true });
  };
  const proceed = (next: Challenge | null) => {
    keepChallenge(next);
    if (!next) return;
    const page = pageOf(next);
    if (!page) return restart("unsupported");
    setChallenge(next);
    setStartAgain(null);
    if (location.pathname !== `/sign-in/${page}`) go(page);
  };
  const leave = ({ slug }: ApiProblem): [] | null => {
    if (slug === "attempts-exceeded") restart("startAgain");
    else if (slug === "invalid-session" || slug === "incorrect-credentials") restart("sessionOver");
    else return null;
    return [];
  };

  const first = <Route index element={<PasswordStep key={startAgain} startAgain={startAgain} proceed={proceed} newHere={newHere} />} />;
  const back = <Route path="*" element={<Navigate to="/sign-in" state={state} replace />} />;
  if (!challenge) {
    return (
      <Routes>
        {first}
        {back}
      </Routes>
    );
  }
  const step: SignInStep = { challenge, proceed, leave };
  return (
    <Routes>
      {first}
      {/* The next challenge is here before its address is: what asks for no code has nothing to show on this page. */}
      <Route path="code" element={isFactor(challenge.name) && <FactorStep key={challenge.name} {...step} onOtherWay={() => go("choose")} />} />
      <Route
        path="choose"
        element={
          <ChooseFactor
            isOther={challenge.name !== "SELECT_MFA_TYPE"}
            factors={otherWays(challenge)}
            choose={async (factor) => (factor === "RECOVERY_CODE" ? go("recovery") : proceed(await switchTo(challenge, factor)))}
            explain={leave}
            onBack={() => void navigate(-1)}
          />
        }
      />
      <Route path="recovery" element={<RecoveryStep {...step} />} />
      <Route path="new-password" element={<NewPasswordStep {...step} />} />
      <Route path="set-up" element={<SetUpStep {...step} />} />
      {back}
    </Routes>
  );
}
