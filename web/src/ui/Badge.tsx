import type { ReactNode } from "react";

const LOOKS = {
  good: ["bg-good-soft text-good", "●"],
  bad: ["bg-bad-soft text-bad", "◆"],
  quiet: ["bg-cool text-ink", "■"],
} as const;

export type BadgeLook = keyof typeof LOOKS;

/** A status: told by its words, and again by shape and colour. `mark` replaces the shape, for a direction. */
export function Badge({ look, mark, children }: { look: BadgeLook; mark?: string; children: ReactNode }) {
  const [colours, shape] = LOOKS[look];
  return (
    <span className={`inline-flex items-center gap-2 rounded border border-current px-2 py-0.5 font-bold wrap-normal ${colours}`}>
      <span aria-hidden="true" className="text-sm">
        {mark ?? shape}
      </span>
      {children}
    </span>
  );
}
