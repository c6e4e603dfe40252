import { useInfiniteQuery, useQuery, type QueryKey } from "@tanstack/react-query";
import { useEffect } from "react";
import { dateOf, type Dated } from "../../fhir/common";
import { fhirGet } from "../client";
import { ApiProblem } from "../problem";
import type { Chart, Member } from "./account";

/** A resource and the practice's chart it comes from. */
export interface FromChart<R> {
  chart: Chart;
  resource: R;
}

/** One page of each chart that still had one. */
export interface ChartsPage<R> {
  parts: { chart: Chart; resources: R[]; next: string | null }[];
}

/** The member's charts that share this section. */
export function chartsSharing(member: Member, section: string): Chart[] {
  return member.charts.filter((chart) => chart.sections[section] !== undefined);
}

const fhirTime = (resource: Dated) => dateOf(resource)?.getTime() ?? -Infinity;

/**
 * Merges what several charts gave so far, newest first by `timeOf`. A chart that has more to give hides what is older than
 * its last entry in the others, so that "Show more" only ever adds at the end; not where the pages are in another order.
 */
export function mergePages<R>(pages: ChartsPage<R>[], timeOf: (resource: R) => number, isByTime = true): { items: FromChart<R>[]; horizon: number } {
  const loaded = new Map<string, { chart: Chart; resources: R[]; next: string | null }>();
  for (const part of pages.flatMap((page) => page.parts)) {
    const before = loaded.get(part.chart.id)?.resources ?? [];
    loaded.set(part.chart.id, { ...part, resources: [...before, ...part.resources] });
  }
  const charts = [...loaded.values()];
  const ends = charts.filter((each) => each.next && isByTime).map((each) => each.resources.at(-1));
  const horizon = Math.max(-Infinity, ...ends.map((last) => (last === undefined ? -Infinity : timeOf(last))));
  const items = charts
    .flatMap((each) => each.resources.map((resource) => ({ chart: each.chart, resource })))
    .filter((item) => charts.length === 1 || timeOf(item.resource) >= horizon)
    .sort((a, b) => timeOf(b.resource) - timeOf(a.resource) || 0);
  return { items, horizon };
}

interface OverCharts<R> {
  queryKey: QueryKey;
  charts: Chart[];
  /** One page of a chart: the first, or the one that `next` of the page before names. */
  read: (chart: Chart, next: string | null, signal: AbortSignal) => Promise<{ resources: R[]; next: string | null }>;
  timeOf: (resource: R) => number;
  isByTime?: boolean;
  staleTime?: number;
}

/** One list over several charts, page by page. */
export function useOverCharts<R>({ queryKey, charts, read, timeOf, isByTime, staleTime }: OverCharts<R>) {
  const query = useInfiniteQuery({
    queryKey: [...queryKey, charts.map((chart) => chart.id)],
    queryFn: async ({ pageParam, signal }): Promise<ChartsPage<R>> => ({
      parts: await Promise.all(pageParam.map(async ({ chart, next }) => ({ chart, ...(await read(chart, next, signal)) }))),
    }),
    initialPageParam: charts.map((chart): { chart: Chart; next: string | null } => ({ chart, next: null })),
    getNextPageParam: (last) => {
      const more = last.parts.flatMap(({ chart, next }) => (next ? [{ chart, next }] : []));
      return more.length ? more : undefined;
    },
    enabled: charts.length > 0,
    ...(staleTime === undefined ? {} : { staleTime }),
  });
  return {
    ...mergePages(query.data?.pages ?? [], timeOf, isByTime),
    shared: charts.length > 0,
    isPending: charts.length > 0 && query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    showMore: () => void query.fetchNextPage(),
  };
}

/**
 * Searches one type over all charts of a member that share the section, newest first, page by page.
 * `search` holds the FHIR parameters besides `patient`.
 */
export function useRecords<R extends fhir4.FhirResource & Dated>(
  member: Member,
  section: string,
  type: R["resourceType"],
  search: Record<string, string>,
) {
  return useOverCharts<R>({
    queryKey: ["records", member.id, type, search],
    charts: chartsSharing(member, section),
    read: (chart, next, signal) => readPage<R>(type, next ?? `/fhir/${type}?${new URLSearchParams({ patient: chart.id, _sort: "-date", ...search })}`, signal),
    timeOf: fhirTime,
  });
}

/** Reads page after page as long as there is nothing to show of those that came. */
export function useReadOn({ hasMore, isLoadingMore, showMore, error }: Pick<ReturnType<typeof useRecords>, "hasMore" | "isLoadingMore" | "showMore" | "error">, isWanted: boolean) {
  const reads = isWanted && hasMore && !isLoadingMore && !error;
  useEffect(() => {
    if (reads) showMore();
  }, [reads, showMore]);
}

async function readPage<R extends fhir4.FhirResource>(type: string, url: string, signal: AbortSignal) {
  const bundle = await fhirGet<fhir4.Bundle>(url, signal);
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === type ? [resource as R] : []));
  const next = bundle.link?.find((link) => link.relation === "next")?.url;
  return { resources, next: next ? pathOf(next) : null };
}

/** Only the path of a link is followed: a token never leaves this origin. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url, window.location.origin);
  return pathname + search;
}

/** One resource by our id (`<chart>.<hash>`), from whichever of the member's charts it is in. */
export function useRecord<R extends fhir4.FhirResource>(member: Member, section: string, type: R["resourceType"], id: string) {
  return useQuery({
    queryKey: ["record", member.id, type, id],
    queryFn: async ({ signal }): Promise<FromChart<R>> => {
      const chart = chartsSharing(member, section).find((each) => id.startsWith(`${each.id}.`));
      if (!chart) throw new ApiProblem("not-found", 404);
      return { chart, resource: await fhirGet<R>(`/fhir/${type}/${encodeURIComponent(id)}`, signal) };
    },
  });
}
