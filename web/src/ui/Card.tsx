import { useId, type ReactNode } from "react";

interface CardProps {
  title: ReactNode;
  /** Small text under the title. */
  meta?: ReactNode;
  level?: 2 | 3;
  children: ReactNode;
}

export function Card({ title, meta, level = 2, children }: CardProps) {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section aria-labelledby={meta ? `${id} ${id}-meta` : id} className="rounded-lg border border-line bg-white p-4 sm:p-6">
      <Heading id={id} className="text-xl font-bold sm:text-2xl">
        {title}
      </Heading>
      {/* Two practices may have the same to tell: what stands under the title tells their cards apart. */}
      {meta && (
        <p id={`${id}-meta`} className="text-quiet">
          {meta}
        </p>
      )}
      <div className="mt-3">{children}</div>
    </section>
  );
}
