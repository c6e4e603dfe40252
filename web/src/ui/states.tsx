import { useEffect, useRef, useState, type ReactNode } from "react";
import { problemText } from "../i18n/problemText";
import { ApiProblem } from "../api/problem";
import { useText } from "../i18n/language";
import { Button } from "./Button";

export function Loading({ text }: { text?: string }) {
  const { t } = useText();
  return (
    <p role="status" className="flex items-center gap-3 py-3 text-quiet">
      <span aria-hidden="true" className="size-5 animate-spin rounded-full border-3 border-line border-t-brand" />
      {text ?? t.app.loading}
    </p>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="py-1 text-quiet">{children}</p>;
}

/** Says what happened and how to go on; the number helps whoever answers the phone to find the call in the log. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useText();
  const id = error instanceof ApiProblem && error.status >= 500 ? error.requestId : null;
  return (
    <div role="alert" className="max-w-3xl rounded border-l-8 border-bad bg-white p-4">
      <p className="font-bold">{t.problem.failedTitle}</p>
      <p>{problemText(error, t)}</p>
      {id && <p className="text-quiet">{t.problem.reference(id)}</p>}
      <div className="mt-3">
        <Button look="secondary" onPress={retry}>
          {t.app.tryAgain}
        </Button>
      </div>
    </div>
  );
}

interface ShowMoreProps {
  /** How many entries are shown now: what came on top is spoken. */
  count: number;
  hasMore: boolean;
  isLoading: boolean;
  onShowMore: () => void;
  label?: string;
}

/** The next page of a list, added below. The button keeps the focus; when nothing is left, what it says takes its place. */
export function ShowMore({ count, hasMore, isLoading, onShowMore, label }: ShowMoreProps) {
  const { t } = useText();
  const [before, setBefore] = useState<number | null>(null);
  const told = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // A button that goes away would throw whoever used it back to the start of the page.
    if (!hasMore && before !== null && document.activeElement === document.body) told.current?.focus({ preventScroll: true });
  }, [hasMore, before]);
  const said = before !== null && !isLoading ? t.app.showingMore(Math.max(0, count - before)) : "";
  return (
    <div className="mt-4">
      {hasMore && (
        <Button
          look="secondary"
          isPending={isLoading}
          onPress={() => {
            if (isLoading) return;
            setBefore(count);
            onShowMore();
          }}
        >
          {isLoading ? t.app.loading : (label ?? t.app.showMore)}
        </Button>
      )}
      <p ref={told} role="status" tabIndex={-1} className="w-fit text-quiet">
        {said}
      </p>
    </div>
  );
}
