/** The console's operations: all below the practice of whoever is signed in. */
import createClient from "openapi-fetch";
import type { AnswerOf } from "../api/operations";
import type { paths } from "../api/schema";
import { sessionFetch } from "../api/session";
import { withStepUp } from "../api/stepUp";

export type Area = "patients" | "accounts" | "users" | "corrections" | "deliveries" | "audit";
export type Right = "read" | "write";
export type Permissions = Record<string, Right>;

export interface Staff {
  practice: { id: string; name: string; phone: string };
  account_id: string;
  given: string;
  family: string;
  email: string;
  role: "administrator" | "clinician" | "front-desk";
  may: Partial<Record<Area, Right>>;
}

/** One line of the list of patients. `account`: how far the patient's own account is. */
export interface PatientRow {
  chart: string;
  id: string;
  given: string;
  family: string;
  birth_date: string;
  email: string | null;
  phone: string | null;
  account: "none" | "waiting" | "invited" | "set-up" | "active";
}

export interface Caregiver {
  email: string;
  given: string;
  family: string;
  relationship: string;
  account: "none" | "waiting" | "invited" | "active";
}

export type Role = "primary" | "caregiver" | "representative";
export type Status = "invited" | "active" | "locked" | "disabled";

export interface PortalAccount {
  id: string;
  username: string;
  name: string;
  role: Role;
  status: Status;
  last_sign_in: string | null;
  last_used: string | null;
  /** What the account may do at this moment, and what the practice gave. */
  sections: Permissions;
  given: Permissions;
  force_password_change: boolean;
  /** All its records are of this practice alone: only then the practice may disable it and set its password. */
  own: boolean;
}

export type InviteState = "waiting" | "sent" | "opened" | "verified" | "expired" | "locked" | "withdrawn" | "accepted";

export interface Invite {
  id: string;
  kind: Role;
  email: string;
  name: string | null;
  state: InviteState;
  sent: string | null;
  expires: string | null;
  permissions: Permissions;
}

export interface Patient extends Omit<PatientRow, "account"> {
  sex: string | null;
  caregivers: Caregiver[];
  accounts: PortalAccount[];
  invites: Invite[];
}

export interface Credentials {
  username: string;
  temporary_password: string;
  link: string;
}

export interface WantedAccount {
  username: string;
  email?: string;
  given: string;
  family: string;
  access_type: "self" | "authorized-rep";
  force_password_change: boolean;
  permissions: Permissions;
}

export interface MadeAccount {
  account: PortalAccount | null;
  invite: Invite | null;
  credentials: Credentials | null;
}

export interface WantedInvite {
  kind: Role;
  email: string;
  given?: string;
  family?: string;
  permissions?: Permissions;
}

export interface ListedInvite extends Invite {
  chart: string;
  patient: string;
}

export interface User {
  id: string;
  username: string;
  name: string;
  role: Role;
  patient: string;
  chart: string;
  status: Status;
  last_sign_in: string | null;
  force_password_change: boolean;
  own: boolean;
}

export interface Correction {
  id: string;
  chart: string;
  patient: string;
  by: string;
  field: string;
  wanted: string;
  note: string | null;
  sent: string;
  state: "open" | "accepted" | "declined";
  reason: string | null;
  decided: string | null;
}

export interface Delivery {
  id: string;
  type: string;
  created: string;
  state: "waiting" | "delivered" | "failing";
  attempts: number;
  last_attempt: string | null;
  /** An HTTP status, or "no answer". */
  last_status: number | string | null;
}

type Operation<Answer, Parameters, Body = never> = {
  parameters: Parameters & { header?: { "Idempotency-Key"?: string } };
  responses: { 200: { headers: Record<string, unknown>; content: { "application/json": Answer } } };
} & ([Body] extends [never] ? { requestBody?: never } : { requestBody: { content: { "application/json": Body } } });

interface Paging {
  query?: { cursor?: string };
}
interface OfPractice {
  path: { practice_id: string };
}
interface OfChart {
  path: { practice_id: string; chart: string };
}
interface OfAccount {
  path: { practice_id: string; chart: string; account_id: string };
}
type Empty = Record<string, never>;
type Page<Name extends string, Row> = Record<Name, Row[]> & { cursor: string | null };

interface ConsolePaths {
  "/api/staff": { get: Operation<Staff, { query?: never }> };
  "/api/practices/{practice_id}/patients": {
    get: Operation<Page<"patients", PatientRow>, OfPractice & { query?: { search?: string; list?: "all" | "new"; cursor?: string } }>;
  };
  "/api/practices/{practice_id}/patients/{chart}": { get: Operation<Patient, OfChart> };
  "/api/practices/{practice_id}/patients/{chart}/accounts": { post: Operation<MadeAccount, OfChart, WantedAccount> };
  "/api/practices/{practice_id}/patients/{chart}/accounts/{account_id}": {
    patch: Operation<PortalAccount, OfAccount, { permissions?: Permissions; force_password_change?: boolean }>;
    delete: Operation<Empty, OfAccount>;
  };
  "/api/practices/{practice_id}/patients/{chart}/accounts/{account_id}/reset-password": { post: Operation<Credentials, OfAccount> };
  "/api/practices/{practice_id}/patients/{chart}/invites": { post: Operation<Invite, OfChart, WantedInvite> };
  "/api/practices/{practice_id}/patients/{chart}/invites/{invite_id}": {
    delete: Operation<Empty, { path: { practice_id: string; chart: string; invite_id: string } }>;
  };
  "/api/practices/{practice_id}/invites": { get: Operation<Page<"invites", ListedInvite>, OfPractice & Paging> };
  "/api/practices/{practice_id}/users": {
    get: Operation<Page<"users", User>, OfPractice & { query?: { state?: "enabled" | "disabled"; cursor?: string } }>;
  };
  "/api/practices/{practice_id}/users/{account_id}": {
    patch: Operation<User, { path: { practice_id: string; account_id: string } }, { state?: "active" | "disabled"; force_password_change?: true }>;
  };
  "/api/practices/{practice_id}/corrections": {
    get: Operation<Page<"corrections", Correction>, OfPractice & { query?: { state?: "open" | "decided"; cursor?: string } }>;
  };
  "/api/practices/{practice_id}/corrections/{correction_id}": {
    post: Operation<Correction, { path: { practice_id: string; correction_id: string } }, { decision: "accepted" | "declined"; reason?: string }>;
  };
  "/api/practices/{practice_id}/audit": { get: Operation<AnswerOf<"/api/audit", "get">, OfPractice & Pick<paths["/api/audit"]["get"]["parameters"], "query">> };
  "/api/practices/{practice_id}/deliveries": { get: Operation<Page<"deliveries", Delivery>, OfPractice & Paging> };
  "/api/practices/{practice_id}/deliveries/{delivery_id}/repeat": {
    post: Operation<Delivery, { path: { practice_id: string; delivery_id: string } }>;
  };
}

export const practiceApi = createClient<ConsolePaths>({ fetch: (request) => withStepUp(request, sessionFetch) });
