import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { answer, api } from "../client";
import type { AnswerOf } from "../operations";
import { ApiProblem } from "../problem";
import type { Chart, Member } from "./account";
import { readDocument, type OwnDocument } from "./documents";
import { chartsSharing, useOverCharts } from "./records";

export type Thread = AnswerOf<"/api/charts/{chart}/threads", "get">["threads"][number];
export type Message = AnswerOf<"/api/charts/{chart}/threads/{thread}", "get">["messages"][number];
export type StoredDraft = AnswerOf<"/api/charts/{chart}/drafts", "get">["drafts"][number];
export type Recipient = AnswerOf<"/api/charts/{chart}/recipients", "get">["recipients"][number];
/** One of one's own documents, as a message names it. */
export type DocumentRef = Pick<OwnDocument, "id" | "name" | "content_type" | "size">;

/** The id of the draft that begins a conversation; that of a reply has the id of its conversation. */
export const NEW = "new";

/** The charts where this account may write messages. */
export const chartsWriting = (member: Member) => member.charts.filter(({ sections }) => sections.messages === "write");

export const unreadOf = (member: Member) => member.charts.reduce((sum, { unread }) => sum + unread, 0);

/** One's conversations with all practices of a member, newest first; those found by `search` as they were found. */
export function useThreads(member: Member, search: string) {
  return useOverCharts<Thread>({
    queryKey: ["messages", member.id, search],
    charts: chartsSharing(member, "messages"),
    read: async (chart, next, signal) => {
      const query = { search: search || undefined, cursor: next ?? undefined };
      const page = await answer(api.GET("/api/charts/{chart}/threads", { params: { path: { chart: chart.id }, query }, signal }));
      return { resources: page.threads, next: page.cursor };
    },
    timeOf: ({ last }) => Date.parse(last),
    isByTime: search === "",
    // What the practice writes meanwhile is not heard of: asked each time.
    staleTime: 0,
  });
}

/** A conversation, the newest of its messages first to come; the messages in the order in which they were written. */
export function useThread(chart: string, thread: string) {
  const query = useInfiniteQuery({
    queryKey: ["messages", "one", chart, thread],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET("/api/charts/{chart}/threads/{thread}", { params: { path: { chart, thread }, query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    staleTime: 0,
  });
  const messages = query.data?.pages.flatMap((page) => page.messages) ?? [];
  return { query, thread: query.data?.pages[0]?.thread ?? null, messages: messages.sort((a, b) => a.number - b.number) };
}

/** What one has begun to write at any practice of a member. */
export function useDrafts(member: Member) {
  const charts = chartsWriting(member);
  return useQueries({
    queries: charts.map((chart) => ({ queryKey: ["messages", "drafts", chart.id], queryFn: () => draftsOf(chart.id), staleTime: 0 })),
    combine: (results) => results.flatMap(({ data }, index) => (data ?? []).flatMap((draft) => { const chart = charts[index]; return chart ? [{ chart, draft }] : []; })),
  });
}

/** Who deletes every word again has begun nothing. */
export const isBegun = ({ subject, content, attachments }: StoredDraft) => `${subject}${content}`.trim() !== "" || attachments.length > 0;

const draftsOf = async (chart: string) => (await answer(api.GET("/api/charts/{chart}/drafts", { params: { path: { chart } } }))).drafts;

export interface OpenDraft {
  stored: StoredDraft | null;
  attachments: DocumentRef[];
}

/** One draft as it is on the server now, with its documents that are still there. */
export async function readDraft(chart: string, id: string): Promise<OpenDraft> {
  const stored = (await draftsOf(chart)).find((each) => each.id === id) ?? null;
  const documents = await Promise.all((stored?.attachments ?? []).map((document) => documentNow(chart, document)));
  return { stored, attachments: documents.flatMap((each) => each ?? []) };
}

async function documentNow(chart: string, document: string): Promise<DocumentRef | null> {
  try {
    const { id, name, content_type, size } = await readDocument(chart, document);
    return { id, name, content_type, size };
  } catch (error) {
    if (error instanceof ApiProblem && (error.status === 404 || error.status === 403)) return null;
    throw error;
  }
}

export function useOpenDraft(chart: string, id: string) {
  return useQuery({
    queryKey: ["draft", chart, id],
    queryFn: () => readDraft(chart, id),
    // What is on the page is the person's own from then on; another opening starts from what the server has.
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** Whom one may write to: teams, then people by name. */
export function useRecipients(chart: Chart) {
  return useQuery({
    queryKey: ["recipients", chart.id],
    queryFn: async () => (await answer(api.GET("/api/charts/{chart}/recipients", { params: { path: { chart: chart.id } } }))).recipients,
  });
}
