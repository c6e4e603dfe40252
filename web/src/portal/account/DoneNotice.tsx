import { useEffect, useRef } from "react";
import { useLocation } from "react-router";
import { Notice } from "../../ui/Notice";

/** What a page that led here has just done, by the name of its words. */
export interface DoneState {
  done: string;
}

/**
 * Says what has just been done: here (`said`), or on the page that led here. What was done here takes the focus: the button
 * that did it is often gone with its row, and far below.
 */
export function DoneNotice({ said, words = {} }: { said?: string | null; words?: Record<string, string> }) {
  const state = useLocation().state as Partial<DoneState> | null;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (said) box.current?.focus();
  }, [said]);
  const text = said ?? (state?.done !== undefined ? words[state.done] : null);
  return (
    <div ref={box} role="status" tabIndex={-1}>
      {text && <Notice look="good">{text}</Notice>}
    </div>
  );
}
