import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";

export default function Health() {
  const { t } = useText();
  return <Page title={t.health.title}>{null}</Page>;
}
