import { anonymous, answer } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import { CLIENT_ID } from "../../api/session";
import { kept } from "../../app/kept";
import { isFactor, type Factor } from "../code/factors";

/** What the person has given so far. Codes and the password stay in memory only. */
export interface Given {
  identifier: string;
  /** Where the code went, with most of it hidden. */
  sentTo: string;
  code: string;
  factor?: { name: Factor; code: string };
  password?: string;
}

/** For whom a code was sent and where it went: enough to go on with the code after a reload. */
export const asked = kept<Pick<Given, "identifier" | "sentTo">>("forgot-password");

/** What is asked for next. */
export type Next = { step: "factor"; factors: Factor[] } | { step: "password" } | { step: "done" };

/** Asks for a code by e-mail and tells where it went. The answer is the same whether or not there is such an account. */
export async function askForCode(identifier: string, captcha: string): Promise<string> {
  const body = { ClientId: CLIENT_ID, Username: identifier, ClientMetadata: { captcha } };
  return (await answer(anonymous.POST("/api/auth/forgot-password", { body }))).CodeDeliveryDetails.Destination;
}

const FIELDS: Partial<Record<Factor, string>> = {
  SOFTWARE_TOKEN_MFA: "SOFTWARE_TOKEN_MFA_CODE",
  SMS_MFA: "SMS_MFA_CODE",
  RECOVERY_CODE: "RECOVERY_CODE",
};

/** Sends all that was given; what is still missing comes back as the next step. Every other refusal is thrown. */
export async function confirmReset(given: Given): Promise<Next> {
  const field = given.factor && FIELDS[given.factor.name];
  return send(given, given.factor && field ? { [field]: given.factor.code } : {});
}

/** Has a code sent to the phone. */
export async function sendText(given: Given): Promise<void> {
  await send({ ...given, password: undefined }, { SEND: "SMS_MFA" });
}

async function send({ identifier, code, password }: Given, metadata: Record<string, string>): Promise<Next> {
  const body = { ClientId: CLIENT_ID, Username: identifier, ConfirmationCode: code, Password: password, ClientMetadata: metadata };
  try {
    await answer(anonymous.POST("/api/auth/confirm-forgot-password", { body }));
    return { step: "done" };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.slug === "second-factor-required") return { step: "factor", factors: error.factors.filter(isFactor) };
    if (error.fields.some((each) => each.field === "Password" && each.code === "missing")) return { step: "password" };
    throw error;
  }
}
