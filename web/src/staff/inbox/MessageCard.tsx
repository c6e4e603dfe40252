import { useId } from "react";
import { sizeText } from "../../i18n/sizeText";
import type { ThreadMessage } from "../api";
import { useStaffText } from "../text";
import { OpenReceived } from "../documents/OpenReceived";

/** One message: who wrote it, on whose behalf, when, and the documents with it. */
export function MessageCard({ message: { by, on_behalf_of: behalf, side, sent, content, attachments } }: { message: ThreadMessage }) {
  const { t, s, format } = useStaffText();
  const texts = s.inbox;
  const id = useId();
  const role = by.role && (side === "practice" ? (s.roles[by.role as keyof typeof s.roles] ?? by.role) : (texts.roles[by.role] ?? by.role));
  return (
    <article aria-labelledby={id} className={`rounded-lg border border-line p-4 sm:p-6 ${side === "practice" ? "bg-cool" : "bg-white"}`}>
      <h3 id={id}>
        <strong>{role ? texts.person(by.name, role) : by.name}</strong>
        <span className="block">{format.moment(new Date(sent))}</span>
      </h3>
      {behalf && <p className="text-quiet">{texts.onBehalf(behalf)}</p>}
      <p className="mt-3 max-w-3xl wrap-anywhere whitespace-pre-line">{content}</p>
      {attachments.length > 0 && (
        <ul role="list" aria-label={texts.files} className="mt-3 border-t border-line pt-2">
          {attachments.map(({ id: given, name, size }) => (
            <li key={given} className="flex flex-wrap items-center gap-x-4">
              <span className="wrap-anywhere">{[name, sizeText(size, t, format)].filter(Boolean).join(" · ")}</span>
              <OpenReceived id={given} name={name} />
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
