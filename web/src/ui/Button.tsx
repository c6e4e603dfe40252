import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { Link, type LinkProps } from "react-router";

type Look = "primary" | "secondary" | "plain";

const SHAPE = "inline-flex min-h-12 cursor-pointer items-center justify-center gap-2 rounded-md border-2 px-5 py-2 text-center font-bold no-underline";
const LOOKS: Record<Look, string> = {
  primary: "border-brand bg-brand text-white hover:bg-brand-dark hover:border-brand-dark pressed:bg-brand-dark",
  secondary: "border-brand bg-white text-brand hover:bg-paper pressed:bg-cool",
  plain: "border-transparent bg-transparent px-2 text-brand underline underline-offset-3 hover:decoration-3",
};

interface ButtonProps extends Omit<AriaButtonProps, "className" | "children"> {
  look?: Look;
  children: ReactNode;
}

/** A pending button keeps the focus and ignores presses; what is going on is said beside it. */
export function Button({ look = "primary", children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`${SHAPE} ${LOOKS[look]} pending:cursor-wait pending:opacity-80`}>
      {children}
    </AriaButton>
  );
}

export function ButtonLink({ look = "primary", ...rest }: LinkProps & { look?: Look }) {
  return <Link {...rest} className={`${SHAPE} ${LOOKS[look]}`} />;
}

/** Leaves Kinchart (a video visit, a telephone). */
export function OutLink({ look = "primary", href, newTab = false, children }: { look?: Look; href: string; newTab?: boolean; children: ReactNode }) {
  return (
    <a href={href} className={`${SHAPE} ${LOOKS[look]}`} {...(newTab ? { target: "_blank", rel: "noreferrer" } : {})}>
      {children}
    </a>
  );
}
