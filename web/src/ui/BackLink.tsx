import type { ReactNode } from "react";
import { Link } from "react-router";

/** The way from one thing back to the list that it is of; stands above the heading. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="link inline-flex min-h-12 items-center">
      <span aria-hidden="true">←&nbsp;</span>
      {children}
    </Link>
  );
}
