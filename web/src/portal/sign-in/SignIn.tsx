import { useState } from "react";
import { Navigate, Route, Routes, useLocation, useNavigate } from "react-router";
import type { SignInState } from "../../app/RequireSession";
import { useSession } from "../../app/useSession";
import type { Challenge } from "./initiate";
import { PasswordStep } from "./PasswordStep";
import { SignInCodeStep } from "./SignInCodeStep";

/** Why the sign-in starts again; worded by the first step. */
export type StartAgain = "startAgain" | "sessionOver";

export default function SignIn() {
  const session = useSession();
  const navigate = useNavigate();
  const location = useLocation();
  const state = location.state as SignInState | null;
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const [startAgain, setStartAgain] = useState<StartAgain | null>(null);
  if (session.state === "in") return <Navigate to={state?.from ?? "/"} replace />;

  const onChallenge = (next: Challenge) => {
    setChallenge(next);
    setStartAgain(null);
    void navigate("/sign-in/code", { state });
  };
  const onStartAgain = (why: StartAgain) => {
    setChallenge(null);
    setStartAgain(why);
    void navigate("/sign-in", { state, replace: true });
  };
  return (
    <Routes>
      <Route index element={<PasswordStep key={startAgain} startAgain={startAgain} onChallenge={onChallenge} />} />
      <Route
        path="code"
        element={
          challenge ? (
            <SignInCodeStep challenge={challenge} onChallenge={setChallenge} onStartAgain={onStartAgain} />
          ) : (
            <Navigate to="/sign-in" state={state} replace />
          )
        }
      />
      <Route path="*" element={<Navigate to="/sign-in" replace />} />
    </Routes>
  );
}
