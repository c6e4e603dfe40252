import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "../src/api/problem";
import type { OwnDocument } from "../src/api/queries/documents";
import type { sendFile } from "../src/portal/documents/sendFile";

const a = new File(["a"], "a.txt");
const b = new File(["b"], "b.txt");
const ready = { id: "d", state: "ready", why: null } as OwnDocument;
const told = () => Promise.resolve();

/** A transport whose files arrive when the test says so. */
function held() {
  const sent: { name: string; key: string; arrive: (document: OwnDocument) => void; lose: () => void }[] = [];
  const put: typeof sendFile = ({ name, key, signal }) =>
    new Promise((arrive, refuse) => {
      sent.push({ name, key, arrive, lose: () => refuse(ApiProblem.network()) });
      signal.addEventListener("abort", () => refuse(signal.reason as Error));
    });
  return { sent, put };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("uploads", () => {
  beforeEach(() => void vi.stubGlobal("window", { addEventListener: () => undefined, location: { pathname: "/" } }));
  afterEach(() => void vi.unstubAllGlobals());

  const started = async (put: typeof sendFile) => {
    const { Uploads } = await import("../src/portal/documents/uploads");
    return new Uploads("chart", put);
  };

  it("go one after the other, and on when nobody looks at their page", async () => {
    const { sent, put } = held();
    const uploads = await started(put);
    const leave = uploads.subscribe(() => undefined);
    const done = uploads.send(uploads.choose([a, b]), null, told);
    await settled();
    leave();
    uploads.tidy();
    expect(uploads.current().map(({ state }) => state)).toEqual(["sending", "waiting"]);
    sent[0]?.arrive(ready);
    await settled();
    expect(uploads.current().map(({ state }) => state)).toEqual(["ready", "sending"]);
    sent[1]?.arrive(ready);
    expect(await done).toHaveLength(2);
    uploads.tidy();
    expect(uploads.current()).toEqual([]);
  });

  it("keep what was lost, and send it again as the same document", async () => {
    const { sent, put } = held();
    const uploads = await started(put);
    void uploads.send(uploads.choose([a]), null, told);
    await settled();
    sent[0]?.lose();
    await settled();
    uploads.tidy();
    const [one] = uploads.current();
    expect(one).toMatchObject({ state: "failed", why: null });
    void uploads.send(uploads.current(), null, told);
    await settled();
    expect(sent[1]?.key).toBe(sent[0]?.key);
    uploads.cancel(one?.id ?? "");
    await settled();
    void uploads.send(uploads.current(), null, told);
    await settled();
    expect(sent[2]?.key).not.toBe(sent[0]?.key);
  });

  it("say why one that can be sent later was not taken now", async () => {
    const refused = (problem: ApiProblem) => (() => Promise.reject(problem)) as typeof sendFile;
    for (const [problem, why] of [
      [new ApiProblem("too-many-attempts", 429), "too-many-attempts"],
      [new ApiProblem("storage-full", 409), "storage-full"],
      [new ApiProblem("unknown", 500), null],
    ] as const) {
      const uploads = await started(refused(problem));
      await uploads.send(uploads.choose([a]), null, told);
      expect(uploads.current()).toMatchObject([{ state: "failed", why }]);
    }
  });

  it("end together with what they belong to", async () => {
    const { sent, put } = held();
    const uploads = await started(put);
    const done = uploads.send(uploads.choose([a, b]), null, told);
    await settled();
    uploads.end();
    expect(await done).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(uploads.current()).toEqual([]);
  });
});
