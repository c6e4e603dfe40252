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
    <div className="bg-cool print:hidden">
      {pages.map(({ path, running, failed }) => (
        <p key={path} className="mx-auto flex max-w-[64rem] flex-wrap items-center gap-x-3 px-4 py-1">
          <span className="py-2">
            {/* Each file fewer is not spoken. */}
            {failed === 0 && t.documents.elsewhere.running(running)}
            <span role="status">{failed > 0 && t.documents.elsewhere.failed(failed)}</span>
          </span>
          <Link to={path} className="link inline-flex min-h-12 items-center">
            {t.documents.elsewhere.look}
          </Link>
        </p>
      ))}
    </div>
  );
}
