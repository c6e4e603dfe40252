import { Route, Routes } from "react-router";
import { NotFound } from "../../app/NotFound";
import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";

/** Everything below /m/:member/documents. */
export default function Documents() {
  const { t } = useText();
  return (
    <Routes>
      <Route index element={<Page title={t.documents.title}>{null}</Page>} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
