/**
 * The person's session in this tab. The access token lives in memory only; the refresh token is a cookie that no script can
 * read. All tabs share that cookie, so they take turns to renew it and tell each other when it is gone.
 */
import createClient from "openapi-fetch";
import { ApiProblem, slugOf } from "./problem";
import type { paths } from "./schema";

/** The web app client's id, the same in every deployment. */
export const CLIENT_ID = "web";

/** Why nobody is signed in: never was, left, did nothing for too long, or the server ended it. */
export type SignedOutReason = "none" | "signed-out" | "timed-out" | "ended";

export type Session =
  | { state: "unknown" }
  | { state: "in"; accessToken: string; account: string; renewedAt: number; expiresAt: number }
  | { state: "out"; reason: SignedOutReason };

interface Tokens {
  AccessToken: string;
  ExpiresIn: number;
}

const REFRESH_HEADER = { "X-Kinchart-Refresh": "1" };
/** A token this near its end is renewed before it is used. */
const MARGIN_MS = 30_000;

const client = createClient<paths>();
const channel = new BroadcastChannel("kinchart.session");
const listeners = new Set<() => void>();
let session: Session = { state: "unknown" };
let renewing: Promise<void> | null = null;
/** How often a session ended in this tab: a renewal that was under way at that moment must not bring it back. */
let ends = 0;

function set(next: Session) {
  session = next;
  listeners.forEach((listener) => listener());
}

export const currentSession = () => session;

export function onSessionChange(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The first page of what this tab shows: the portal or the console. */
const startAgain = () => window.location.replace(/^\/staff(\/|$)/.test(window.location.pathname) ? "/staff" : "/");

channel.onmessage = ({ data }: MessageEvent<{ out?: SignedOutReason; in?: string }>) => {
  if (data.out) ends += 1;
  if (data.out && session.state === "in") set({ state: "out", reason: data.out });
  // Someone else signed in on another tab: this one must not go on showing the first person's record.
  if (data.in !== undefined && session.state === "in" && session.account !== data.in) startAgain();
};

/** Takes the tokens of a finished sign-in. */
export function startSession(tokens: Tokens) {
  const account = subjectOf(tokens.AccessToken);
  if (session.state === "in" && session.account !== account) startAgain();
  const now = Date.now();
  set({ state: "in", accessToken: tokens.AccessToken, account, renewedAt: now, expiresAt: now + tokens.ExpiresIn * 1000 });
  channel.postMessage({ in: account });
}

function endHere(reason: SignedOutReason) {
  ends += 1;
  set({ state: "out", reason });
  channel.postMessage({ out: reason });
}

/**
 * Ends the session on the server too; without a connection it still ends in this browser's tabs. It waits for a renewal
 * that is under way, whose answer would else put a new cookie in the place of the cleared one.
 */
export async function endSession(reason: SignedOutReason) {
  const token = session.state === "in" ? session.accessToken : null;
  endHere(reason);
  const headers = { ...REFRESH_HEADER, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  await takeTurns(async () => {
    await client.POST("/api/auth/revoke-token", { headers, body: { ClientId: CLIENT_ID } }).catch(() => undefined);
  });
}

/** Renews the access token by the cookie. Throws an ApiProblem when the server cannot be reached; else the session tells. */
export function renewSession(): Promise<void> {
  const before = ends;
  renewing ??= takeTurns(() => renew(before)).finally(() => {
    renewing = null;
  });
  return renewing;
}

/** Two tabs that renew at once would both send the same refresh token, and the second would look stolen. */
function takeTurns(work: () => Promise<void>): Promise<void> {
  return "locks" in navigator ? navigator.locks.request("kinchart.refresh", work) : work();
}

async function renew(before: number) {
  const call = client.POST("/api/auth/get-tokens-from-refresh-token", {
    headers: REFRESH_HEADER,
    body: { ClientId: CLIENT_ID },
  });
  const { data, error, response } = await call.catch(() => {
    throw ApiProblem.network();
  });
  if (ends !== before) {
    if (session.state === "unknown") set({ state: "out", reason: "none" });
    return;
  }
  const tokens = data?.AuthenticationResult;
  if (tokens) startSession(tokens);
  else if (response.status === 401 || response.status === 400) {
    if (session.state === "in") endHere("ended");
    else if (session.state === "unknown") set({ state: "out", reason: "none" });
  } else throw ApiProblem.from(response, error);
}

/**
 * `fetch` with the access token: renewed when it is about to end, and once more when the server refuses it. A password that
 * is refused is not sent again: it would count as another guess.
 */
export async function sessionFetch(request: Request): Promise<Response> {
  if (session.state === "unknown" || (session.state === "in" && session.expiresAt - Date.now() < MARGIN_MS)) await renewSession();
  const again = request.clone();
  const response = await fetch(withToken(request));
  if (response.status !== 401 || session.state !== "in" || (await slugOf(response)) === "incorrect-credentials") return response;
  await renewSession();
  return currentSession().state === "in" ? fetch(withToken(again)) : response;
}

function withToken(request: Request): Request {
  if (session.state === "in") request.headers.set("Authorization", `Bearer ${session.accessToken}`);
  return request;
}

/** The account's id from the token's payload; only compared, never trusted. */
function subjectOf(token: string): string {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    return String((JSON.parse(atob(payload)) as { sub?: unknown }).sub ?? "");
  } catch {
    return "";
  }
}
