import { useEffect, useRef } from "react";
import { problemText } from "../../i18n/problemText";
import type { ApiProblem } from "../../api/problem";
import { Button } from "../../ui/Button";
import { useStaffText } from "../text";
import type { Bulk, Job, useBulk } from "./useBulk";

interface BulkProgressProps extends Pick<ReturnType<typeof useBulk>, "stop" | "resume" | "again" | "close"> {
  bulk: Bulk<Job>;
  words: {
    title: string;
    started: (n: number) => string;
    stopped: (left: number) => string;
    finished: (done: number, failed: number) => string;
    failed: string;
    /** What happens to the rest when the page is left. */
    leave: string;
    close: string;
  };
  /** Better words for why one failed. */
  explain?: (problem: ApiProblem) => string | undefined;
}

/** How far many things that are sent are: drawn all the time, spoken when they start, stop and end. Takes the focus from the button that goes then. */
export function BulkProgress({ bulk, words, explain, stop, resume, again, close }: BulkProgressProps) {
  const { t, s } = useStaffText();
  const heading = useRef<HTMLHeadingElement>(null);
  const { state, total, done, left, failed, stoppedBy } = bulk;
  useEffect(() => heading.current?.focus(), [state]);
  const reason = (problem: ApiProblem) => explain?.(problem) ?? problemText(problem, t);
  const spoken = {
    idle: "",
    running: words.started(left.length + done + failed.length),
    stopped: words.stopped(left.length),
    finished: words.finished(done, failed.length),
  };
  return (
    <section aria-labelledby="bulk" className="rounded-lg border border-line bg-white p-4 sm:p-6">
      <h2 ref={heading} id="bulk" tabIndex={-1} className="mb-3 text-xl font-bold sm:text-2xl">
        {words.title}
      </h2>
      <progress aria-labelledby="bulk" max={total} value={done + failed.length} className="progress" />
      <p className="mb-2">{s.bulk.progress(done + failed.length, total)}</p>
      <p role="status" className="mb-2 font-bold">
        {spoken[state]} {stoppedBy && problemText(stoppedBy, t)}
      </p>
      {failed.length > 0 && (
        <>
          <h3 className="font-bold">{words.failed}</h3>
          <ul role="list" className="mb-4">
            {failed.map(({ job, problem }) => (
              <li key={job.key} className="py-1">
                {job.name}: {reason(problem)}
              </li>
            ))}
          </ul>
        </>
      )}
      {state === "running" && <p className="mb-4 text-quiet">{words.leave}</p>}
      <div className="flex flex-wrap gap-3">
        {state === "running" && (
          <Button look="secondary" onPress={stop}>
            {s.bulk.stop}
          </Button>
        )}
        {state === "stopped" && <Button onPress={resume}>{s.bulk.resume}</Button>}
        {state === "finished" && failed.length > 0 && <Button onPress={again}>{s.bulk.again}</Button>}
        {state !== "running" && (
          <Button look="secondary" onPress={close}>
            {words.close}
          </Button>
        )}
      </div>
    </section>
  );
}
