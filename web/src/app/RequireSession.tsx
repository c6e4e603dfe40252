import { Suspense, useCallback, useEffect, useState } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { renewSession } from "../api/session";
import { FailedPage } from "../ui/FailedPage";
import { Loading } from "../ui/states";
import { Main } from "./Main";
import { useSession } from "./useSession";

/** Where to go on after signing in again. */
export interface SignInState {
  from?: string;
}

/** Lets signed-in people pass; tries the refresh cookie first, so that a reload does not ask for the password. */
export function RequireSession() {
  const session = useSession();
  const { pathname, search } = useLocation();
  const [failure, setFailure] = useState<unknown>(null);

  const renew = useCallback(() => {
    setFailure(null);
    renewSession().catch(setFailure);
  }, []);
  const unknown = session.state === "unknown";
  useEffect(() => {
    if (unknown) renewSession().catch(setFailure);
  }, [unknown]);

  if (session.state === "in") {
    const loading = (
      <Main>
        <Loading />
      </Main>
    );
    return (
      <Suspense fallback={loading}>
        <Outlet />
      </Suspense>
    );
  }
  if (session.state === "out") {
    const state: SignInState = session.reason === "signed-out" || pathname === "/" ? {} : { from: pathname + search };
    return <Navigate to="/sign-in" state={state} replace />;
  }
  return <Main>{failure ? <FailedPage error={failure} retry={renew} /> : <Loading />}</Main>;
}
