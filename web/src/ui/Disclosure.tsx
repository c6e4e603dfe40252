import type { ReactNode } from "react";

interface DisclosureProps {
  title: string;
  /** Tells this one from its neighbours for those who hear it. */
  about: string;
  children: ReactNode;
}

/** More of the same, out of the way until it is asked for. */
export function Disclosure({ title, about, children }: DisclosureProps) {
  return (
    <details className="mt-1">
      <summary className="link w-fit py-2.5">
        {title}
        <span className="sr-only"> {about}</span>
      </summary>
      <div className="pb-2">{children}</div>
    </details>
  );
}
