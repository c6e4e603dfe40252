import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
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

/**
 * Merges what several charts gave so far, newest first. A chart that has more to give hides what is older than its last
 * entry in the others, so that "Show more" only ever adds at the end.
 */
export function mergePages<R extends Dated>(pages: ChartsPage<R>[]): { items: FromChart<R>[]; horizon: number } {
  const loaded = new Map<string, { chart: Chart; resources: R[]; next: string | null }>();
  for (const part of pages.flatMap((page) => page.parts)) {
    const before = loaded.get(part.chart.id)?.resources ?? [];
    loaded.set(part.chart.id, { ...part, resources: [...before, ...part.resources] });
  }
  const charts = [...loaded.values()];
  const time = (resource: R | undefined) => dateOf(resource)?.getTime() ?? -Infinity;
  const horizon = Math.max(-Infinity, ...charts.filter((each) => each.next).map((each) => time(each.resources.at(-1))));
  const items = charts
    .flatMap((each) => each.resources.map((resource) => ({ chart: each.chart, resource })))
    .filter((item) => charts.length === 1 || time(item.resource) >= horizon)
    .sort((a, b) => time(b.resource) - time(a.resource) || 0);
  return { items, horizon };
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
  const charts = chartsSharing(member, section);
  const query = useInfiniteQuery({
    queryKey: ["records", member.id, type, search, charts.map((chart) => chart.id)],
    queryFn: async ({ pageParam, signal }): Promise<ChartsPage<R>> => ({
      parts: await Promise.all(pageParam.map(({ chart, url }) => readPage<R>(chart, type, url, signal))),
    }),
    initialPageParam: charts.map((chart) => ({
      chart,
      url: `/fhir/${type}?${new URLSearchParams({ patient: chart.id, _sort: "-date", ...search })}`,
    })),
    getNextPageParam: (last) => {
      const more = last.parts.flatMap(({ chart, next }) => (next ? [{ chart, url: next }] : []));
      return more.length ? more : undefined;
    },
    enabled: charts.length > 0,
  });
  const merged = mergePages(query.data?.pages ?? []);
  return {
    ...merged,
    shared: charts.length > 0,
    isPending: charts.length > 0 && query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    showMore: () => void query.fetchNextPage(),
  };
}

/** Reads page after page as long as there is nothing to show of those that came. */
export function useReadOn({ hasMore, isLoadingMore, showMore, error }: ReturnType<typeof useRecords>, isWanted: boolean) {
  const reads = isWanted && hasMore && !isLoadingMore && !error;
  useEffect(() => {
    if (reads) showMore();
  }, [reads, showMore]);
}

async function readPage<R extends fhir4.FhirResource>(chart: Chart, type: string, url: string, signal: AbortSignal) {
  const bundle = await fhirGet<fhir4.Bundle>(url, signal);
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === type ? [resource as R] : []));
  const next = bundle.link?.find((link) => link.relation === "next")?.url;
  return { chart, resources, next: next ? pathOf(next) : null };
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
