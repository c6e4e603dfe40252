import type { Messages } from "../../i18n/en";
import type { CodeSource } from "./readCode";

/** A second factor by Cognito's name for its challenge; a recovery code stands in for a lost one. */
export type Factor = "SOFTWARE_TOKEN_MFA" | "SMS_MFA" | "EMAIL_OTP" | "RECOVERY_CODE";

export const SOURCES: Record<Factor, CodeSource> = {
  SOFTWARE_TOKEN_MFA: "app",
  SMS_MFA: "sms",
  EMAIL_OTP: "email",
  RECOVERY_CODE: "recovery",
};

export const isFactor = (name: string): name is Factor => name in SOURCES;

/** The factors as answers to "How do you want to prove that it is you?". */
export function factorOptions(factors: Factor[], t: Messages) {
  return factors.map((value) => ({ value, ...t.factors.options[value] }));
}
