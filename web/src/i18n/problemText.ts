import { ApiProblem } from "../api/problem";
import type { Messages } from "./en";

/** What any failed call says when its page has no better words. */
export function problemText(error: unknown, t: Messages): string {
  if (!(error instanceof ApiProblem)) return t.problem.server;
  if (error.slug === "network") return t.problem.network;
  if (error.status === 429) return t.problem.tooMany(waitText(error.retryAfter, t));
  if (error.status === 409) return error.slug === "in-progress" ? t.problem.conflict : t.problem.changed;
  if (error.status === 404) return t.problem.gone;
  if (error.status === 403) return t.problem.forbidden;
  return t.problem.server;
}

/** A waiting time in words: seconds below a minute and a half, then whole minutes, rounded up. */
export function waitText(seconds: number | null, t: Messages): string {
  const wait = Math.max(1, Math.ceil(seconds ?? 60));
  return wait < 90 ? t.problem.seconds(wait) : t.problem.minutes(Math.ceil(wait / 60));
}
