import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";

export default function FillForm() {
  const { t } = useText();
  return <Page title={t.forms.title}>{null}</Page>;
}
