import { useQueries, useQuery } from "@tanstack/react-query";
import { answer, api } from "../client";
import type { AnswerOf } from "../operations";
import type { Chart, Member } from "./account";
import { chartsSharing } from "./records";

export type PatientForm = AnswerOf<"/api/charts/{chart}/forms", "get">["forms"][number];
export type OpenForm = AnswerOf<"/api/charts/{chart}/forms/{form}", "get">;
export type Submitted = AnswerOf<"/api/charts/{chart}/forms/{form}/submit", "post">;
export type Score = Submitted["scores"][number];

/** A form and the practice's chart it was asked for in. */
export interface ListedForm {
  chart: Chart;
  form: PatientForm;
}

/** What the practices of a member have asked for. What other devices do is not heard of: asked each time. */
export function useForms(member: Member) {
  const charts = chartsSharing(member, "questionnaires");
  return useQueries({
    queries: charts.map((chart) => ({
      queryKey: ["forms", chart.id],
      queryFn: async () => (await answer(api.GET("/api/charts/{chart}/forms", { params: { path: { chart: chart.id } } }))).forms,
      staleTime: 0,
    })),
    combine: (results) => ({
      forms: results.flatMap(({ data }, index) => (data ?? []).flatMap((form): ListedForm[] => { const chart = charts[index]; return chart ? [{ chart, form }] : []; })),
      shared: charts.length > 0,
      isPending: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error)?.error ?? null,
      retry: () => results.forEach((each) => void each.refetch()),
    }),
  });
}

/** One form with its questions and its draft, as it is on the server now. */
export function useOpenForm(chart: string, form: string) {
  return useQuery({
    queryKey: ["form", chart, form],
    queryFn: () => answer(api.GET("/api/charts/{chart}/forms/{form}", { params: { path: { chart, form } } })),
    // The answers on the page are the person's own from then on; another opening starts from what the server has.
    staleTime: Infinity,
    gcTime: 0,
  });
}
