/** The drafts of this tab, by what they belong to. */
import { currentSession, onSessionChange } from "../../api/session";
import { Draft, type Kept, type Server } from "./draft";

const drafts = new Map<string, Draft<unknown>>();

// Nothing of a record stays in memory once its reader is signed out.
onSessionChange(() => {
  if (currentSession().state !== "out") return;
  drafts.forEach((draft) => draft.close());
  drafts.clear();
});

window.addEventListener("online", () => drafts.forEach((draft) => void draft.flush()));
window.addEventListener("beforeunload", (event) => {
  if ([...drafts.values()].some((draft) => draft.isUnsaved)) event.preventDefault();
});

/** What could not be saved yet is there again; else what the server has. One name is always of one kind of draft. */
export function draftNamed<T>(name: string, kept: Kept<T>, server: Server<T>): Draft<T> {
  const known = drafts.get(name) as unknown as Draft<T> | undefined;
  if (known?.isUnsaved) return known;
  const draft = new Draft(kept, server);
  drafts.set(name, draft as unknown as Draft<unknown>);
  return draft;
}
