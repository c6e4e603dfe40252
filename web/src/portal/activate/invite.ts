import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "react-router";
import { anonymous, answer } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { AnswerOf } from "../../api/operations";
import { currentSession, endSession } from "../../api/session";
import type { SignInState } from "../../app/RequireSession";
import type { ProgressStore } from "./progress";

export type Invite = AnswerOf<"/api/invites/{token}", "get"> & { kind: "primary" | "caregiver" | "representative" };

/** What a step is told by the one that led to it. */
export interface StepState {
  /** The date of birth has to be entered once more. */
  again?: boolean;
  /** Why the chosen member cannot be the patient, by the server's code. */
  wrong?: string;
  /** Why this account cannot take the record in. */
  why?: Refusal;
}

export type Refusal = "address" | "staff" | "linked" | "primary";

export function useInvite(token: string) {
  return useQuery({
    queryKey: ["invite", token],
    queryFn: () => answer(anonymous.GET("/api/invites/{token}", { params: { path: { token } } })) as Promise<Invite>,
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

/** The answers that have a page of their own, with the ways on from there. */
const REFUSED: Record<string, Refusal> = {
  "address-not-yours": "address",
  "staff-account": "staff",
  "already-linked": "linked",
  "primary-needed": "primary",
};

type Step = "" | "/account" | "/code" | "/existing" | "/member" | "/link" | "/linked" | "/refused";

/** Steps of the wizard. The token stays in the fragment, which no server ever sees. */
export function useWizard(token: string, store: ProgressStore) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { hash } = useLocation();
  const go = (step: Step, state?: StepState, replace = false) =>
    void navigate({ pathname: `/activate${step}`, hash }, { state, replace });
  return {
    go,
    /** Through the sign-in and back to the next step, which knows the token again. Whoever is signed in is signed out first. */
    async signIn() {
      if (currentSession().state === "in") await endSession("signed-out");
      const state: SignInState = { from: "/activate/member", first: true };
      void navigate("/sign-in", { state });
    },
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
      const why = REFUSED[error.slug];
      if (why) {
        go("/refused", { why });
        return true;
      }
      if (error.slug === "email-taken") {
        store.update({ exists: true });
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

/** On the way to a new account. */
export const STEPS = 3;
