import { useText } from "../i18n/language";
import { Page } from "./Page";
import { Failed } from "./states";

/** A whole page whose data did not come. */
export function FailedPage({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useText();
  return (
    <Page title={t.problem.title} narrow>
      <Failed error={error} retry={retry} />
    </Page>
  );
}
