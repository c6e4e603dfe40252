import { useLocation } from "react-router";
import { Notice } from "../../ui/Notice";

/** What a page that led here has just done, by the name of its words. */
export interface DoneState {
  done: string;
}

/** Says what has just been done: here (`said`), or on the page that led here. */
export function DoneNotice({ said, words }: { said?: string | null; words: Record<string, string> }) {
  const state = useLocation().state as Partial<DoneState> | null;
  const text = said ?? (state?.done !== undefined ? words[state.done] : null);
  return <div role="status">{text && <Notice look="good">{text}</Notice>}</div>;
}
