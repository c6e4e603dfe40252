import { Suspense } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { FailedPage } from "../ui/FailedPage";
import { Loading } from "../ui/states";
import { Main } from "./Main";
import { useKnownSession } from "./useSession";

/** Where to go on after signing in again. */
export interface SignInState {
  from?: string;
  /** They are in the middle of something: it comes before what the sign-in itself left to do. */
  first?: boolean;
}

/** Lets signed-in people pass. */
export function RequireSession() {
  const { session, failure, retry } = useKnownSession();
  const { pathname, search } = useLocation();

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
  return <Main>{failure ? <FailedPage error={failure} retry={retry} /> : <Loading />}</Main>;
}
