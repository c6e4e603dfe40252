import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { currentSession, onSessionChange, renewSession } from "../api/session";

export const useSession = () => useSyncExternalStore(onSessionChange, currentSession);

/** The session, once the refresh cookie has been tried: so a reload does not ask for the password. */
export function useKnownSession() {
  const session = useSession();
  const [failure, setFailure] = useState<unknown>(null);
  const retry = useCallback(() => {
    setFailure(null);
    renewSession().catch(setFailure);
  }, []);
  const unknown = session.state === "unknown";
  useEffect(() => {
    if (unknown) renewSession().catch(setFailure);
  }, [unknown]);
  return { session, failure, retry };
}
