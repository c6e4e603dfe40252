import { useEffect, useRef, useState } from "react";
import { currentSession, endSession, renewSession } from "../api/session";
import { useText } from "../i18n/language";
import { waitText } from "../i18n/problemText";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";

/** The server ends a web session after this long without use. */
const IDLE_MS = 30 * 60_000;
const WARNING_MS = 2 * 60_000;
/** Someone who reads or types without asking for data still uses the portal: the server hears of it this often. */
const KEEP_ALIVE_MS = 5 * 60_000;
const TELL_TABS_MS = 5_000;

/** Warns two minutes before the session ends, in step with the other tabs: use in one of them counts for all. */
export function SessionTimeout() {
  const { t } = useText();
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const stay = useRef<() => void>(() => undefined);

  useEffect(() => {
    const channel = new BroadcastChannel("kinchart.activity");
    let lastUse = Date.now();
    let told = 0;
    const left = () => lastUse + IDLE_MS - Date.now();

    const noteUse = (tellNow: boolean) => {
      const now = Date.now();
      lastUse = now;
      if (tellNow || now - told > TELL_TABS_MS) {
        told = now;
        channel.postMessage(now);
      }
      const session = currentSession();
      if (session.state === "in" && (tellNow || now - session.renewedAt > KEEP_ALIVE_MS)) renewSession().catch(() => undefined);
    };
    const tick = () => {
      if (left() <= 0) void endSession("timed-out");
      else setSecondsLeft(left() <= WARNING_MS ? Math.ceil(left() / 1000) : null);
    };
    // Once the warning is there, only an answer to it counts.
    const onInput = () => left() > WARNING_MS && noteUse(false);
    channel.onmessage = ({ data }: MessageEvent<number>) => {
      lastUse = Math.max(lastUse, data);
      tick();
    };
    stay.current = () => {
      noteUse(true);
      tick();
    };
    const events = ["pointerdown", "keydown", "scroll", "pointermove"];
    events.forEach((name) => window.addEventListener(name, onInput, { passive: true, capture: true }));
    const timer = setInterval(tick, 1000);
    return () => {
      clearInterval(timer);
      channel.close();
      events.forEach((name) => window.removeEventListener(name, onInput, { capture: true }));
    };
  }, []);

  const minutesLeft = Math.max(1, Math.ceil((secondsLeft ?? 0) / 60));
  return (
    <Dialog title={t.timeout.title} describedBy="timeout-spoken" isOpen={secondsLeft !== null} onClose={() => stay.current()}>
      <p aria-hidden="true">{t.timeout.text(waitText(secondsLeft, t))}</p>
      <p id="timeout-spoken" role="status" className="sr-only">
        {t.timeout.text(t.problem.minutes(minutesLeft))}
      </p>
      <div className="mt-5 flex flex-wrap gap-3">
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the one safe answer, in a dialog that takes the focus anyway */}
        <Button autoFocus onPress={() => stay.current()}>
          {t.timeout.stay}
        </Button>
        <Button look="secondary" onPress={() => void endSession("signed-out")}>
          {t.timeout.signOut}
        </Button>
      </div>
    </Dialog>
  );
}
