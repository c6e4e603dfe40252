import { useQuery, useQueryClient } from "@tanstack/react-query";
import { tellChange, type Changed } from "../changes";
import { answer, api } from "../client";
import type { AnswerOf, BodyOf } from "../operations";

export type Member = AnswerOf<"/api/members", "get">["members"][number];
export type Chart = Member["charts"][number];
export type Account = AnswerOf<"/api/account", "get">;
export type AccountChange = BodyOf<"/api/account", "patch">;
export type Emails = AnswerOf<"/api/account/emails", "get">;
export type Contact = AnswerOf<"/api/contacts", "get">["contacts"][number];
export type ContactBody = BodyOf<"/api/contacts", "post">;
export type Device = AnswerOf<"/api/auth/list-user-sessions", "post">["Sessions"][number];

/** The signed-in person's own account: names, language, how a second factor is set. */
export function useAccount(enabled = true) {
  return useQuery({ queryKey: ["account"], queryFn: () => answer(api.GET("/api/account")), staleTime: Infinity, enabled });
}

/** The people whose records this account may see, and where. */
export function useMembers() {
  return useQuery({ queryKey: ["members"], queryFn: async () => (await answer(api.GET("/api/members"))).members });
}

export function useEmails() {
  return useQuery({ queryKey: ["emails"], queryFn: () => answer(api.GET("/api/account/emails")) });
}

export function useContacts() {
  return useQuery({ queryKey: ["contacts"], queryFn: async () => (await answer(api.GET("/api/contacts"))).contacts });
}

/** The browsers and apps where the account is signed in, newest first. What other devices do is not heard of: asked each time. */
export function useDevices() {
  return useQuery({
    queryKey: ["devices"],
    queryFn: async () => (await answer(api.POST("/api/auth/list-user-sessions"))).Sessions,
    staleTime: 0,
  });
}

/** Says in all tabs what has changed; done when this one has the new data. */
export function useTellChange() {
  const queries = useQueryClient();
  return (...changed: Changed[]) => tellChange(queries, ...changed);
}
