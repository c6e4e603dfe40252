import { useId, type ReactNode } from "react";
import { useText } from "../i18n/language";
import { sizeText } from "../i18n/sizeText";

interface Attached {
  id: string;
  name: string;
  size: number;
}

interface MessageCardProps {
  from: string;
  /** Whether it came from the practice. */
  isPractice: boolean;
  /** ISO 8601. */
  sent: string;
  /** Said where somebody else than the patient wrote. */
  behalf: string | null;
  content: string;
  /** What the list of attachments is called. */
  files: string;
  attachments: Attached[];
  open: (file: Attached) => ReactNode;
}

/** One message, as both sides see it: from whom, on whose behalf, when, and what came with it. */
export function MessageCard({ from, isPractice, sent, behalf, content, files, attachments, open }: MessageCardProps) {
  const { t, format } = useText();
  const id = useId();
  return (
    <article aria-labelledby={id} className={`rounded-lg border border-line p-4 sm:p-6 ${isPractice ? "bg-cool" : "bg-white"}`}>
      <h3 id={id}>
        <strong>{from}</strong>
        <span className="block">{format.moment(new Date(sent))}</span>
      </h3>
      {behalf && <p className="text-quiet">{behalf}</p>}
      <p className="mt-3 max-w-3xl wrap-anywhere whitespace-pre-line">{content}</p>
      {attachments.length > 0 && (
        <ul role="list" aria-label={files} className="mt-3 border-t border-line pt-3">
          {attachments.map((file) => (
            <li key={file.id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <span className="wrap-anywhere">{[file.name, sizeText(file.size, t, format)].filter(Boolean).join(" · ")}</span>
              {open(file)}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
