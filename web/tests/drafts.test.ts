import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "../src/api/problem";
import type { Filled } from "../src/fhir/questionnaireAnswers";
import { en } from "../src/i18n/en";
import { makeFormat } from "../src/i18n/format";
import { Draft, type Server } from "../src/portal/drafts/draft";
import { agoText, dueText } from "../src/portal/forms/formText";

const filled = (text: string): Filled => ({ entries: { "/q": [{ text }] }, copies: {} });
const format = makeFormat("en");
const saved = (version: number) => ({ version, saved: "2026-05-01T10:00:00Z" });
const lost = () => Promise.reject(ApiProblem.network());

function started(save: Server<Filled>["save"], read: Server<Filled>["read"] = lost) {
  return new Draft({ typed: filled(""), version: 0, saved: null }, { save, read });
}

describe("a draft", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is saved once, soon after the typing stops, on the version that was read", async () => {
    const save = vi.fn((_: Filled, version: number) => Promise.resolve(saved(version + 1)));
    const draft = started(save);
    draft.change(filled("a"));
    await vi.advanceTimersByTimeAsync(1000);
    draft.change(filled("ab"));
    expect(draft.isUnsaved).toBe(true);
    await vi.advanceTimersByTimeAsync(1600);
    expect(save.mock.calls).toEqual([[filled("ab"), 0]]);
    expect(draft.current()).toMatchObject({ saving: "saved", version: 1 });
    expect(draft.isUnsaved).toBe(false);
  });

  it("goes on with what was typed while it was on its way", async () => {
    let arrive: (told: { version: number; saved: string }) => void = () => undefined;
    const save = vi.fn(() => new Promise<{ version: number; saved: string }>((resolve) => (arrive = resolve)));
    const draft = started(save);
    draft.change(filled("a"));
    await vi.advanceTimersByTimeAsync(1600);
    draft.change(filled("ab"));
    await vi.advanceTimersByTimeAsync(1600);
    expect(save).toHaveBeenCalledTimes(1);
    arrive(saved(1));
    await vi.advanceTimersByTimeAsync(1600);
    expect(save.mock.calls[1]).toEqual([filled("ab"), 1]);
  });

  it("keeps what could not be saved and tries again, then at once when somebody asks", async () => {
    const save = vi.fn<Server<Filled>["save"]>().mockImplementationOnce(lost).mockImplementationOnce(lost).mockResolvedValue(saved(1));
    const draft = started(save);
    draft.change(filled("a"));
    await vi.advanceTimersByTimeAsync(1600);
    expect(draft.current()).toMatchObject({ saving: "lost", typed: filled("a") });
    await vi.advanceTimersByTimeAsync(5100);
    expect(save).toHaveBeenCalledTimes(2);
    await draft.flush();
    expect(draft.current().saving).toBe("saved");
  });

  it("lets the person choose when another device was first", async () => {
    const changed = () => Promise.reject(new ApiProblem("draft-changed", 409));
    const theirs = { typed: filled("theirs"), version: 7, saved: new Date() };
    const save = vi.fn<Server<Filled>["save"]>().mockImplementationOnce(changed).mockResolvedValue(saved(8));
    const own = started(save, () => Promise.resolve(theirs));
    own.change(filled("mine"));
    await vi.advanceTimersByTimeAsync(1600);
    expect(own.current().saving).toBe("changed");
    own.change(filled("mine too"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
    await own.keepOwn();
    expect(save.mock.calls[1]).toEqual([filled("mine too"), 7]);
    expect(own.current()).toMatchObject({ saving: "saved", version: 8 });

    const other = started(changed, () => Promise.resolve(theirs));
    other.change(filled("mine"));
    await vi.advanceTimersByTimeAsync(1600);
    await other.takeNewer();
    expect(other.current()).toMatchObject({ ...theirs, saving: "saved" });
  });

  it("is saved again once what was too long is shorter", async () => {
    const save = vi.fn<Server<Filled>["save"]>().mockImplementationOnce(() => Promise.reject(new ApiProblem("invalid", 422))).mockResolvedValue(saved(1));
    const draft = started(save);
    draft.change(filled("too long"));
    await vi.advanceTimersByTimeAsync(1600);
    expect(draft.current().saving).toBe("refused");
    expect(draft.isUnsaved).toBe(true);
    draft.change(filled("short"));
    await vi.advanceTimersByTimeAsync(1600);
    expect(draft.current().saving).toBe("saved");
  });

  it("is not saved any more once the form was sent", async () => {
    const save = vi.fn(() => Promise.reject(new ApiProblem("already-submitted", 409)));
    const draft = started(save);
    draft.change(filled("a"));
    await vi.advanceTimersByTimeAsync(1600);
    expect(draft.current()).toMatchObject({ saving: "refused", problem: { slug: "already-submitted" } });
    draft.close();
    draft.change(filled("b"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
  });
});

describe("days and minutes", () => {
  const now = new Date(2026, 4, 1, 23, 30);
  it("are told as people say them", () => {
    expect(["2026-05-01", "2026-05-02", "2026-05-04", "2026-04-30", "2026-04-21"].map((day) => dueText(day, now, en, format))).toEqual([
      "Due today", "Due tomorrow", "Due in 3 days, on May 4, 2026", "1 day overdue", "10 days overdue",
    ]);
    expect(dueText(null, now, en, format)).toBeNull();
    const ago = (seconds: number) => agoText(new Date(now.getTime() - seconds * 1000), now, "en-US");
    expect([ago(20), ago(300), ago(7200), ago(90_000), ago(-60)]).toEqual(["this minute", "5 minutes ago", "2 hours ago", "yesterday", "this minute"]);
  });
});
