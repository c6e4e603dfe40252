import { anonymous, answer } from "../../api/client";
import type { AnswerOf, BodyOf } from "../../api/operations";
import { CLIENT_ID, startSession } from "../../api/session";
import { kept } from "../../app/kept";
import { isFactor, type Factor } from "../code/factors";

/** What a sign-in waits for, by Cognito's name. `session` ends after minutes, and opens nothing without the answer. */
export interface Challenge {
  name: string;
  username: string;
  session: string;
  /** Where the code went, with most of it hidden; empty where none was sent. */
  destination: string;
  /** The second factors that the person may switch to. */
  choices: Factor[];
  recoveryLeft: number;
}

const store = kept<Challenge>("sign-in");

/** The challenge whose code the person went to look for before this page was loaded again. */
export const keptChallenge = store.read;

/** Keeps a challenge for this tab when its answer lies elsewhere (a code); every other step drops it. */
export const keepChallenge = (challenge: Challenge | null) => store.write(challenge && isFactor(challenge.name) ? challenge : null);

type AuthAnswer = AnswerOf<"/api/auth/initiate-auth", "post">;
type ChallengeName = BodyOf<"/api/auth/respond-to-auth-challenge", "post">["ChallengeName"];

/** Cognito's USER_PASSWORD_AUTH. The first challenge, or null once the person is signed in. */
export async function initiate(identifier: string, password: string): Promise<Challenge | null> {
  const body = { AuthFlow: "USER_PASSWORD_AUTH" as const, ClientId: CLIENT_ID, AuthParameters: { USERNAME: identifier, PASSWORD: password } };
  return next(await answer(anonymous.POST("/api/auth/initiate-auth", { body })));
}

/** Answers a challenge. `name` is not always the challenge's own: a recovery code stands in for a factor. */
export async function respond(challenge: Challenge, name: ChallengeName, responses: Record<string, string>): Promise<Challenge | null> {
  const body = {
    ClientId: CLIENT_ID,
    ChallengeName: name,
    Session: challenge.session,
    ChallengeResponses: { USERNAME: challenge.username, ...responses },
  };
  return next(await answer(anonymous.POST("/api/auth/respond-to-auth-challenge", { body })));
}

/** Another factor, or another code by the same one: what was sent before no longer works. */
export const switchTo = (challenge: Challenge, factor: Factor) => respond(challenge, "SELECT_MFA_TYPE", { ANSWER: factor });

function next(result: AuthAnswer): Challenge | null {
  if (result.AuthenticationResult) {
    startSession(result.AuthenticationResult);
    return null;
  }
  return readChallenge(result);
}

export function readChallenge(result: AuthAnswer): Challenge {
  const told = result.ChallengeParameters;
  return {
    name: result.ChallengeName ?? "",
    username: told.USERNAME ?? "",
    session: result.Session ?? "",
    destination: told.CODE_DELIVERY_DESTINATION ?? "",
    choices: readList(told.MFAS_CAN_CHOOSE).filter(isFactor),
    recoveryLeft: Number(told.RECOVERY_CODES_LEFT ?? 0),
  };
}

function readList(text: string | undefined): string[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

/** Two-factor sign-in is on; without it, a code by e-mail is asked for in a new browser only. */
export const isTwoFactor = ({ choices }: Challenge) => choices.some((factor) => factor !== "EMAIL_OTP");

/** Every way to go on from here, but for the one that is being asked for. */
export function otherWays({ name, choices, recoveryLeft }: Challenge): Factor[] {
  return [...choices.filter((factor) => factor !== name), ...(recoveryLeft > 0 ? (["RECOVERY_CODE"] as const) : [])];
}
