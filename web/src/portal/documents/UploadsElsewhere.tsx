import { useSyncExternalStore } from "react";
import { Link, useLocation } from "react-router";
import { useText } from "../../i18n/language";
import { allPages, watchAll } from "./uploads";

/** On every other page: that files are still on their way, or that one of them did not get through. */
export function UploadsElsewhere() {
  const { t } = useText();
  const { pathname } = useLocation();
  const pages = useSyncExternalStore(watchAll, allPages).filter(({ path }) => path !== pathname);
  return (
    <div role="status" className="bg-cool print:hidden">
      {pages.map(({ path, running, failed }) => (
        <p key={path} className="mx-auto flex max-w-[64rem] flex-wrap items-center gap-x-3 px-4 py-1">
          {/* Without a number of those that are left: each file fewer would be spoken. */}
          <span className="py-2">{failed > 0 ? t.documents.elsewhere.failed(failed) : t.documents.elsewhere.running(running)}</span>
          <Link to={path} className="link inline-flex min-h-12 items-center">
            {t.documents.elsewhere.look}
          </Link>
        </p>
      ))}
    </div>
  );
}
