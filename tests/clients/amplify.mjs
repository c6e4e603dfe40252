// aws-amplify, which speaks SRP unless it is told otherwise: given only the endpoint.
import assert from "node:assert/strict";
import { Amplify } from "aws-amplify";
import {
  confirmResetPassword,
  confirmSignIn,
  fetchAuthSession,
  fetchMFAPreference,
  fetchUserAttributes,
  resetPassword,
  setUpTOTP,
  signIn,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import {
  authenticatorCode,
  clientId,
  endpoint,
  finish,
  mailedCode,
  newPassword,
  password,
  poolId,
  refused,
  step,
  username,
} from "./helper.mjs";

Amplify.configure({
  Auth: { Cognito: { userPoolId: poolId, userPoolClientId: clientId, userPoolEndpoint: endpoint } },
});

async function enter(word, secret, options) {
  const { nextStep } = await signIn({ username, password: word, options });
  if (!secret) {
    assert.equal(nextStep.signInStep, "DONE");
    return;
  }
  assert.equal(nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  const { isSignedIn } = await confirmSignIn({ challengeResponse: await authenticatorCode(secret) });
  assert.ok(isSignedIn);
}

async function accessToken(options) {
  const { tokens } = await fetchAuthSession(options);
  return tokens?.accessToken.toString();
}

await step("sign in by password", () => enter(password, null, { authFlowType: "USER_PASSWORD_AUTH" }));
await signOut();
await step("a wrong password is refused", async () => {
  assert.equal(await refused(() => enter("not that one at all")), "NotAuthorizedException");
});
await step("sign in by SRP", () => enter(password));
const secret = await step("enrol", async () => {
  const { sharedSecret } = await setUpTOTP();
  assert.equal(await refused(() => verifyTOTPSetup({ code: "000000" })), "EnableSoftwareTokenMFAException");
  await verifyTOTPSetup({ code: await authenticatorCode(sharedSecret) });
  await updateMFAPreference({ totp: "PREFERRED" });
  assert.deepEqual(await fetchMFAPreference(), { enabled: ["TOTP"], preferred: "TOTP" });
  return sharedSecret;
});
await signOut();
await step("meet a TOTP challenge", () => enter(password, secret));
await step("read the attributes", async () => assert.ok((await fetchUserAttributes()).email));
await step("refresh", async () => {
  const before = await accessToken();
  const renewed = await accessToken({ forceRefresh: true });
  assert.ok(renewed);
  assert.notEqual(renewed, before);
  // The token before was turned: only the new one goes on.
  assert.notEqual(await accessToken({ forceRefresh: true }), renewed);
});
await step("reset the password", async () => {
  const { nextStep } = await resetPassword({ username });
  assert.equal(nextStep.codeDeliveryDetails.deliveryMedium, "EMAIL");
  await confirmResetPassword({ username, confirmationCode: await mailedCode("code for a new"), newPassword });
});
await signOut();
await step("sign in with the new password", () => enter(newPassword, secret));
await step("sign out everywhere", async () => {
  const token = await accessToken();
  await signOut({ global: true });
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "AWSCognitoIdentityProviderService.GetUser",
  };
  const answer = await fetch(endpoint, { method: "POST", headers, body: JSON.stringify({ AccessToken: token }) });
  assert.equal((await answer.json()).__type, "NotAuthorizedException");
  assert.equal(await accessToken(), undefined);
});
finish();
