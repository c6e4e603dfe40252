import type { ReactNode } from "react";

const LOOKS = {
  info: "border-brand bg-white",
  good: "border-good bg-good-soft",
  warm: "border-[#b26a00] bg-warm",
};

/** A message in the page; `live` ones are spoken when they appear. */
export function Notice({ look = "info", live = false, children }: { look?: keyof typeof LOOKS; live?: boolean; children: ReactNode }) {
  return (
    <div role={live ? "status" : undefined} className={`mb-6 max-w-3xl rounded border-l-8 p-4 ${LOOKS[look]}`}>
      {children}
    </div>
  );
}
