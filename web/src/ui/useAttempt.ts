import { useRef } from "react";

/**
 * The Idempotency-Key of what a form sends: the same again after a lost connection has the same key and counts once;
 * something else, or the next after `done`, has another.
 */
export function useAttempt() {
  const attempt = useRef({ sent: "", key: "" });
  return {
    headers(body: unknown) {
      const sent = JSON.stringify(body);
      if (attempt.current.sent !== sent) attempt.current = { sent, key: crypto.randomUUID() };
      return { "Idempotency-Key": attempt.current.key };
    },
    done() {
      attempt.current = { sent: "", key: "" };
    },
  };
}
