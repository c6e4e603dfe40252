import { useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../client";
import type { AnswerOf, BodyOf } from "../operations";

export type Export = AnswerOf<"/api/members/{member_id}/exports", "get">["exports"][number];
export type ExportRequest = BodyOf<"/api/members/{member_id}/exports", "post">;

/** How often the page looks how far the work on a file is, in milliseconds. */
const LOOKED_EVERY = 1500;

export const isUnderWay = ({ state }: Export) => state === "waiting" || state === "working";

/** The files of a member's records, newest first; asked for again and again while one is being made. */
export function useExports(memberId: string) {
  return useQuery({
    queryKey: ["exports", memberId],
    queryFn: async () => (await answer(api.GET("/api/members/{member_id}/exports", { params: { path: { member_id: memberId } } }))).exports,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LOOKED_EVERY : false),
    staleTime: 0,
  });
}

export function useAskExport(memberId: string) {
  const queries = useQueryClient();
  return async (body: ExportRequest, key: string) => {
    const params = { path: { member_id: memberId } };
    await answer(api.POST("/api/members/{member_id}/exports", { params, headers: { "Idempotency-Key": key }, body }));
    await queries.invalidateQueries({ queryKey: ["exports", memberId] });
  };
}

/** Where the file is for the next five minutes. */
export async function exportUrl(memberId: string, id: string): Promise<string> {
  const params = { path: { member_id: memberId, id } };
  return (await answer(api.GET("/api/members/{member_id}/exports/{id}/file", { params }))).url;
}
