import { anonymous, answer } from "../../api/client";
import { CLIENT_ID, startSession } from "../../api/session";

/** A sign-in that waits for the code sent by e-mail. Kept in memory only, for the time of the sign-in. */
export interface Challenge {
  username: string;
  password: string;
  session: string;
  destination: string;
}

/** Cognito's USER_PASSWORD_AUTH: done on a known device, else a code by e-mail. Null: a challenge this page does not know. */
export async function initiate(username: string, password: string): Promise<Challenge | "done" | null> {
  const result = await answer(
    anonymous.POST("/api/auth/initiate-auth", {
      body: { AuthFlow: "USER_PASSWORD_AUTH", ClientId: CLIENT_ID, AuthParameters: { USERNAME: username, PASSWORD: password } },
    }),
  );
  if (result.AuthenticationResult) {
    startSession(result.AuthenticationResult);
    return "done";
  }
  if (result.ChallengeName !== "EMAIL_OTP" || !result.Session) return null;
  const destination = result.ChallengeParameters?.CODE_DELIVERY_DESTINATION ?? "";
  return { username, password, session: result.Session, destination };
}
