import { useQuery } from "@tanstack/react-query";
import { answer, api } from "../client";
import type { AnswerOf, BodyOf } from "../operations";

export type MemberChange = BodyOf<"/api/members/{id}", "patch">;
export type Correction = AnswerOf<"/api/members/{id}/corrections", "get">["corrections"][number];
export type CorrectionField = Correction["field"];
export type Shared = AnswerOf<"/api/charts/{chart}/access", "get">["access"][number];
export type AccessChange = BodyOf<"/api/charts/{chart}/access/{id}", "patch">;

/** What was asked of practices about one person, newest first. The practice answers when it likes: asked each time. */
export function useCorrections(member: string) {
  return useQuery({
    queryKey: ["corrections", member],
    queryFn: async () => (await answer(api.GET("/api/members/{id}/corrections", { params: { path: { id: member } } }))).corrections,
    staleTime: 0,
  });
}

/** Everybody besides the patient who can see one of the account's own charts. */
export function useAccess(chart: string) {
  return useQuery({
    queryKey: ["access", chart],
    queryFn: async () => (await answer(api.GET("/api/charts/{chart}/access", { params: { path: { chart } } }))).access,
    staleTime: 0,
  });
}
