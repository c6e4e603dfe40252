import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import type { Thread, ThreadChanges } from "../api";
import { useStaff } from "../staff";
import { useStaffText } from "../text";

const THREAD = "/api/practices/{practice_id}/threads/{thread}";

/** A conversation, its newest messages first to come; the messages in the order in which they were written. */
export function useThread(id: string) {
  const { path } = useStaff();
  const query = useInfiniteQuery({
    queryKey: ["threads", "one", id],
    queryFn: ({ pageParam, signal }) => answer(api.GET(THREAD, { params: { path: { ...path, thread: id }, query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    staleTime: 0,
  });
  const messages = query.data?.pages.flatMap((page) => page.messages) ?? [];
  return { query, thread: query.data?.pages[0]?.thread ?? null, messages: messages.sort((a, b) => a.number - b.number) };
}

/** Assigns, closes, opens, marks as seen or not. The lists and the count of the navigation hear of it. */
export function useChangeThread(id: string) {
  const { path } = useStaff();
  const tell = useTellThreads();
  return async (body: ThreadChanges) => {
    const changed = await answer(api.PATCH(THREAD, { params: { path: { ...path, thread: id } }, body }));
    await tell();
    return changed;
  };
}

export function useTellThreads() {
  const queries = useQueryClient();
  return () => tellChange(queries, "threads", "staff");
}

/** Whom a conversation can be handed to: colleagues and teams. */
export function useColleagues() {
  const { path } = useStaff();
  return useQuery({
    queryKey: ["colleagues"],
    queryFn: async () => (await answer(api.GET("/api/practices/{practice_id}/colleagues", { params: { path } }))).colleagues,
  });
}

/** A member by their name, a team by what it is called in the language of the page. */
export function useNameOf() {
  const { s } = useStaffText();
  return ({ id, name }: { id: string; name: string }) => s.inbox.teams[id] ?? name;
}

/** Who writes, with what they are to the patient. */
export function useWriterOf() {
  const { s } = useStaffText();
  return ({ writer, patient, role }: Thread) => s.inbox.person(writer, s.inbox.roles[role === "primary" && writer === patient ? "self" : role] ?? role);
}
