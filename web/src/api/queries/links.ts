import { useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../client";
import type { AnswerOf, BodyOf } from "../operations";

export type OutsideLink = AnswerOf<"/api/charts/{chart}/documents/{document}/links", "get">["links"][number];
export type LinkBody = BodyOf<"/api/charts/{chart}/documents/{document}/links", "post">;

/** Where a document lies: `chart` tells by whose rights it is seen. */
export interface DocumentPlace {
  chart: string;
  document: string;
}

/** With whom outside a document is shared, newest first. What others do with a link is not heard of: asked each time. */
export function useLinks({ chart, document }: DocumentPlace) {
  return useQuery({
    queryKey: ["links", chart, document],
    queryFn: async () => (await answer(api.GET("/api/charts/{chart}/documents/{document}/links", { params: { path: { chart, document } } }))).links,
    staleTime: 0,
  });
}

/** Sends a link; its passcode. The list of links is an index that may be a moment late: the new one is put in at once. */
export function useSendLink({ chart, document }: DocumentPlace) {
  const queries = useQueryClient();
  return async (body: LinkBody, headers: Record<string, string>) => {
    const params = { path: { chart, document } };
    const { link, passcode } = await answer(api.POST("/api/charts/{chart}/documents/{document}/links", { params, headers, body }));
    const others = (links: OutsideLink[] = []) => links.filter(({ id }) => id !== link.id);
    queries.setQueryData<OutsideLink[]>(["links", chart, document], (links) => [link, ...others(links)]);
    return passcode;
  };
}

export function useEndLink({ chart, document }: DocumentPlace) {
  const queries = useQueryClient();
  return async (link: OutsideLink) => {
    const params = { path: { chart, document, link: link.id } };
    await answer(api.DELETE("/api/charts/{chart}/documents/{document}/links/{link}", { params }));
    const ended: OutsideLink = { ...link, ended: new Date().toISOString(), why: "by-sharer" };
    queries.setQueryData<OutsideLink[]>(["links", chart, document], (links) => links?.map((each) => (each.id === link.id ? ended : each)));
  };
}
