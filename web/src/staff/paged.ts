import { keepPreviousData, useInfiniteQuery, type QueryKey } from "@tanstack/react-query";
import { useUntilSome } from "../api/queries/untilSome";
import type { ListState } from "../portal/RecordList";

interface Page<Row> {
  rows: Row[];
  cursor: string | null;
}

/** A list that comes in pages. What colleagues change is not heard of: it is asked for each time it is shown. */
export function usePaged<Row>(queryKey: QueryKey, fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>) {
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  useUntilSome(pages, rows.length);
  const list: ListState = {
    shared: true,
    isPending: pages.isPending || (rows.length === 0 && pages.isFetching),
    error: pages.error,
    retry: () => void pages.refetch(),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    showMore: () => void pages.fetchNextPage(),
  };
  return { rows, list, isFetching: pages.isFetching };
}
