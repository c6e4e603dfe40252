import { useText } from "../i18n/language";

export function SkipLink() {
  const { t } = useText();
  return (
    <a
      href="#main"
      className="sr-only z-10 bg-white p-3 font-bold text-brand underline focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      onClick={(event) => {
        // The fragment may hold an invitation's token: move the focus without changing it.
        event.preventDefault();
        document.getElementById("main")?.focus();
      }}
    >
      {t.app.skip}
    </a>
  );
}
