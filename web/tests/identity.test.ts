import { beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem, slugOf } from "../src/api/problem";
import { inOwnDays } from "../src/api/queries/audit";
import { onQuestion, openQuestion, withStepUp } from "../src/api/stepUp";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";
import { makeFormat } from "../src/i18n/format";
import { auditLine } from "../src/portal/account/audit/auditText";
import { csv, sheetTime } from "../src/portal/account/audit/csv";
import { zoneName, zoneOptions } from "../src/portal/account/info/zones";
import { inGroups, keyUri } from "../src/portal/code/Authenticator";
import { confirmReset, sendText } from "../src/portal/forgot/reset";
import { isTwoFactor, keepChallenge, keptChallenge, otherWays, readChallenge } from "../src/portal/sign-in/challenge";
import { passwordError, passwordWords } from "../src/ui/NewPasswordField";
import { fieldErrors } from "../src/ui/useOperation";

/** What the next call is answered. The API's clients take `fetch` and `Request` when they are made, so these come first. */
const server = vi.hoisted(() => {
  const told = { sent: [] as unknown[], next: new Response() };
  const NodeRequest = globalThis.Request;
  globalThis.Request = class extends NodeRequest {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === "string" ? new URL(input, "https://portal.example") : input, init);
    }
  };
  globalThis.fetch = async (request) => {
    told.sent.push(await (request as Request).json());
    return told.next;
  };
  return told;
});

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const problem = (slug: string, status: number, more: object = {}) => json({ type: `/problems/${slug}`, status, ...more }, status);

describe("a challenge", () => {
  const asked = (name: string, told: Record<string, string>) =>
    readChallenge({ ChallengeName: name, Session: "s", ChallengeParameters: { USERNAME: "rosa", ...told } });

  it("tells where the code went and what else may be chosen", () => {
    const told = { MFAS_CAN_CHOOSE: '["SOFTWARE_TOKEN_MFA","EMAIL_OTP","WEB_AUTHN"]', RECOVERY_CODES_LEFT: "9", CODE_DELIVERY_DESTINATION: "r***@e***" };
    const challenge = asked("EMAIL_OTP", told);
    expect(challenge).toMatchObject({ username: "rosa", destination: "r***@e***", recoveryLeft: 9 });
    expect(otherWays(challenge)).toEqual(["SOFTWARE_TOKEN_MFA", "RECOVERY_CODE"]);
    expect(isTwoFactor(challenge)).toBe(true);
  });

  it("of an account without two-factor has no other way", () => {
    const challenge = asked("EMAIL_OTP", { MFAS_CAN_CHOOSE: '["EMAIL_OTP"]' });
    expect(isTwoFactor(challenge)).toBe(false);
    expect(otherWays(challenge)).toEqual([]);
  });

  it("that says nothing readable offers nothing", () => expect(otherWays(asked("SMS_MFA", { MFAS_CAN_CHOOSE: "soon" }))).toEqual([]));
});

describe("after a reload", () => {
  const store = new Map<string, string>();
  beforeEach(() => {
    store.clear();
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, text: string) => store.set(key, text),
      removeItem: (key: string) => store.delete(key),
    });
  });
  const challenge = readChallenge({ ChallengeName: "EMAIL_OTP", Session: "s", ChallengeParameters: { USERNAME: "rosa" } });

  it("a sign-in goes on with its code, until it is over", () => {
    keepChallenge(challenge);
    expect(keptChallenge()).toEqual(challenge);
    keepChallenge(null);
    expect(keptChallenge()).toBeNull();
  });

  it("a sign-in that waits for a new password or a set-up starts again", () => {
    for (const name of ["NEW_PASSWORD_REQUIRED", "MFA_SETUP"]) {
      keepChallenge(challenge);
      keepChallenge({ ...challenge, name });
      expect(keptChallenge()).toBeNull();
    }
  });

  it("something unreadable or a refused storage starts again", () => {
    store.set("kinchart.sign-in", "{");
    expect(keptChallenge()).toBeNull();
    vi.stubGlobal("sessionStorage", undefined);
    keepChallenge(challenge);
    expect(keptChallenge()).toBeNull();
  });
});

describe("a password that is asked for again", () => {
  const request = () => new Request("https://portal.example/api/account/emails", { method: "POST", body: '{"address":"a@b.org"}' });
  const refusing = () => {
    const bodies: string[] = [];
    let proved = false;
    const send = vi.fn(async (sent: Request) => {
      bodies.push(await sent.text());
      return proved ? json({ done: true }) : problem("step-up-required", 403);
    });
    return { send, bodies, prove: () => (proved = true) };
  };
  const question = () => vi.waitUntil(() => openQuestion());

  it("sends the same request once more", async () => {
    const { send, bodies, prove } = refusing();
    const answered = withStepUp(request(), send);
    const ask = await question();
    prove();
    ask(true);
    expect((await answered).status).toBe(200);
    expect(bodies).toEqual(['{"address":"a@b.org"}', '{"address":"a@b.org"}']);
    expect(openQuestion()).toBeNull();
  });

  it("changes nothing when the person does not want to", async () => {
    const { send } = refusing();
    const answered = withStepUp(request(), send);
    (await question())(false);
    const response = await answered;
    expect([response.status, await slugOf(response)]).toEqual([403, "step-up-required"]);
    expect(send).toHaveBeenCalledOnce();
  });

  it("is asked for once by two operations at the same time", async () => {
    const { send, prove } = refusing();
    let questions = 0;
    const forget = onQuestion(() => (questions += openQuestion() ? 1 : 0));
    const both = [withStepUp(request(), send), withStepUp(request(), send)];
    const ask = await question();
    await vi.waitUntil(() => send.mock.calls.length === 2);
    prove();
    await Promise.resolve();
    ask(true);
    expect((await Promise.all(both)).map((response) => response.status)).toEqual([200, 200]);
    expect(questions).toBe(1);
    forget();
  });

  it("is not asked for by another refusal", async () => {
    const response = await withStepUp(request(), async () => problem("forbidden", 403));
    expect(response.status).toBe(403);
    expect(openQuestion()).toBeNull();
  });
});

describe("a forgotten password", () => {
  beforeEach(() => (server.sent = []));
  const given = { identifier: "rosa", sentTo: "r***@e***", code: "123456" };

  it("goes on with what is missing", async () => {
    server.next = problem("second-factor-required", 403, { factors: ["SMS_MFA", "RECOVERY_CODE", "WEB_AUTHN"] });
    expect(await confirmReset(given)).toEqual({ step: "factor", factors: ["SMS_MFA", "RECOVERY_CODE"] });
    server.next = problem("invalid", 422, { errors: [{ field: "Password", code: "missing" }] });
    expect(await confirmReset({ ...given, factor: { name: "RECOVERY_CODE", code: "4k7xm2q90zrt" } })).toEqual({ step: "password" });
    server.next = json({});
    expect(await confirmReset({ ...given, password: "a new one" })).toEqual({ step: "done" });
    expect(server.sent).toMatchObject([
      { Username: "rosa", ConfirmationCode: "123456", ClientMetadata: {} },
      { ClientMetadata: { RECOVERY_CODE: "4k7xm2q90zrt" } },
      { Password: "a new one" },
    ]);
  });

  it("asks for a text message without setting a password", async () => {
    server.next = problem("second-factor-required", 403, { factors: ["SMS_MFA"] });
    await sendText({ ...given, password: "a new one" });
    expect(server.sent).toEqual([{ ClientId: "web", Username: "rosa", ConfirmationCode: "123456", ClientMetadata: { SEND: "SMS_MFA" } }]);
  });

  it("hands every other refusal on", async () => {
    server.next = problem("code-mismatch", 400);
    await expect(confirmReset(given)).rejects.toMatchObject({ slug: "code-mismatch" });
  });
});

describe("an authenticator", () => {
  it("gets a key URI with the username in it", () =>
    expect(keyUri("rosa+1@example.org", "ABCD")).toBe("otpauth://totp/Kinchart:rosa%2B1%40example.org?secret=ABCD&issuer=Kinchart"));
  it("shows its key in groups", () => expect(inGroups("ABCDEFGHIJ")).toBe("ABCD EFGH IJ"));
});

describe("a new password", () => {
  it("is refused for what a browser can tell", () => {
    expect(passwordError("", 15, en)).toBe(en.password.missing);
    expect(passwordError("x".repeat(14), 15, en)).toContain("15 characters");
    expect(passwordError("🦉".repeat(8), 8, en)).toBeNull();
  });
  it("has words for each code of the server", () => {
    expect(passwordWords("too_short", 8, es)).toContain("8 caracteres");
    expect(passwordWords("same", 8, en)).toBe(en.password.errors.same);
    expect(passwordWords("new-code", 8, en)).toBe(en.problem.check);
  });
  it("has its errors in the order of the page", () => {
    const refused = new ApiProblem("invalid", 422, ["b2", "a1", "z3"].map(([field = "", code = ""]) => ({ field, code, path: field, detail: "" })));
    expect(fieldErrors(refused, ["a", "b"], (field, code) => field + code)).toEqual([{ id: "a", message: "a1" }, { id: "b", message: "b2" }]);
    expect(fieldErrors(refused, ["c"], String)).toBeNull();
  });
});

describe("the audit file", () => {
  it("has local times to the second that sort as text", () => {
    expect(sheetTime(new Date(2026, 3, 8, 17, 5, 9))).toBe("2026-04-08 17:05:09");
  });

  it("quotes everything and takes the power from formulas", () => {
    const rows = [["What", "Who"], ['said "hi", then left', "Ünïcode"], ["=1+1", "+1"], ["@SUM(A1)", "\t-2"], [" =cmd", "a\nb"]];
    expect(csv(rows)).toBe(
      '\uFEFF"What","Who"\r\n"said ""hi"", then left","Ünïcode"\r\n"\'=1+1","\'+1"\r\n"\'@SUM(A1)","\'\t-2"\r\n"\' =cmd","a\nb"\r\n',
    );
  });

  it("has the words of the page", () => {
    const entry = {
      id: "1", at: "2026-06-03T16:00:00Z", kind: "sign-in" as const, action: "sign-in.succeeded", by: { kind: "self", name: "Rosa" }, acting_for: null, whom: null,
      section: null, practice: null, source: { ip: "192.0.2.1", device: null, factor: "password+email" },
    };
    expect(auditLine(entry, en, makeFormat("en"))).toMatchObject({ what: "Signed in (password and code by email)", who: "You", where: "192.0.2.1", practice: "" });
    const viewed = { ...entry, kind: "record" as const, action: "record.viewed", section: "labs,profile", acting_for: "Emma", source: { ip: null, device: null } };
    expect(auditLine({ ...viewed, by: { kind: "staff", name: "Nora" } }, es, makeFormat("es"))).toMatchObject({
      what: "Se miró el historial: resultados de laboratorio, datos personales", who: "Nora (personal del consultorio) en nombre de Emma", where: "",
    });
    const used = { ...entry, action: "recovery.used", source: { ...entry.source, factor: "recovery" } };
    expect(auditLine(used, en, makeFormat("en")).what).toBe("A recovery code was used");
    expect(auditLine({ ...entry, action: "new.thing-done" }, en, makeFormat("en")).what).toBe("Sign-in: new thing done (password and code by email)");
  });

  it("is asked for in the server's days and cut to the person's own", () => {
    const { days, within } = inOwnDays({ from: "2026-06-03", to: "2026-06-03" });
    const start = new Date("2026-06-03T00:00");
    const last = new Date("2026-06-03T23:59:59.999");
    expect(days).toEqual({ from: start.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) });
    const at = (date: Date) => within({ at: date.toISOString() });
    expect([at(start), at(last), at(new Date(+start - 1)), at(new Date(+last + 1))]).toEqual([true, true, false, false]);
    expect(inOwnDays({ from: "", to: "" }).days).toEqual({});
  });
});

describe("texts", () => {
  it("have the same audit words in both languages", () => {
    for (const part of ["actions", "sections", "by", "factors", "kinds"] as const) {
      expect(Object.keys(es.audit[part]).sort()).toEqual(Object.keys(en.audit[part]).sort());
    }
  });
  it("name time zones in both languages", () => {
    expect(zoneName("America/New_York", "en")).toBe("Eastern Time (New York)");
    expect(zoneName("America/Argentina/Buenos_Aires", "es")).toBe("America/Argentina/Buenos Aires");
    expect(zoneOptions("es")[0]?.[1]).toMatch(/\(New York\)$/);
  });
  it("show North American numbers as people write them", () => {
    const { phone } = makeFormat("en");
    expect([phone("+12025550123"), phone("+442079460123")]).toEqual(["(202) 555-0123", "+442079460123"]);
  });
});
