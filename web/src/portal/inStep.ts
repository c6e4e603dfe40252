import type { useRecords } from "../api/queries/records";
import type { ListState } from "./RecordList";

type Records = Pick<ReturnType<typeof useRecords>, keyof ListState | "horizon">;

/**
 * Several searches shown as one list by date: the one that is behind is read on. What lies at or before `horizon` may
 * not be whole yet.
 */
export function inStep(searches: Records[]): { list: ListState; horizon: number } {
  const horizon = Math.max(...searches.map((each) => each.horizon));
  const list: ListState = {
    shared: searches.some((each) => each.shared),
    isPending: searches.some((each) => each.isPending),
    error: searches.find((each) => each.error)?.error ?? null,
    retry: () => searches.filter((each) => each.error).forEach((each) => each.retry()),
    hasMore: searches.some((each) => each.hasMore),
    isLoadingMore: searches.some((each) => each.isLoadingMore),
    showMore: () => searches.filter((each) => each.hasMore && each.horizon === horizon).forEach((each) => each.showMore()),
  };
  return { list, horizon };
}
