import { answer, api } from "../../../api/client";

/** The factors that can be switched on and off; codes by e-mail are their fallback. */
export const STRONG = ["SOFTWARE_TOKEN_MFA", "SMS_MFA"] as const;
export type StrongFactor = (typeof STRONG)[number];

const SETTINGS = { SOFTWARE_TOKEN_MFA: "SoftwareTokenMfaSettings", SMS_MFA: "SMSMfaSettings" } as const;

/** Switches a second factor on or off, or makes it the one that is asked for first. */
export async function setFactor(factor: StrongFactor, wanted: { Enabled: boolean; PreferredMfa?: boolean }): Promise<void> {
  await answer(api.POST("/api/auth/set-user-mfa-preference", { body: { [SETTINGS[factor]]: wanted } }));
}

export async function makeRecoveryCodes(): Promise<string[]> {
  return (await answer(api.POST("/api/account/recovery-codes"))).codes;
}
