import { useCallback, useState } from "react";
import { Navigate, Route, Routes, useNavigate } from "react-router";
import { ChooseFactor } from "../code/ChooseFactor";
import type { Factor } from "../code/factors";
import { DoneStep } from "./DoneStep";
import { EmailCodeStep } from "./EmailCodeStep";
import { IdentifierStep } from "./IdentifierStep";
import { NewPasswordStep } from "./NewPasswordStep";
import { asked, confirmReset, sendText, type Given } from "./reset";
import { SecondFactorStep } from "./SecondFactorStep";

/** What every step after the first gets. */
export interface ResetStep {
  given: Given;
  /** Sends what is known with this on top, and goes to what is asked for next. */
  add: (more: Partial<Given>) => Promise<void>;
  /** Back to the start: the code by e-mail no longer works. */
  restart: () => [];
}

/** The way back in at /forgot-password: e-mail address, code, second factor where one is on, new password. */
export default function ForgotPassword() {
  const navigate = useNavigate();
  const [given, setGiven] = useState<Given | null>(() => {
    const before = asked.read();
    return before && { ...before, code: "" };
  });
  const [factors, setFactors] = useState<Factor[]>([]);
  const [isAgain, setAgain] = useState(false);
  const go = (page: string) => void navigate(`/forgot-password${page}`);

  const start = (identifier: string, sentTo: string) => {
    asked.write({ identifier, sentTo });
    setGiven({ identifier, sentTo, code: "" });
    setFactors([]);
    setAgain(false);
    go("/code");
  };
  const forget = useCallback(() => {
    asked.write(null);
    setGiven(null);
  }, []);
  const restart = (): [] => {
    asked.write(null);
    setAgain(true);
    go("");
    return [];
  };

  const proveBy = async (so: Given, name: Factor) => {
    if (name === "SMS_MFA") await sendText(so);
    setGiven({ ...so, factor: { name, code: "" } });
    go("/factor");
  };
  const add = async (more: Partial<Given>) => {
    if (!given) return;
    const so = { ...given, ...more };
    const next = await confirmReset(so);
    setGiven(so);
    if (next.step === "done") return void navigate("/forgot-password/done", { replace: true });
    if (next.step === "password") return go("/new-password");
    setFactors(next.factors);
    // A text message is sent only when it is asked for.
    const [preferred] = next.factors;
    if (preferred === "SMS_MFA" || preferred === undefined) go("/choose");
    else await proveBy(so, preferred);
  };

  const first = <Route index element={<IdentifierStep key={String(isAgain)} isAgain={isAgain} start={start} />} />;
  const done = <Route path="done" element={<DoneStep forget={forget} />} />;
  const back = <Route path="*" element={<Navigate to={given ? "/forgot-password/code" : "/forgot-password"} replace />} />;
  if (!given) {
    return (
      <Routes>
        {first}
        {done}
        {back}
      </Routes>
    );
  }
  const step: ResetStep = { given, add, restart };
  const otherWays = factors.filter((factor) => factor !== given.factor?.name);
  const onOtherWay = otherWays.length > 0 ? () => go("/choose") : null;
  return (
    <Routes>
      {first}
      {done}
      <Route path="code" element={<EmailCodeStep {...step} />} />
      {given.factor && (
        <Route path="factor" element={<SecondFactorStep key={given.factor.name} {...step} factor={given.factor.name} onOtherWay={onOtherWay} />} />
      )}
      {otherWays.length > 0 && (
        <Route
          path="choose"
          element={
            <ChooseFactor
              isOther={given.factor !== undefined}
              factors={otherWays}
              choose={(name) => proveBy(given, name)}
              onBack={() => void navigate(-1)}
            />
          }
        />
      )}
      {given.code && <Route path="new-password" element={<NewPasswordStep {...step} withFactor={factors.length > 0} />} />}
      {back}
    </Routes>
  );
}
