// amazon-cognito-identity-js, with SRP and with the password: given only the endpoint.
import assert from "node:assert/strict";
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
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

const pool = new CognitoUserPool({ UserPoolId: poolId, ClientId: clientId, endpoint });

function aUser() {
  return new CognitoUser({ Username: username, Pool: pool });
}

/** A method that takes an object of callbacks, as a promise of what it was called back with. */
function called(run) {
  return new Promise((resolve, reject) => {
    const on = (name) => (value) => resolve({ name, value });
    run({
      onSuccess: on("onSuccess"),
      onFailure: reject,
      totpRequired: on("totpRequired"),
      mfaRequired: on("mfaRequired"),
      mfaSetup: on("mfaSetup"),
      inputVerificationCode: on("inputVerificationCode"),
      associateSecretCode: on("associateSecretCode"),
      newPasswordRequired: on("newPasswordRequired"),
    });
  });
}

/** A method that takes (error, result). */
function told(run) {
  return new Promise((resolve, reject) => run((error, result) => (error ? reject(error) : resolve(result))));
}

async function signIn(user, flow, secret, Password = password) {
  user.setAuthenticationFlowType(flow);
  const details = new AuthenticationDetails({ Username: username, Password });
  const { name, value } = await called((on) => user.authenticateUser(details, on));
  if (!secret) {
    assert.equal(name, "onSuccess");
    return value;
  }
  assert.equal(name, "totpRequired");
  const code = await authenticatorCode(secret);
  const proved = await called((on) => user.sendMFACode(code, on, "SOFTWARE_TOKEN_MFA"));
  assert.equal(proved.name, "onSuccess");
  return proved.value;
}

const first = aUser();
await step("sign in by password", () => signIn(first, "USER_PASSWORD_AUTH"));
await step("sign in by SRP", () => signIn(first, "USER_SRP_AUTH"));
await step("a wrong password is refused", async () => {
  assert.equal(await refused(() => signIn(aUser(), "USER_SRP_AUTH", null, "not that one at all")), "NotAuthorizedException");
});
const secret = await step("enrol", async () => {
  const { value } = await called((on) => first.associateSoftwareToken(on));
  const wrong = refused(() => called((on) => first.verifySoftwareToken("000000", "phone", on)));
  assert.equal(await wrong, "EnableSoftwareTokenMFAException");
  const code = await authenticatorCode(value);
  await called((on) => first.verifySoftwareToken(code, "phone", on));
  await told((callback) => first.setUserMfaPreference(null, { Enabled: true, PreferredMfa: true }, callback));
  return value;
});
const user = aUser();
const session = await step("meet a TOTP challenge", () => signIn(user, "USER_SRP_AUTH", secret));
await step("read the attributes", async () => {
  const attributes = await told((callback) => user.getUserAttributes(callback));
  assert.ok(attributes.some((attribute) => attribute.getName() === "email"));
});
await step("refresh", async () => {
  const renewed = await told((callback) => user.refreshSession(session.getRefreshToken(), callback));
  assert.notEqual(renewed.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
});
await step("reset the password", async () => {
  const asked = await called((on) => user.forgotPassword(on));
  assert.equal(asked.value.CodeDeliveryDetails.DeliveryMedium, "EMAIL");
  const code = await mailedCode("code for a new");
  await called((on) => user.confirmPassword(code, newPassword, on));
});
const last = aUser();
await step("sign in with the new password", () => signIn(last, "USER_SRP_AUTH", secret, newPassword));
await step("sign out everywhere", async () => {
  const token = last.getSignInUserSession();
  await called((on) => last.globalSignOut(on));
  last.setSignInUserSession(token);
  assert.equal(await refused(() => told((callback) => last.getUserAttributes(callback))), "NotAuthorizedException");
});
finish();
