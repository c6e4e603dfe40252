import { createContext, useContext, useEffect, useRef, type ReactNode } from "react";
import { useLocation } from "react-router";
import { useText } from "../i18n/language";
import { ErrorSummary, type FormError } from "./ErrorSummary";

/** Whose record the pages inside are about, where it is not one's own: their titles in the tab say so. */
export const AboutContext = createContext<string | null>(null);

interface PageProps {
  title: string;
  /** A short line above the heading, such as "Step 1 of 3". */
  eyebrow?: ReactNode;
  /** A control beside the heading. */
  aside?: ReactNode;
  /** What is wrong with the form on this page; a new list moves the focus to the summary. */
  errors?: FormError[];
  /** Forms and texts are easier to read in a narrow column. */
  narrow?: boolean;
  children: ReactNode;
}

/** One page: its title in the tab, its errors, its heading; the heading gets the focus after each navigation. */
export function Page({ title, eyebrow, aside, errors = [], narrow = false, children }: PageProps) {
  const { t } = useText();
  const { key, pathname } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const about = useContext(AboutContext);
  const hasErrors = errors.length > 0;

  useEffect(() => {
    const named = about && !title.includes(about) ? t.viewing.titleOf(title, about) : title;
    document.title = `${hasErrors ? `${t.app.errorTitle}: ` : ""}${named} – ${t.app.name}`;
  }, [title, about, hasErrors, t]);

  useEffect(() => {
    // "default" is the first page of a visit: there the browser's own start of the page is right.
    // And what is wrong on the page takes the focus itself.
    if (key === "default" || hasErrors) return;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
    // The key changes on every navigation; a changed search or hash alone leaves the focus where it is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pathname]);

  return (
    <div className={narrow ? "max-w-2xl" : ""}>
      <ErrorSummary errors={errors} />
      {eyebrow && <p className="text-quiet">{eyebrow}</p>}
      <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
        <h1 ref={heading} tabIndex={-1} className="text-3xl font-bold sm:text-4xl">
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </div>
  );
}
