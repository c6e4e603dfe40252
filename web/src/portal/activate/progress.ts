import { useState } from "react";

/** How far the person came with one invitation. Never holds the password. */
export interface Progress {
  ticket?: string;
  /** The patient's name and the invited address, known once the date of birth was right. */
  patient?: { given: string; family: string };
  email?: string;
  username?: string;
  /** Where the code went and until when it works (ISO time). */
  sentTo?: string;
  expiresAt?: string;
}

const KEY = "kinchart.activate";

/** Kept for this tab, so that a reload goes on at the same step; another invitation starts afresh. */
export function useProgress(token: string) {
  const [progress, setProgress] = useState(() => read(token));
  return {
    progress,
    update(change: Progress) {
      const next = { ...progress, ...change };
      sessionStorage.setItem(KEY, JSON.stringify({ token, ...next }));
      setProgress(next);
    },
    /** Forgets it for the next visit; the page that is open goes on until it is left. */
    forget() {
      sessionStorage.removeItem(KEY);
    },
  };
}

export type ProgressStore = ReturnType<typeof useProgress>;

function read(token: string): Progress {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Progress & { token?: string };
    return stored.token === token ? stored : {};
  } catch {
    return {};
  }
}
