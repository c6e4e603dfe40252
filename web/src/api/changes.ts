/** Tells this tab's queries and those of the other tabs what has changed, so that each asks anew for what it shows. */
import type { QueryClient } from "@tanstack/react-query";

export type Changed = Portal | Console;
type Portal = "account" | "emails" | "contacts" | "devices" | "members" | "access" | "corrections" | "forms" | "messages" | "documents";
type Console = "staff" | "patients" | "invites" | "users" | "deliveries" | "questionnaires" | "threads" | "received";

const channel = new BroadcastChannel("kinchart.changes");

export async function tellChange(queries: QueryClient, ...changed: Changed[]) {
  channel.postMessage(changed);
  await refresh(queries, changed);
}

export function hearChanges(queries: QueryClient) {
  channel.onmessage = ({ data }: MessageEvent<Changed[]>) => void refresh(queries, data);
}

/** What is on no page now is asked for, too: the next page must not start from what it was. */
const refresh = (queries: QueryClient, changed: Changed[]) =>
  Promise.all(changed.map((name) => queries.invalidateQueries({ queryKey: [name], refetchType: "all" })));
