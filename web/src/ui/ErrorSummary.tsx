import { useEffect, useRef } from "react";
import { useText } from "../i18n/language";

export interface FormError {
  /** The id of the control to mend; without one the message is not a link. */
  id?: string;
  message: string;
}

/** "There is a problem": the same words as beside the fields, each a link to its field. Takes the focus when it appears. */
export function ErrorSummary({ errors }: { errors: FormError[] }) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length === 0) return;
    box.current?.focus();
    box.current?.scrollIntoView({ block: "start" });
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" aria-labelledby="error-summary" className="mb-8 max-w-3xl rounded border-4 border-bad bg-white p-5">
      <h2 id="error-summary" className="mb-2 text-xl font-bold">
        {t.problem.title}
      </h2>
      <ul role="list">
        {errors.map(({ id, message }) => (
          <li key={`${id} ${message}`}>
            {id ? (
              <a
                href={`#${id}`}
                className="link inline-block py-2.5 text-bad hover:text-bad"
                onClick={(event) => {
                  // Following the fragment would change the address, and with it an invitation's token.
                  event.preventDefault();
                  document.getElementById(id)?.focus();
                }}
              >
                {message}
              </a>
            ) : (
              <span className="font-semibold text-bad">{message}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
