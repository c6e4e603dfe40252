import type { MouseEvent, ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { Link, type LinkProps } from "react-router";
import { useText } from "../i18n/language";

type Look = "primary" | "secondary" | "danger" | "plain";

const SHAPE = "inline-flex min-h-12 cursor-pointer items-center justify-center gap-2 rounded-md border-2 py-2 text-center font-bold no-underline";
const LOOKS: Record<Look, string> = {
  primary: "px-5 border-brand bg-brand text-white hover:bg-brand-dark hover:border-brand-dark pressed:bg-brand-dark",
  secondary: "px-5 border-brand bg-white text-brand hover:bg-paper pressed:bg-cool",
  danger: "px-5 border-bad bg-bad text-white hover:bg-[#7d0d0b] hover:border-[#7d0d0b] pressed:bg-[#7d0d0b]",
  plain: "-mx-2 px-2 border-transparent bg-transparent text-brand underline underline-offset-3 hover:decoration-3",
};

interface ButtonProps extends Omit<AriaButtonProps, "className" | "children" | "isPending"> {
  look?: Look;
  /** Its work is going on: it keeps the focus, and the waiting is spoken. Whoever handles the press ignores a second one. */
  isPending?: boolean;
  children: ReactNode;
}

export function Button({ look = "primary", isPending, children, ...rest }: ButtonProps) {
  const { t } = useText();
  return (
    <>
      <AriaButton {...rest} className={`${SHAPE} ${LOOKS[look]} ${isPending ? "cursor-wait opacity-80" : ""}`}>
        {children}
      </AriaButton>
      {isPending !== undefined && (
        <span role="status" className="sr-only">
          {isPending ? t.app.loading : ""}
        </span>
      )}
    </>
  );
}

export function ButtonLink({ look = "primary", ...rest }: LinkProps & { look?: Look }) {
  return <Link {...rest} className={`${SHAPE} ${LOOKS[look]}`} />;
}

interface OutLinkProps {
  look?: Look;
  href: string;
  newTab?: boolean;
  /** Comes before the link is followed, by whichever mouse button. */
  onClick?: (event: MouseEvent) => void;
  children: ReactNode;
}

/** Leaves Kinchart (a video visit, a telephone). */
export function OutLink({ look = "primary", href, newTab = false, onClick, children }: OutLinkProps) {
  return (
    <a href={href} className={`${SHAPE} ${LOOKS[look]}`} onClick={onClick} onAuxClick={onClick} {...(newTab ? { target: "_blank", rel: "noreferrer" } : {})}>
      {children}
    </a>
  );
}
