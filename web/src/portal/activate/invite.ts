import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "react-router";
import { anonymous, answer } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { AnswerOf } from "../../api/operations";
import type { ProgressStore } from "./progress";

export type Invite = AnswerOf<"/api/invites/{token}", "get">;

/** What the person is told when the date of birth has to be entered once more. */
export interface BirthDateState {
  again?: boolean;
}

export function useInvite(token: string) {
  return useQuery({
    queryKey: ["invite", token],
    queryFn: () => answer(anonymous.GET("/api/invites/{token}", { params: { path: { token } } })),
    enabled: token !== "",
    staleTime: Infinity,
  });
}

/** The answers that end an invitation, as the state whose page explains them. */
const ENDED: Record<string, Invite["state"]> = {
  "invite-locked": "locked",
  "invite-expired": "expired",
  "invite-used": "accepted",
  "invite-withdrawn": "withdrawn",
};

/** Steps of the wizard. The token stays in the fragment, which no server ever sees. */
export function useWizard(token: string, store: ProgressStore) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { hash } = useLocation();
  const go = (step: "" | "/account" | "/code" | "/existing", state?: BirthDateState, replace = false) =>
    void navigate({ pathname: `/activate${step}`, hash }, { state, replace });
  return {
    go,
    /** Leads to the page that explains this refusal. False when it is for the step itself to explain. */
    leave(error: unknown): boolean {
      if (!(error instanceof ApiProblem)) return false;
      const state = ENDED[error.slug];
      if (state) {
        queries.setQueryData<Invite>(["invite", token], (invite) => invite && { ...invite, state });
        return true;
      }
      if (error.slug === "ticket-expired") {
        store.forget();
        go("", { again: true }, true);
        return true;
      }
      if (error.slug === "email-taken") {
        go("/existing");
        return true;
      }
      return false;
    },
  };
}

export type Wizard = ReturnType<typeof useWizard>;

export interface StepProps {
  token: string;
  invite: Invite;
  store: ProgressStore;
  wizard: Wizard;
}

export const STEPS = 3;
