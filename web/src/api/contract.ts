/** Operations that docs/openapi.json does not tell yet. */
import type { paths as Told } from "./schema";

interface Call<Body, Answer, Path = never> {
  parameters: { query?: never; header?: { "Idempotency-Key"?: string | null }; path: Path; cookie?: never };
  requestBody: { content: { "application/json": Body } };
  responses: { 200: { headers: Record<string, unknown>; content: { "application/json": Answer } } };
}
interface Plain<Answer, Path = never> {
  parameters: { query?: never; header?: never; path: Path; cookie?: never };
  requestBody?: never;
  responses: { 200: { headers: Record<string, unknown>; content: { "application/json": Answer } } };
}

interface CallNoPath<Body, Answer> extends Omit<Call<Body, Answer>, "parameters"> {
  parameters: { query?: never; header?: { "Idempotency-Key"?: string | null }; path?: never; cookie?: never };
}
interface PlainNoPath<Answer> extends Omit<Plain<Answer>, "parameters"> {
  parameters: { query?: never; header?: { "Idempotency-Key"?: string | null }; path?: never; cookie?: never };
}

type Tokens = Told["/api/auth/initiate-auth"]["post"]["responses"][200]["content"]["application/json"];
type Nothing = Record<string, never>;

export interface AccountBody {
  username: string;
  given: string;
  family: string;
  email: string;
  phone: string | null;
  language: "en" | "es";
  time_zone: string | null;
  notices: { new_result: boolean; new_message: boolean; access: boolean };
  mfa: {
    enabled: ("SOFTWARE_TOKEN_MFA" | "SMS_MFA" | "EMAIL_OTP")[];
    preferred: "SOFTWARE_TOKEN_MFA" | "SMS_MFA" | "EMAIL_OTP" | null;
    authenticator: string | null;
    recovery_codes_left: number;
    required: boolean;
  };
  proved_until: string;
}
interface EmailsBody {
  emails: { id: string; address: string; primary: boolean; verified: string }[];
  pending: { address: string; expires_at: string } | null;
}
interface ContactBody {
  kind: "practice" | "health" | "wellness";
  name: string;
  role?: string | null;
  phone?: string | null;
  email?: string | null;
  address?: string | null;
  notes?: string | null;
}
type ContactShown = { [field in keyof ContactBody]-?: ContactBody[field] } & { id: string };
interface SessionShown {
  SessionId: string;
  ClientId: string;
  Device: string;
  Ip: string;
  Started: string;
  LastUsed: string;
  Current: boolean;
}
interface Setting {
  Enabled?: boolean;
  PreferredMfa?: boolean;
}

interface Pending {
  "/api/auth/initiate-auth": {
    post: CallNoPath<{ AuthFlow: "USER_PASSWORD_AUTH"; ClientId: string; AuthParameters: { USERNAME: string; PASSWORD: string } }, Tokens>;
  };
  "/api/auth/respond-to-auth-challenge": {
    post: CallNoPath<{ ClientId: string; ChallengeName: string; Session: string; ChallengeResponses: Record<string, string> }, Tokens>;
  };
  "/api/auth/associate-software-token": { post: CallNoPath<{ Session?: string }, { SecretCode: string; Session?: string | null }> };
  "/api/auth/verify-software-token": {
    post: CallNoPath<{ UserCode: string; Session?: string }, { Status: string; Session?: string | null }>;
  };
  "/api/auth/set-user-mfa-preference": {
    post: CallNoPath<{ SoftwareTokenMfaSettings?: Setting; SMSMfaSettings?: Setting; EmailMfaSettings?: Setting }, Nothing>;
  };
  "/api/auth/confirm-password": { post: CallNoPath<{ Password: string }, { proved_until: string }> };
  "/api/auth/change-password": { post: CallNoPath<{ PreviousPassword: string; ProposedPassword: string }, Nothing> };
  "/api/auth/forgot-password": {
    post: CallNoPath<
      { ClientId: string; Username: string; ClientMetadata?: Record<string, string> },
      { CodeDeliveryDetails: { Destination: string; DeliveryMedium: string; AttributeName: string } }
    >;
  };
  "/api/auth/confirm-forgot-password": {
    post: CallNoPath<
      { ClientId: string; Username: string; ConfirmationCode: string; Password?: string; ClientMetadata?: Record<string, string> },
      Nothing
    >;
  };
  "/api/auth/list-user-sessions": { post: CallNoPath<Nothing, { Sessions: SessionShown[] }> };
  "/api/auth/revoke-user-session": { post: CallNoPath<{ SessionId: string }, Nothing> };
  "/api/auth/revoke-other-sessions": { post: CallNoPath<Nothing, Nothing> };
  "/api/account": {
    get: PlainNoPath<AccountBody>;
    patch: CallNoPath<
      {
        given?: string;
        family?: string;
        language?: "en" | "es";
        time_zone?: string | null;
        notices?: Partial<AccountBody["notices"]>;
        username?: string;
      },
      AccountBody
    >;
  };
  "/api/account/emails": { get: PlainNoPath<EmailsBody>; post: CallNoPath<{ address: string }, { address: string; expires_at: string }> };
  "/api/account/emails/verify": { post: CallNoPath<{ code: string }, EmailsBody> };
  "/api/account/emails/{id}": { delete: Plain<EmailsBody, { id: string }> };
  "/api/account/emails/{id}/make-primary": { post: Plain<EmailsBody, { id: string }> };
  "/api/account/phone": { post: CallNoPath<{ number: string }, { number: string; expires_at: string }>; delete: PlainNoPath<AccountBody> };
  "/api/account/phone/verify": { post: CallNoPath<{ code: string }, AccountBody> };
  "/api/account/recovery-codes": { post: PlainNoPath<{ codes: string[] }> };
  "/api/contacts": { get: PlainNoPath<{ contacts: ContactShown[] }>; post: CallNoPath<ContactBody, ContactShown> };
  "/api/contacts/{id}": { put: Call<ContactBody, ContactShown, { id: string }>; delete: Plain<Nothing, { id: string }> };
}

export type paths = Omit<Told, keyof Pending> & Pending;
