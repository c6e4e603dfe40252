/**
 * Changes that matter ask for the password when it was last given more than five minutes ago. This is the one place that
 * notices: it has the person asked, and then sends the same request again. Whoever does not want to, gets the refusal
 * (`step-up-required`), and nothing has changed.
 */
import { slugOf } from "./problem";

/** What the dialog gets: to be told whether the password was given. */
export type Ask = (proved: boolean) => void;

const listeners = new Set<() => void>();
let open: { answer: Ask; proved: Promise<boolean> } | null = null;

/** The question that waits for its answer; for the dialog. */
export const openQuestion = (): Ask | null => open?.answer ?? null;

export function onQuestion(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Sends the request by `send`, and once more after the password was given, where that is asked for. */
export async function withStepUp(request: Request, send: (request: Request) => Promise<Response>): Promise<Response> {
  const again = request.clone();
  const response = await send(request);
  if (response.status !== 403 || (await slugOf(response)) !== "step-up-required") return response;
  return (await askForPassword()) ? send(again) : response;
}

/** Two operations that need it at the same time share one question. */
function askForPassword(): Promise<boolean> {
  if (open) return open.proved;
  let resolve: Ask = () => undefined;
  const proved = new Promise<boolean>((settle) => {
    resolve = settle;
  });
  const answer = (given: boolean) => {
    open = null;
    listeners.forEach((listener) => listener());
    resolve(given);
  };
  open = { answer, proved };
  listeners.forEach((listener) => listener());
  return proved;
}
