import { useEffect, useRef } from "react";
import { problemText } from "../../i18n/problemText";
import type { ApiProblem } from "../../api/problem";
import { Button } from "../../ui/Button";
import { useStaffText } from "../text";
import type { useBulkInvite } from "./useBulkInvite";

/** How far the invitations are: drawn all the time, spoken when they start, stop and end. Takes the focus from the button that goes then. */
export function BulkProgress({ bulk, stop, resume, again, close }: ReturnType<typeof useBulkInvite>) {
  const { t, s } = useStaffText();
  const heading = useRef<HTMLHeadingElement>(null);
  const { state, total, sent, left, failed, stoppedBy } = bulk;
  useEffect(() => heading.current?.focus(), [state]);
  const reason = (problem: ApiProblem) => s.invites.errors[problem.fields[0]?.code ?? ""] ?? problemText(problem, t);
  const spoken = {
    idle: "",
    running: s.bulk.started(left.length + sent + failed.length),
    stopped: s.bulk.stopped(left.length),
    finished: s.bulk.finished(sent, failed.length),
  };
  return (
    <section aria-labelledby="bulk" className="rounded-lg border border-line bg-white p-4 sm:p-6">
      <h2 ref={heading} id="bulk" tabIndex={-1} className="mb-3 text-xl font-bold sm:text-2xl">
        {s.bulk.title}
      </h2>
      <progress aria-labelledby="bulk" max={total} value={sent + failed.length} className="progress" />
      <p className="mb-2">{s.bulk.progress(sent + failed.length, total)}</p>
      <p role="status" className="mb-2 font-bold">
        {spoken[state]} {stoppedBy && problemText(stoppedBy, t)}
      </p>
      {failed.length > 0 && (
        <>
          <h3 className="font-bold">{s.bulk.failed}</h3>
          <ul role="list" className="mb-4">
            {failed.map(({ job: { patient }, problem }) => (
              <li key={patient.chart} className="py-1">
                {patient.given} {patient.family}: {reason(problem)}
              </li>
            ))}
          </ul>
        </>
      )}
      {state === "running" && <p className="mb-4 text-quiet">{s.bulk.leave}</p>}
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
            {s.bulk.close}
          </Button>
        )}
      </div>
    </section>
  );
}
