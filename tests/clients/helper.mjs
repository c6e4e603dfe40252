// What every script here needs: the person, their codes by mail and by authenticator, and a list of steps that went well.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

/** The endpoint of Cognito's wire, the pool and app client, and a person with an account; told by the test. */
export const { endpoint, mailbox, poolId, clientId, username, email, password, newPassword } = JSON.parse(
  process.env.KINCHART,
);

const done = [];

/** Run one step; its name is printed when all are done. */
export async function step(name, run) {
  const value = await run();
  done.push(name);
  return value;
}

export function finish() {
  console.log(JSON.stringify(done));
}

/** The error's name, as clients tell it. */
export async function refused(run) {
  try {
    await run();
  } catch (error) {
    return error.name;
  }
  assert.fail("it was not refused");
}

/** The code in the newest mail whose subject has this word; waits for one more than `seen`. */
export async function mailedCode(word, seen = 0) {
  for (let tries = 0; tries < 300; tries += 1) {
    const { messages } = await (await fetch(mailbox)).json();
    const mails = Object.values(messages).flat().filter((m) => m.To.includes(email) && m.Subject.includes(word));
    if (mails.length > seen) return mails.at(-1).BodyText.match(/^\d{6}$/m)[0];
    await sleep(100);
  }
  return assert.fail(`no mail about ${word}`);
}

let lastStep = 0;

/** The authenticator's next code: each counts once, so every call gives that of a later 30-second step. */
export async function authenticatorCode(secret) {
  const now = () => Date.now() / 1000 / 30;
  // Away from the end of a step, so that the code is still good when it comes.
  while (now() % 1 > 0.85) await sleep(200);
  lastStep = Math.max(lastStep + 1, Math.floor(now()) - 1);
  while (lastStep > now() + 1) await sleep(200);
  return rfc6238(secret, lastStep);
}

function rfc6238(secret, step) {
  const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
