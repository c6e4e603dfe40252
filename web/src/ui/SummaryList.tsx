import type { ReactNode } from "react";
import { ButtonLink } from "./Button";

export interface SummaryRow {
  title: string;
  value: ReactNode;
  /** Where it is changed, and the link's words; what they change is added for screen readers. */
  change?: { to: string; label: string };
}

/** What is known, row by row, each with its way to change it. */
export function SummaryList({ rows }: { rows: SummaryRow[] }) {
  return (
    <dl>
      {rows.map(({ title, value, change }) => (
        <div key={title} className="grid grid-cols-[1fr_auto] items-center gap-x-6 border-b border-line py-2 last:border-0 sm:grid-cols-[12rem_1fr_auto]">
          <dt className="font-bold">{title}</dt>
          <dd className="max-sm:row-start-2">{value}</dd>
          {change && (
            <dd className="max-sm:row-span-2">
              <ButtonLink look="plain" to={change.to}>
                {change.label}
                <span className="sr-only"> {title}</span>
              </ButtonLink>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
