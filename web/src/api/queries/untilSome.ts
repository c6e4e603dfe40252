import { useEffect } from "react";

interface Pages {
  hasNextPage: boolean;
  isFetching: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
}

/** The server looks through so much at a time, so a page may be empty although others are not: goes on until there is something. */
export function useUntilSome({ hasNextPage, isFetching, error, fetchNextPage }: Pages, count: number) {
  const goOn = count === 0 && hasNextPage && !isFetching && !error;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);
}
