import { useState } from "react";
import { kept } from "../../app/kept";

/** How far the person came with one invitation. Never holds the password. */
export interface Progress {
  ticket?: string;
  /** The patient's name and the invited address, known once the date of birth was right. */
  patient?: { given: string; family: string };
  email?: string;
  /** Whether an account has the invited address. */
  exists?: boolean;
  /** Whose record it is in an account that exists already: a member's id, or null for somebody new. */
  member?: string | null;
  /** The member who has the record now: the end of the way. */
  linked?: string;
  username?: string;
  /** Where the code went and until when it works (ISO time). */
  sentTo?: string;
  expiresAt?: string;
}

const store = kept<Progress & { token: string }>("activate");

/** The invitation that this tab is in the middle of; empty when it is in none. */
export const keptToken = () => store.read()?.token ?? "";

/** Kept for this tab, so that a reload goes on at the same step; another invitation starts afresh. */
export function useProgress(token: string) {
  const [progress, setProgress] = useState(() => read(token));
  return {
    progress,
    update(change: Progress) {
      const next = { ...progress, ...change };
      store.write({ token, ...next });
      setProgress(next);
    },
    /** Forgets it for the next visit; the page that is open goes on until it is left. */
    forget() {
      store.write(null);
    },
  };
}

export type ProgressStore = ReturnType<typeof useProgress>;

function read(token: string): Progress {
  const stored = store.read();
  return stored?.token === token ? stored : {};
}
