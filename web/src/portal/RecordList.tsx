import type { ReactNode } from "react";
import { useText } from "../i18n/language";
import { Empty, Failed, Loading, ShowMore } from "../ui/states";

/** What every list of records can be asked: see `useRecords`. */
export interface ListState {
  shared: boolean;
  isPending: boolean;
  error: unknown;
  retry: () => void;
  hasMore: boolean;
  isLoadingMore: boolean;
  showMore: () => void;
}

interface RecordListProps {
  list: ListState;
  count: number;
  empty: string;
  moreLabel?: string;
  /** A short excerpt has no "Show more". */
  excerpt?: boolean;
  children: ReactNode;
}

/** The states around a list: not shared, loading, failed, empty, more to show. */
export function RecordList({ list, count, empty, moreLabel, excerpt = false, children }: RecordListProps) {
  const { t } = useText();
  if (!list.shared) return <Empty>{t.records.noAccess}</Empty>;
  if (list.isPending) return <Loading />;
  if (list.error && count === 0) return <Failed error={list.error} retry={list.retry} />;
  return (
    <>
      {count === 0 ? <Empty>{empty}</Empty> : children}
      {Boolean(list.error) && <Failed error={list.error} retry={list.retry} />}
      {!excerpt && <ShowMore count={count} hasMore={list.hasMore} isLoading={list.isLoadingMore} onShowMore={list.showMore} label={moreLabel} />}
    </>
  );
}
