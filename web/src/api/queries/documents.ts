import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answer, api } from "../client";
import type { AnswerOf } from "../operations";
import type { Chart, Member } from "./account";
import { chartsSharing } from "./records";

export type OwnDocument = AnswerOf<"/api/charts/{chart}/documents/{document}", "get">;
export type Folder = AnswerOf<"/api/charts/{chart}/folders", "get">["folders"][number];

/** How often the page looks whether a file is checked, in milliseconds. */
export const LOOKED_EVERY = 1000;

/** The charts through which this account may upload and share. */
export const chartsUploading = (member: Member) => member.charts.filter(({ sections }) => sections.documents === "write");

/** The chart whose rights one's documents about a member are reached by: they are the same through each of them. */
export const chartOfDocuments = (member: Member): Chart | undefined => chartsUploading(member)[0] ?? chartsSharing(member, "documents")[0];

export const readDocument = (chart: string, document: string) =>
  answer(api.GET("/api/charts/{chart}/documents/{document}", { params: { path: { chart, document } } }));

export function useFolders(chart: string) {
  return useQuery({
    queryKey: ["documents", chart, "folders and storage"],
    queryFn: () => answer(api.GET("/api/charts/{chart}/folders", { params: { path: { chart } } })),
    staleTime: 0,
  });
}

/** One's documents of a folder, or the deleted ones of all. */
export function useDocuments(chart: string, query: { folder?: string; deleted?: boolean }) {
  const pages = useInfiniteQuery({
    queryKey: ["documents", chart, "list", query],
    queryFn: ({ pageParam, signal }) => answer(api.GET("/api/charts/{chart}/documents", { params: { path: { chart }, query: { ...query, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    staleTime: 0,
  });
  return {
    documents: pages.data?.pages.flatMap((page) => page.documents) ?? [],
    list: {
      shared: true,
      isPending: pages.isPending,
      error: pages.error,
      retry: () => void pages.refetch(),
      hasMore: pages.hasNextPage,
      isLoadingMore: pages.isFetchingNextPage,
      showMore: () => void pages.fetchNextPage(),
    },
  };
}

export function useDocument(chart: string, document: string) {
  return useQuery({
    queryKey: ["documents", chart, "one", document],
    queryFn: () => readDocument(chart, document),
    refetchInterval: ({ state }) => (state.data?.state === "uploading" ? LOOKED_EVERY : false),
    staleTime: 0,
  });
}

/** With whom at the practice of a chart a document can be shared: teams, then people by name. Of no chart yet: nobody. */
export function useSharees(chart: string, document: string) {
  return useQuery({
    queryKey: ["sharees", chart, document],
    enabled: chart !== "",
    queryFn: async () => (await answer(api.GET("/api/charts/{chart}/documents/{document}/recipients", { params: { path: { chart, document } } }))).recipients,
  });
}
