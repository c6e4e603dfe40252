import { useSyncExternalStore } from "react";
import { currentSession, onSessionChange } from "../api/session";

export const useSession = () => useSyncExternalStore(onSessionChange, currentSession);
