import { useCallback, useEffect, useRef, useState } from "react";
import { anonymous, answer } from "../../api/client";
import workerUrl from "./solve.worker?worker&url";

/** A solved challenge: what the server takes, and when it stops taking it (milliseconds). */
interface Solved {
  payload: string;
  expires: number;
}

export type CaptchaStatus = "working" | "done" | "failed";

const MARGIN_MS = 20_000;

/**
 * The CAPTCHA is a proof of work (ALTCHA): the browser solves it while the person fills in the form. Each solution counts
 * once, so `take` hands it out once and `restart` makes the next one.
 */
export function useCaptcha() {
  const [status, setStatus] = useState<CaptchaStatus>("working");
  const solving = useRef<Promise<Solved> | null>(null);

  const begin = useCallback(() => {
    const work = solve();
    solving.current = work;
    const settle = (to: CaptchaStatus) => () => {
      if (solving.current === work) setStatus(to);
    };
    work.then(settle("done"), settle("failed"));
    return work;
  }, []);

  useEffect(() => {
    begin().catch(() => undefined);
  }, [begin]);

  const restart = () => {
    setStatus("working");
    begin().catch(() => undefined);
  };
  const take = async () => {
    const solved = await (solving.current ?? begin());
    return solved.expires - Date.now() > MARGIN_MS ? solved.payload : (await begin()).payload;
  };
  return { status, take, restart };
}

/** For a form that is shown only after the check was done once: another solution, made when it is needed. */
export const solveOnce = async () => (await solve()).payload;

async function solve(): Promise<Solved> {
  const challenge = await answer(anonymous.GET("/api/auth/captcha"));
  const number = await inWorker(challenge);
  const { algorithm, challenge: hash, salt, signature } = challenge;
  const expires = Number(new URLSearchParams(salt.split("?")[1]).get("expires") ?? NaN);
  return {
    payload: btoa(JSON.stringify({ algorithm, challenge: hash, number, salt, signature })),
    expires: Number.isFinite(expires) ? expires * 1000 : Infinity,
  };
}

interface TrustedTypes {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => string };
}

/** The security policy lets scripts start a worker only from an address that a named policy made: this one of ours. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("kinchart-captcha", {
  createScriptURL: () => workerUrl,
});

function inWorker(challenge: unknown): Promise<number> {
  const worker = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: "module" });
  return new Promise<number>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<number | null>) =>
      data === null ? reject(new Error("the challenge has no solution")) : resolve(data);
    worker.onerror = () => reject(new Error("the worker did not start"));
    worker.postMessage(challenge);
  }).finally(() => worker.terminate());
}
