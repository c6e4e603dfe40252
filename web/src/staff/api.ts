/** What the console's operations take and give. All but the first are below the practice of whoever is signed in. */
import type { AnswerOf, BodyOf } from "../api/operations";

export type Staff = AnswerOf<"/api/staff", "get">;
export type Area = "patients" | "accounts" | "users" | "corrections" | "deliveries" | "audit" | "forms" | "answers" | "messages" | "documents";

export type PatientRow = AnswerOf<"/api/practices/{practice_id}/patients", "get">["patients"][number];
export type Patient = AnswerOf<"/api/practices/{practice_id}/patients/{chart}", "get">;
export type PortalAccount = Patient["accounts"][number];
export type Status = PortalAccount["status"];
export type Permissions = PortalAccount["given"];
export type Right = Permissions[string];

export type WantedAccount = BodyOf<"/api/practices/{practice_id}/patients/{chart}/accounts", "post">;
export type Credentials = AnswerOf<"/api/practices/{practice_id}/patients/{chart}/accounts/{account_id}/reset-password", "post">;

export type Invite = Patient["invites"][number];
export type InviteState = Invite["state"];
export type WantedInvite = BodyOf<"/api/practices/{practice_id}/patients/{chart}/invites", "post">;

export type User = AnswerOf<"/api/practices/{practice_id}/users", "get">["users"][number];
export type Correction = AnswerOf<"/api/practices/{practice_id}/corrections", "get">["corrections"][number];
export type Delivery = AnswerOf<"/api/practices/{practice_id}/deliveries", "get">["deliveries"][number];

export type PracticeForm = AnswerOf<"/api/practices/{practice_id}/forms", "get">["forms"][number];
export type ListedQuestionnaire = AnswerOf<"/api/practices/{practice_id}/questionnaires", "get">["questionnaires"][number];

export type Thread = AnswerOf<"/api/practices/{practice_id}/threads", "get">["threads"][number];
export type ThreadMessage = AnswerOf<"/api/practices/{practice_id}/threads/{thread}", "get">["messages"][number];
export type ThreadChanges = BodyOf<"/api/practices/{practice_id}/threads/{thread}", "patch">;
export type ReceivedDocument = AnswerOf<"/api/practices/{practice_id}/documents", "get">["documents"][number];
