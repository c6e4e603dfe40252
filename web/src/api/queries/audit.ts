import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { answer, api } from "../client";
import type { AnswerOf } from "../operations";
import type { paths } from "../schema";

type AuditPage = AnswerOf<"/api/audit", "get">;

export type AuditEntry = AuditPage["entries"][number];

/** What the person asks the audit list for; empty strings mean no limit. Days are yyyy-mm-dd, as the person's clock has them. */
export interface AuditFilter {
  from: string;
  to: string;
  kind: AuditEntry["kind"] | "";
}

type AuditQuery = NonNullable<paths["/api/audit"]["get"]["parameters"]["query"]>;

/** Whose log is read: the account's own, or in the console the practice's. `name` tells them apart. */
export interface AuditSource {
  name: string;
  page: (query: AuditQuery, signal: AbortSignal) => Promise<AuditPage>;
}

export const OWN_LOG: AuditSource = {
  name: "account",
  page: (query, signal) => answer(api.GET("/api/audit", { params: { query }, signal })),
};

export function useAudit(source: AuditSource, filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ["audit", source.name, filter],
    queryFn: ({ pageParam, signal }) => auditPage(source, filter, pageParam, 25, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Everything that the filter lets through. `told` hears after each page how many entries there are so far. */
export async function wholeAudit(
  source: AuditSource,
  filter: AuditFilter,
  told: (count: number) => void,
  signal: AbortSignal,
): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await auditPage(source, filter, cursor, 100, signal);
    entries.push(...page.entries);
    told(entries.length);
    cursor = page.next ?? undefined;
  } while (cursor);
  return entries;
}

async function auditPage(
  source: AuditSource,
  filter: AuditFilter,
  cursor: string | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<AuditPage> {
  const { days, within } = inOwnDays(filter);
  const page = await source.page({ ...days, kind: filter.kind || undefined, cursor, limit }, signal);
  return { ...page, entries: page.entries.filter(within) };
}

/** The server's days are those of UTC: it is asked for all that touch the person's own days, and what is too much is left out. */
export function inOwnDays({ from, to }: { from: string; to: string }) {
  const start = from ? new Date(`${from}T00:00`) : null;
  const end = to ? new Date(`${to}T23:59:59.999`) : null;
  const utcDay = (date: Date | null) => date?.toISOString().slice(0, 10);
  return {
    days: { from: utcDay(start), to: utcDay(end) },
    within: ({ at }: { at: string }) => (!start || new Date(at) >= start) && (!end || new Date(at) <= end),
  };
}
