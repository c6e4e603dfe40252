import { useEffect, useRef } from "react";
import type { Invite } from "../api";
import { useStaffText } from "../text";

/** A representative gets no password from the practice: a link goes out by e-mail, now or when the patient's account is in use (C2). */
export function RepresentativeInvited({ invite: { email, state } }: { invite: Invite }) {
  const { s } = useStaffText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isWaiting = state === "waiting";
  return (
    <section aria-labelledby="invited" className="mb-6 rounded-lg border-2 border-brand bg-white p-4 sm:p-6">
      <h2 ref={heading} id="invited" tabIndex={-1} className="text-xl font-bold sm:text-2xl">
        {isWaiting ? s.account.waitingTitle : s.account.sentTitle}
      </h2>
      <p role="status">{isWaiting ? s.account.waiting(email) : s.account.sent(email)}</p>
    </section>
  );
}
