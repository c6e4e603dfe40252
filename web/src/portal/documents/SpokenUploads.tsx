import { useText } from "../../i18n/language";
import type { OneUpload } from "./uploads";

/** What begins and what ends is spoken; the steps between are not. */
export function SpokenUploads({ uploads }: { uploads: OneUpload[] }) {
  const { t } = useText();
  const said = t.documents.said;
  const words = uploads.flatMap(({ state, name }) => (state === "waiting" || state === "chosen" ? [] : said[state === "checking" ? "sending" : state](name)));
  return (
    <div role="log" aria-live="polite" className="sr-only">
      {words.map((each) => (
        <p key={each}>{each}</p>
      ))}
    </div>
  );
}
