import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answer, api } from "../client";
import type { paths } from "../schema";

type MembersAnswer = paths["/api/members"]["get"]["responses"]["200"]["content"]["application/json"];
type AuditAnswer = paths["/api/audit"]["get"]["responses"]["200"]["content"]["application/json"];

export type Member = MembersAnswer["members"][number];
export type Chart = Member["charts"][number];
export type AuditEntry = AuditAnswer["entries"][number];

/** What the person asks the audit list for; empty strings mean no limit. Dates are yyyy-mm-dd. */
export interface AuditFilter {
  from: string;
  to: string;
  kind: AuditEntry["kind"] | "";
}

/** The signed-in person: username and attributes by name (`email`, `given_name`, `locale` …). */
export function useAccount() {
  return useQuery({
    queryKey: ["account"],
    queryFn: async () => {
      const user = await answer(api.POST("/api/auth/get-user"));
      return { username: user.Username, attributes: new Map(user.UserAttributes.map((each) => [each.Name, each.Value])) };
    },
    staleTime: Infinity,
  });
}

/** The people whose records this account may see, and where. */
export function useMembers() {
  return useQuery({
    queryKey: ["members"],
    queryFn: async () => (await answer(api.GET("/api/members"))).members,
    staleTime: 60_000,
  });
}

export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/audit", {
          params: {
            query: { from: filter.from || undefined, to: filter.to || undefined, kind: filter.kind || undefined, cursor: pageParam, limit: 25 },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
