import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";

export default function Billing() {
  const { t } = useText();
  return <Page title={t.billing.title}>{null}</Page>;
}
