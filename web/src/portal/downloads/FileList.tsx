import { useState } from "react";
import type { Member } from "../../api/queries/account";
import { exportUrl, isUnderWay, type Export } from "../../api/queries/exports";
import type { Messages } from "../../i18n/en";
import type { Format } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { Badge, type BadgeLook } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import type { FormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";

const LOOKS: Record<Export["state"], BadgeLook> = { waiting: "quiet", working: "quiet", ready: "good", partly: "bad", failed: "bad", ended: "quiet" };

interface FileListProps {
  member: Member;
  files: Export[];
  errors: FormErrors;
}

/** The files, newest first, each with how far it is. What begins and what ends is spoken, the steps between are not. */
export function FileList({ member, files, errors }: FileListProps) {
  const said = useNews(files);
  return (
    <>
      <p role="status" className="mb-3 font-bold">
        {said}
      </p>
      <ul role="list">
        {files.map((file) => (
          <li key={file.id} className="border-t border-line py-4 first:border-0 first:pt-0">
            <File member={member} file={file} errors={errors} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What became of the newest file since the page was opened, in words; empty while nothing did. */
function useNews(files: Export[]): string {
  const { t } = useText();
  const [watched, setWatched] = useState<string | null>(null);
  const newest = files[0];
  const begun = newest && isUnderWay(newest) ? newest.id : null;
  if (begun && begun !== watched) setWatched(begun);
  if (!newest || (newest.id !== watched && newest.id !== begun)) return "";
  const words: Partial<Record<Export["state"], string>> = { ready: t.downloads.nowReady, partly: t.downloads.nowPartly, failed: t.downloads.nowFailed };
  return words[newest.state] ?? t.downloads.begun;
}

function File({ member, file, errors }: { member: Member; file: Export; errors: FormErrors }) {
  const { t, format } = useText();
  const texts = t.downloads;
  const { busy, run } = useOperation(errors, (problem) => (problem.status === 404 ? [{ message: texts.gone }] : null));
  const title = texts.kindNames[file.kind];
  const days = daysText(file, t, format);
  const moment = (iso: string) => format.moment(new Date(iso));
  const fetchFile = async () => window.location.assign(await exportUrl(member.id, file.id));
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="max-w-2xl">
        <h3 className="text-xl font-bold">{title}</h3>
        <p>{days}</p>
        <p className="my-1">
          <Badge look={LOOKS[file.state]}>{texts.states[file.state]}</Badge>
        </p>
        {isUnderWay(file) && <Progress file={file} />}
        {file.made && <p className="text-quiet">{texts.madeAt(moment(file.made))}</p>}
        {file.ends && file.state !== "ended" && (
          <p className="text-quiet">
            {texts.endsAt(moment(file.ends))}
            {file.size !== null && ` · ${sizeText(file.size, format)}`}
          </p>
        )}
        <Missing file={file} />
      </div>
      {(file.state === "ready" || file.state === "partly") && (
        <Button look="secondary" aria-label={texts.getWhat(`${title}, ${days}`)} isPending={busy !== null} onPress={() => void run("send", fetchFile)}>
          {texts.get}
        </Button>
      )}
    </div>
  );
}

function Progress({ file: { done, of } }: { file: Export }) {
  const { t } = useText();
  const told = of > 0 ? t.downloads.progress(done, of) : t.downloads.reading;
  return (
    <p>
      <progress className="mr-3 h-4 w-48 max-w-full accent-brand" aria-label={told} {...(of > 0 ? { value: done, max: of } : {})} />
      {told}
    </p>
  );
}

/** Why there is no file, or what is not in it, and what to do. */
function Missing({ file: { state, left_out: leftOut } }: { file: Export }) {
  const { t } = useText();
  const texts = t.downloads;
  if (state === "ended") return <p>{texts.ended}</p>;
  if (state === "failed" && leftOut.length === 0) return <p>{texts.failed}</p>;
  if (leftOut.length === 0) return null;
  return (
    <div className="mt-2">
      <p className="font-bold">{state === "failed" ? texts.nothing : texts.missing}</p>
      <ul className="list-disc pl-6">
        {leftOut.map(({ practice, why }) => (
          <li key={`${practice} ${why}`}>
            {practice && `${practice}: `}
            {texts.why[why]}
          </li>
        ))}
      </ul>
      <p>{texts.whatToDo}</p>
    </div>
  );
}

function daysText({ from, to }: Export, t: Messages, format: Format): string {
  const [first, last] = [from, to].map((day) => format.fhirDay(day ?? undefined));
  if (first && last) return t.downloads.between(first, last);
  if (first) return t.downloads.since(first);
  return last ? t.downloads.until(last) : t.downloads.all;
}

function sizeText(bytes: number, format: Format): string {
  const [amount, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), "KB"] : [Math.round(bytes / 100_000) / 10, "MB"];
  return `${format.number(amount)} ${unit}`;
}
